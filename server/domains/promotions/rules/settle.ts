import { INVALID_PARAMETER, refuse } from '../../../api/errors.ts';
import { isCurrency, parseAmount } from '../../../kit/money.ts';
import { PROMOTION_DATES_INVALID, PROMOTION_THRESHOLD_INVALID, PROMOTION_TYPE_FIXED } from '../errors.ts';
import type { SentProduct, SentPromotion } from '../objects.ts';
import type {
  ChannelType,
  CurrencyAmount,
  PromotionProduct,
  PromotionRecord,
  PromotionType,
  Translation,
} from '../promotion.ts';
import { couponsOf } from './coupons.ts';
import { discountOf } from './discounts.ts';
import { specialPricesOf } from './special-prices.ts';

const missing = (member: string): never => refuse(INVALID_PARAMETER, `Promotion.${member} is required.`);

/** A new promotion from what was sent; refuses what is missing first, then what cannot be. */
export const newPromotion = (code: string, sent: SentPromotion): PromotionRecord => {
  const name = sent.Name || missing('Name');
  const coupon = sent.Coupon ?? missing('Coupon');
  const channelType = sent.ChannelType || missing('ChannelType');
  const type = sent.Type || missing('Type');
  const special = type === 'SPECIAL_PRICE';
  if (!special && sent.Discount == null) missing('Discount');
  if (special && sent.PriceMatrix == null) missing('PriceMatrix');
  const coupons = couponsOf(coupon);
  const blank: PromotionRecord = {
    code,
    type: type as PromotionType,
    name,
    description: '',
    // What nobody switched off is meant to count.
    enabled: true,
    channelType: channelType as ChannelType,
    startsOn: null,
    endsOn: null,
    maximumOrders: null,
    maximumQuantity: null,
    instantDiscount: false,
    autoApply: false,
    couponType: coupons.type,
    discount: null,
    defaultCurrency: null,
    priceThreshold: null,
    applyRecurring: 'NONE',
    recurringCharges: null,
    publishToAffiliates: false,
    taxCategory: null,
    sources: [],
    coupons: coupons.codes,
    products: [],
    translations: [],
    specialPrices: [],
  };
  return changedPromotion(blank, sent);
};

/**
 * The promotion with what was sent in place of what it had. Members that were not sent stay; null and empty ones are
 * cleared, save for those without which there is no promotion, which stay too.
 */
export const changedPromotion = (known: PromotionRecord, sent: SentPromotion): PromotionRecord => {
  if (sent.Type && sent.Type !== known.type) refuse(PROMOTION_TYPE_FIXED);
  const coupons = sent.Coupon ? couponsOf(sent.Coupon) : { type: known.couponType, codes: known.coupons };
  const changed: PromotionRecord = {
    ...known,
    name: sent.Name || known.name,
    description: or(sent.Description, known.description) ?? '',
    enabled: sent.Enabled ?? known.enabled,
    channelType: (sent.ChannelType || known.channelType) as ChannelType,
    startsOn: or(sent.StartDate, known.startsOn),
    endsOn: or(sent.EndDate, known.endsOn),
    maximumOrders: or(sent.MaximumOrdersNumber, known.maximumOrders) || null,
    maximumQuantity: or(sent.MaximumQuantity, known.maximumQuantity) || null,
    instantDiscount: or(sent.InstantDiscount, known.instantDiscount) ?? false,
    autoApply: sent.AutoApply === undefined ? known.autoApply : sent.AutoApply === 1,
    couponType: coupons.type,
    coupons: coupons.codes,
    ...recurringOf(known, sent),
    publishToAffiliates:
      sent.PublishToAffiliatesNetwork === undefined ? known.publishToAffiliates : sent.PublishToAffiliatesNetwork === 1,
    taxCategory: sent.ProductTaxCategoryUUID === undefined ? known.taxCategory : taxCategoryOf(sent),
    sources: sent.Sources === undefined ? known.sources : sourcesOf(sent.Sources ?? []),
    priceThreshold: sent.PriceThreshold === undefined ? known.priceThreshold : thresholdOf(sent.PriceThreshold),
    products: sent.Products === undefined ? known.products : productsOf(sent.Products ?? []),
    translations: sent.Translations === undefined ? known.translations : translationsOf(sent.Translations ?? []),
    ...priceOf(known, sent),
  };
  if (changed.startsOn !== null && changed.endsOn !== null && changed.endsOn < changed.startsOn) {
    refuse(PROMOTION_DATES_INVALID);
  }
  return changed;
};

