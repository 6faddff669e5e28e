import { Pagination } from '../../api/pagination.ts';
import { amount, date, flag, integer, list, object, type Read, text, type Written } from '../../api/schema.ts';

const CODE = { max: 255 } as const;
const CURRENCY = { max: 3, fold: 'upper' } as const;
/** As many coupons as the platform advises at most; more would make every answer of the promotion a burden. */
export const MAX_COUPONS = 25_000;

export const PromotionCoupon = object('PromotionCoupon', {
  Type: text({
    oneOf: ['SINGLE', 'MULTIPLE'],
    about: 'SINGLE: one code for everybody. MULTIPLE: each code works once',
  }),
  Code: text({ ...CODE, sparse: true, about: 'With SINGLE' }),
  Codes: list(text(CODE), { max: MAX_COUPONS, sparse: true, about: 'With MULTIPLE' }),
});

export const DiscountValue = object('DiscountValue', {
  Currency: text({ ...CURRENCY, required: true }),
  Amount: amount({ required: true }),
});

export const PromotionDiscount = object('PromotionDiscount', {
  Type: text({ oneOf: ['PERCENT', 'FIXED'] }),
  Value: amount({ sparse: true, about: 'With PERCENT: 0 to 100' }),
  Values: list(DiscountValue, { max: 200, sparse: true, about: 'With FIXED: the amount in each currency' }),
  DefaultCurrency: text({ ...CURRENCY, sparse: true, about: 'With FIXED: converted where a currency has no amount' }),
});

export const PromotionProduct = object('PromotionProduct', {
  Code: text({ ...CODE, required: true, aliases: ['ProductCode'] }),
  PricingConfigurationCode: text({ ...CODE, about: 'Every price list when not given' }),
  PricingOptionCodes: list(text(CODE), { about: 'Only with one of these options' }),
});

export const PromotionTranslation = object('PromotionTranslation', {
  Language: text({ max: 5, fold: 'upper', required: true, about: 'ISO 639-1, upper case' }),
  Name: text({ ...CODE, required: true }),
});

export const PriceThreshold = object('PriceThreshold', { Amount: amount(), Currency: text(CURRENCY) });

export const PriceMatrixOption = object('PriceMatrixOption', { GroupName: text(CODE), OptionText: text(CODE) });
export const PriceMatrixPrice = object('PriceMatrixPrice', {
  Value: amount({ required: true }),
  Currency: text({ ...CURRENCY, required: true }),
});

export const PriceMatrixRow = object('PriceMatrixRow', {
  ProductCode: text({ ...CODE, required: true }),
  PricingConfigurationCode: text({ ...CODE, required: true }),
  OptionHash: text({
    max: 64,
    fold: 'lower',
    about: 'Stands for a combination of options; as getPriceMatrix tells it',
  }),
  Options: list(PriceMatrixOption, { max: 200 }),
  Prices: list(PriceMatrixPrice, { max: 200 }),
});

export const PriceMatrixRequest = object('PriceMatrixRequest', {
  productCode: text({ ...CODE, required: true }),
  pricingConfigurationCode: text({ ...CODE, required: true }),
});

export const Promotion = object(
  'Promotion',
  {
    Code: text({ ...CODE, aliases: ['PromotionCode'], about: 'Generated; tells which promotion an update is for' }),
    Name: text(CODE),
    Description: text(),
    StartDate: date({ about: 'First day; at once when not given' }),
    EndDate: date({ about: 'Last day; without end when not given' }),
    MaximumOrdersNumber: integer({ min: 0, max: 2_147_483_647, about: 'None or 0: any number; with a SINGLE coupon' }),
    MaximumQuantity: integer({ min: 0, max: 2_147_483_647, about: 'Units of one order that are discounted' }),
    InstantDiscount: flag({ about: 'Counts without a coupon' }),
    Coupon: PromotionCoupon,
    Enabled: flag(),
    ChannelType: text({ oneOf: ['ECOMMERCE', 'CHANNEL_MANAGER', 'ALL'] }),
    Type: text({
      oneOf: ['REGULAR', 'GLOBAL', 'SPECIAL_PRICE', 'RENEWAL', 'CUMULATIVE'],
      about: 'Fixed after creation',
    }),
    DefaultCurrency: text({ ...CURRENCY, about: 'With SPECIAL_PRICE' }),
    Discount: PromotionDiscount,
    Products: list(PromotionProduct),
    Translations: list(PromotionTranslation),
    Sources: list(text(CODE), { about: 'Only for orders with one of these sources' }),
    PriceThreshold,
    ApplyRecurring: text({ oneOf: ['NONE', 'ALL', 'CUSTOM'], about: 'Which renewals get the discount too' }),
    RecurringChargesNumber: integer({ min: 0, max: 2_147_483_647, about: 'With CUSTOM' }),
    PublishToAffiliatesNetwork: integer({ min: 0, max: 1 }),
    AutoApply: integer({ min: 0, max: 1, about: '1 puts the coupon into the cart' }),
    ProductTaxCategoryUUID: text({ since: '6.0', max: 64, about: 'With CUMULATIVE' }),
    PriceMatrix: list(PriceMatrixRow, { since: '6.0', about: 'With SPECIAL_PRICE' }),
    CouponType: text({ readonly: true, oneOf: ['SINGLE', 'MULTIPLE'] }),
    CouponCodes: list(text(CODE), { readonly: true, about: 'Those of MULTIPLE' }),
    DiscountType: text({ readonly: true, oneOf: ['PERCENT', 'FIXED'] }),
    DiscountLabel: text({ readonly: true, about: 'The discount for people: 15% or 5 EUR' }),
  },
  [{ before: '6.0', read: (sent) => nested(sent) }],
);

