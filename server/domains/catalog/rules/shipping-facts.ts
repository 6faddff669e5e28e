import type { Written } from '../../../api/schema.ts';
import { type Money, parseAmount } from '../../../kit/money.ts';
import type { ShippingClass, TangibleDetails } from '../objects.ts';

/** What a product adds to shipping by its class; PRODUCT: for every unit, ORDER: once, however many have the class. */
export type ShippingClassFee = { readonly name: string; readonly applyTo: 'PRODUCT' | 'ORDER' } & (
  | { readonly type: 'FIXED'; readonly fee: Money }
  /** Of the price of the goods, in parts per million. */
  | { readonly type: 'PERCENT'; readonly ratePpm: bigint }
);

/** What sending one unit of a product depends on. */
export type ShippingFacts = {
  readonly weightGrams: bigint;
  /** The same fee in several currencies. */
  readonly fees: readonly Money[];
  readonly shippingClass: ShippingClassFee | null;
};

/**
 * The facts of a product as the merchant wrote them down. These are free text to the catalogue: what is no weight and no
 * amount counts as nothing, so that a slip there never stops a sale.
 */
export const shippingFacts = (
  details: Written<typeof TangibleDetails> | null,
  shippingClass: Written<typeof ShippingClass> | null,
): ShippingFacts => ({
  weightGrams: (details?.UnitDetails ?? []).reduce(
    (sum, { Type, Amount }) => (Type?.toUpperCase() === 'WEIGHT' ? sum + gramsOf(Amount ?? '') : sum),
    0n,
  ),
  fees: (details?.Fee ?? []).flatMap(({ Currency, Amount }) => feeOf(Amount, Currency) ?? []),
  shippingClass: shippingClass && classFeeOf(shippingClass),
});

const KILOGRAMS = /^(\d{1,9})(?:\.(\d{1,10}))?$/;

/** Weights are kilograms; what is beyond grams is left out. */
const gramsOf = (text: string): bigint => {
  const [, whole, decimals = ''] = KILOGRAMS.exec(text.trim()) ?? [];
  return whole === undefined ? 0n : BigInt(whole + decimals.slice(0, 3).padEnd(3, '0'));
};

const feeOf = (amount: string | number | null, currency: string | null): Money | undefined => {
  if (amount === null || currency === null) return undefined;
  const minor = parseAmount(String(amount).trim(), currency);
  return minor === undefined || minor < 0n ? undefined : { minor, currency };
};

const classFeeOf = ({
  Name,
  Amount,
  Currency,
  ApplyTo,
  Type,
}: Written<typeof ShippingClass>): ShippingClassFee | null => {
  const common = { name: Name ?? '', applyTo: ApplyTo === 'ORDER' ? 'ORDER' : 'PRODUCT' } as const;
  if (Type === 'PERCENT') {
    const ratePpm = percentPpm(String(Amount ?? ''));
    return ratePpm === undefined ? null : { ...common, type: 'PERCENT', ratePpm };
  }
  const fee = feeOf(Amount, Currency);
  return fee === undefined ? null : { ...common, type: 'FIXED', fee };
};

const PERCENT = /^(\d{1,3})(?:\.(\d{1,4}))?$/;

const percentPpm = (text: string): bigint | undefined => {
  const [, whole, decimals = ''] = PERCENT.exec(text) ?? [];
  return whole === undefined ? undefined : BigInt(whole + decimals.padEnd(4, '0'));
};
