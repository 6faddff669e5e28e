import { refuse } from '../../../api/errors.ts';
import { UPGRADE_SCHEMA_INVALID } from '../errors.ts';
import type { AnsweredUpgradeSchema, SentUpgradeSchema } from '../objects/upgrade-schema.ts';

/** How an upgrade to a product is priced, and what it does to the subscription. */
export type UpgradeTerms = {
  readonly pricing: 'FULL_PRICE' | 'PRICE_DIFFERENCE' | 'PRORATED_ON_LAST_PAYMENT' | 'PRORATED_ON_CATALOG';
  /** What the options of the old subscription do to the price, in percent; null: nothing. */
  readonly optionPriceOperator: 'ADD' | 'SUBTRACT' | null;
  readonly optionPricePercentage: number | null;
  readonly useCatalogPricing: boolean;
  readonly ignoreGracePeriod: boolean;
  readonly effect: 'REPLACE' | 'PROLONG' | 'KEEP_END';
};

const PRICINGS = ['FULL_PRICE', 'PRICE_DIFFERENCE', 'PRORATED_ON_LAST_PAYMENT', 'PRORATED_ON_CATALOG'] as const;
const EFFECTS = ['REPLACE', 'PROLONG', 'KEEP_END'] as const;

export const pricingOf = (scheme: number): UpgradeTerms['pricing'] => PRICINGS[scheme - 1] ?? unknown(scheme);
export const effectOf = (type: number): UpgradeTerms['effect'] => EFFECTS[type - 1] ?? unknown(type);
export const schemeOf = (pricing: UpgradeTerms['pricing']): number => PRICINGS.indexOf(pricing) + 1;
export const upgradeTypeOf = (effect: UpgradeTerms['effect']): number => EFFECTS.indexOf(effect) + 1;

const unknown = (value: number): never => {
  throw new Error(`no upgrade setting has the number ${value}`);
};

/** The terms that a client sent. Refuses UPGRADE_SCHEMA_INVALID. */
export const upgradeTermsOf = (sent: SentUpgradeSchema['UpgradeSettings']): UpgradeTerms => {
  const { OptionPriceOperator: operator, OptionPricePercentage: percentage, PricingScheme: scheme } = sent;
  if (scheme > 2 && (operator || percentage != null)) {
    refuse(
      UPGRADE_SCHEMA_INVALID,
      'OptionPriceOperator and OptionPricePercentage go with the pricing schemes 1 and 2.',
    );
  }
  return {
    pricing: pricingOf(scheme),
    optionPriceOperator: operator === 'ADD' || operator === 'SUBTRACT' ? operator : null,
    optionPricePercentage: percentage ?? null,
    useCatalogPricing: sent.UseProductCatalogPricing ?? false,
    ignoreGracePeriod: sent.ProrateIgnoreGracePeriod ?? false,
    effect: effectOf(sent.SubscriptionUpgradeType),
  };
};

export type UpgradeProduct = { readonly productId: bigint; readonly code: string; readonly renews: boolean };

/**
 * The products of these codes, each once and in their order. Refuses UPGRADE_SCHEMA_INVALID for codes that there are
 * not, and for products without renewal when the one that they lead to renews.
 */
export const upgradeSourcesOf = (
  target: UpgradeProduct,
  codes: readonly string[],
  known: readonly UpgradeProduct[],
): readonly UpgradeProduct[] =>
  [...new Set(codes)].map((code) => {
    const source = known.find((product) => product.code === code);
    if (source === undefined) return refuse(UPGRADE_SCHEMA_INVALID, `There is no product ${code} to upgrade from.`);
    if (target.renews && !source.renews) {
      return refuse(UPGRADE_SCHEMA_INVALID, `${target.code} renews, so ${code} would have to renew too.`);
    }
    return source;
  });

export const upgradeSchemaAnswer = (terms: UpgradeTerms, fromCodes: readonly string[]): AnsweredUpgradeSchema => ({
  UpgradeSettings: {
    PricingScheme: schemeOf(terms.pricing),
    OptionPriceOperator: terms.optionPriceOperator,
    OptionPricePercentage: terms.optionPricePercentage,
    UseProductCatalogPricing: terms.useCatalogPricing,
    ProrateIgnoreGracePeriod: terms.ignoreGracePeriod,
    SubscriptionUpgradeType: upgradeTypeOf(terms.effect),
  },
  AllowUpgradeFrom: fromCodes,
});