const or = <T>(sent: T | undefined, known: T): T => (sent === undefined ? known : sent);

type Price = Pick<PromotionRecord, 'discount' | 'defaultCurrency' | 'specialPrices'>;

const priceOf = (known: PromotionRecord, sent: SentPromotion): Price => {
  if (known.type !== 'SPECIAL_PRICE') {
    const discount = sent.Discount ? discountOf(sent.Discount) : known.discount;
    return { discount, defaultCurrency: null, specialPrices: [] };
  }
  const rows = sent.PriceMatrix;
  const first = rows?.[0]?.Prices?.[0]?.Currency;
  const defaultCurrency = sent.DefaultCurrency || (known.defaultCurrency ?? first ?? '');
  const specialPrices = rows ? specialPricesOf(rows, defaultCurrency) : known.specialPrices;
  return { discount: null, defaultCurrency, specialPrices };
};

type Recurring = Pick<PromotionRecord, 'applyRecurring' | 'recurringCharges'>;

const recurringOf = (known: PromotionRecord, sent: SentPromotion): Recurring => {
  const charges = or(sent.RecurringChargesNumber, known.recurringCharges) || null;
  const apply = or(sent.ApplyRecurring, known.applyRecurring);
  if (apply === 'CUSTOM' && charges === null) {
    refuse(INVALID_PARAMETER, 'Promotion.RecurringChargesNumber is required where ApplyRecurring is CUSTOM.');
  }
  return { applyRecurring: apply === 'ALL' || apply === 'CUSTOM' ? apply : 'NONE', recurringCharges: charges };
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const taxCategoryOf = ({ ProductTaxCategoryUUID: sent }: SentPromotion): string | null => {
  if (!sent) return null;
  return UUID.test(sent)
    ? sent.toLowerCase()
    : refuse(INVALID_PARAMETER, 'Promotion.ProductTaxCategoryUUID is no UUID.');
};

const thresholdOf = (sent: SentPromotion['PriceThreshold']): CurrencyAmount | null => {
  if (sent?.Amount == null) return null;
  const currency = sent.Currency ?? '';
  if (!isCurrency(currency)) return refuse(PROMOTION_THRESHOLD_INVALID, 'PriceThreshold.Currency is not a currency.');
  const amountMinor = parseAmount(sent.Amount, currency);
  if (amountMinor === undefined || amountMinor < 0n) return refuse(PROMOTION_THRESHOLD_INVALID);
  return amountMinor === 0n ? null : { currency, amountMinor };
};

/** Sources as they are kept: each once, without spaces around them. */
export const sourcesOf = (sent: readonly string[]): readonly string[] => [
  ...new Set(sent.map((source) => source.trim()).filter((source) => source !== '')),
];

/** Entries as they are kept: each once. */
export const productsOf = (sent: readonly SentProduct[]): readonly PromotionProduct[] => {
  const products = sent.map(
    ({ Code, PricingConfigurationCode, PricingOptionCodes }): PromotionProduct => ({
      productCode: Code,
      configurationCode: PricingConfigurationCode || null,
      optionCodes: [...new Set(PricingOptionCodes ?? [])].sort(),
    }),
  );
  return [...new Map(products.map((product) => [JSON.stringify(product), product])).values()];
};

/** The last name of each language counts. */
export const translationsOf = (
  sent: readonly { readonly Language: string; readonly Name: string }[],
): readonly Translation[] => [
  ...new Map(sent.map(({ Language, Name }) => [Language, { language: Language, name: Name }])).values(),
];