type Sent = Record<string, unknown>;

/** The flat form of the oldest documents: {CouponType, CouponCodes, DiscountType, Discount: 15, Products: [codes]}. */
const nested = (sent: Sent): Sent => ({
  ...sent,
  ...nestedCoupon(sent),
  ...nestedDiscount(sent),
  ...nestedProducts(sent),
});

const nestedCoupon = ({ Coupon, CouponType, CouponCodes }: Sent): Sent => {
  if (typeof Coupon === 'string' && Coupon !== '') return { Coupon: { Type: CouponType ?? 'SINGLE', Code: Coupon } };
  if (Coupon !== undefined || !Array.isArray(CouponCodes) || CouponCodes.length === 0) return {};
  return { Coupon: { Type: CouponType ?? 'MULTIPLE', Code: CouponCodes[0], Codes: CouponCodes } };
};

const nestedDiscount = ({ Discount, DiscountType, DefaultCurrency, DiscountCurrency }: Sent): Sent => {
  if (typeof Discount !== 'number' && typeof Discount !== 'string') return {};
  if (DiscountType !== 'FIXED') return { Discount: { Type: DiscountType ?? 'PERCENT', Value: Discount } };
  const Currency = DiscountCurrency ?? DefaultCurrency;
  return { Discount: { Type: 'FIXED', Values: [{ Currency, Amount: Discount }], DefaultCurrency: Currency } };
};

const nestedProducts = ({ Products }: Sent): Sent =>
  Array.isArray(Products)
    ? { Products: Products.map((product) => (typeof product === 'string' ? { Code: product } : product)) }
    : {};

export const PromotionSearchOptions = object('PromotionSearchOptions', {
  Types: list(text({ oneOf: ['REGULAR', 'GLOBAL', 'SPECIAL_PRICE', 'RENEWAL', 'CUMULATIVE'] })),
  Channel: text({ oneOf: ['ECOMMERCE', 'CHANNEL_MANAGER', 'ALL'], about: 'ALL is no restriction' }),
  ProductCode: text(CODE),
  Enabled: flag(),
  Coupons: text({ about: 'Coupon codes with commas between them' }),
  ProductTaxCategoryUUID: text({ max: 64 }),
  Limit: integer({ min: 0, max: 100_000 }),
  Page: integer({ min: 0, max: 10_000_000 }),
  Pagination,
});

export const PromotionPage = object('PromotionPage', { Items: list(Promotion), Pagination });

/** A promotion as a line of an order shows it. */
export const ItemPromotion = object('ItemPromotion', {
  Name: text(),
  Code: text(),
  Description: text(),
  StartDate: date(),
  EndDate: date(),
  MaximumOrdersNumber: integer(),
  MaximumQuantity: integer(),
  InstantDiscount: flag(),
  Coupon: text({ about: 'The code that was entered' }),
  DiscountLabel: text(),
  Enabled: flag(),
  Type: text(),
  Discount: amount({ about: 'Percentage, or amount in DiscountCurrency' }),
  DiscountCurrency: text(),
  DiscountType: text(),
});

export type SentPromotion = Read<typeof Promotion>;
export type SentCoupon = Read<typeof PromotionCoupon>;
export type SentDiscount = Read<typeof PromotionDiscount>;
export type SentProduct = Read<typeof PromotionProduct>;
export type SentMatrixRow = Read<typeof PriceMatrixRow>;
export type PromotionAnswer = Written<typeof Promotion>;
