import type { Written } from '../../api/schema.ts';
import { amountNumber } from '../../kit/money.ts';
import type { ItemPromotion, PriceMatrixRow, PromotionAnswer, PromotionCoupon, PromotionDiscount } from './objects.ts';
import type {
  Discount,
  PromotionFacts,
  PromotionProduct,
  PromotionRecord,
  SpecialPrice,
  Translation,
} from './promotion.ts';
import type { AppliedPromotion } from './rules/apply-promotions.ts';
import type { Coupons } from './rules/coupons.ts';
import { discountLabel, percentNumber } from './rules/discounts.ts';

/** The promotion as the API answers it: the nested form, with the members of the flat one that have other names. */
export const promotionAnswer = (record: PromotionRecord): PromotionAnswer => ({
  Code: record.code,
  Name: record.name,
  Description: record.description,
  StartDate: record.startsOn,
  EndDate: record.endsOn,
  MaximumOrdersNumber: record.maximumOrders,
  MaximumQuantity: record.maximumQuantity,
  InstantDiscount: record.instantDiscount,
  Coupon: couponAnswer({ type: record.couponType, codes: record.coupons }),
  Enabled: record.enabled,
  ChannelType: record.channelType,
  Type: record.type,
  DefaultCurrency: record.defaultCurrency,
  Discount: record.discount && discountAnswer(record.discount),
  Products: productsAnswer(record.products),
  Translations: translationsAnswer(record.translations),
  Sources: record.sources,
  PriceThreshold: record.priceThreshold && {
    Amount: amountNumber(record.priceThreshold.amountMinor, record.priceThreshold.currency),
    Currency: record.priceThreshold.currency,
  },
  ApplyRecurring: record.applyRecurring,
  RecurringChargesNumber: record.recurringCharges,
  PublishToAffiliatesNetwork: record.publishToAffiliates ? 1 : 0,
  AutoApply: record.autoApply ? 1 : 0,
  ProductTaxCategoryUUID: record.taxCategory,
  PriceMatrix: record.specialPrices.map(matrixRowAnswer),
  CouponType: record.couponType,
  CouponCodes: record.couponType === 'MULTIPLE' ? record.coupons : [],
  DiscountType: record.discount?.type ?? null,
  DiscountLabel: discountLabel(record.discount),
});

export const couponAnswer = ({ type, codes }: Coupons): Written<typeof PromotionCoupon> =>
  type === 'SINGLE' ? { Type: type, Code: codes[0] ?? null } : { Type: type, Codes: codes };

export const discountAnswer = (discount: Discount): Written<typeof PromotionDiscount> =>
  discount.type === 'PERCENT'
    ? { Type: discount.type, Value: percentNumber(discount.ratePpm) }
    : {
        Type: discount.type,
        Values: discount.values.map(({ currency, amountMinor }) => ({
          Currency: currency,
          Amount: amountNumber(amountMinor, currency),
        })),
        DefaultCurrency: discount.defaultCurrency,
      };

export const productsAnswer = (products: readonly PromotionProduct[]) =>
  products.map(({ productCode, configurationCode, optionCodes }) => ({
    Code: productCode,
    PricingConfigurationCode: configurationCode,
    PricingOptionCodes: optionCodes,
  }));

export const translationsAnswer = (translations: readonly Translation[]) =>
  translations.map(({ language, name }) => ({ Language: language, Name: name }));

export const matrixRowAnswer = (row: SpecialPrice): Written<typeof PriceMatrixRow> => ({
  ProductCode: row.productCode,
  PricingConfigurationCode: row.configurationCode,
  OptionHash: row.optionHash,
  Options: row.options.map(({ groupName, optionText }) => ({ GroupName: groupName, OptionText: optionText })),
  Prices: row.prices.map(({ currency, amountMinor }) => ({
    Value: amountNumber(amountMinor, currency),
    Currency: currency,
  })),
});

/** The promotion of a line as orders tell it; plain JSON, so that an order can keep it as it was. */
export type ItemPromotionAnswer = Written<typeof ItemPromotion>;

/** What an order shows of a promotion that counted. `currency` is the order's. */
export const promotionOfLine = (
  applied: Pick<AppliedPromotion, 'coupon'> & { readonly promotion: PromotionFacts },
  currency: string,
): ItemPromotionAnswer => {
  const { promotion, coupon } = applied;
  return {
    Name: promotion.name,
    Code: promotion.code,
    Description: promotion.description,
    StartDate: promotion.startsOn,
    EndDate: promotion.endsOn,
    MaximumOrdersNumber: promotion.maximumOrders,
    MaximumQuantity: promotion.maximumQuantity,
    InstantDiscount: promotion.instantDiscount,
    Coupon: coupon,
    DiscountLabel: discountLabel(promotion.discount),
    Enabled: promotion.enabled,
    Type: promotion.type,
    ...discountOfLine(promotion.discount, currency),
    DiscountType: promotion.discount?.type ?? null,
  };
};

/** A fixed amount is told in the order's currency where the promotion has one, else in its default currency. */
const discountOfLine = (discount: Discount | null, currency: string) => {
  if (discount === null) return { Discount: null, DiscountCurrency: null };
  if (discount.type === 'PERCENT') return { Discount: percentNumber(discount.ratePpm), DiscountCurrency: null };
  const value =
    discount.values.find((each) => each.currency === currency) ??
    discount.values.find((each) => each.currency === discount.defaultCurrency);
  return {
    Discount: value === undefined ? null : amountNumber(value.amountMinor, value.currency),
    DiscountCurrency: value?.currency ?? null,
  };
};

/** The promotions of an order, each once, in the order of its lines. */
export const promotionsOfOrder = (lines: readonly (ItemPromotionAnswer | null)[]): readonly ItemPromotionAnswer[] => {
  const byCode = new Map<string, ItemPromotionAnswer>();
  for (const line of lines) {
    if (line !== null && !byCode.has(line.Code ?? '')) byCode.set(line.Code ?? '', line);
  }
  return [...byCode.values()];
};
