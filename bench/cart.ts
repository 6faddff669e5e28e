import type { PriceList, SaleProduct } from '../server/domains/catalog/index.ts';
import type { SaleTerms } from '../server/domains/orders/rules/offers.ts';
import type { RequestedItem } from '../server/domains/orders/rules/requested-items.ts';
import type { OptionGroup, Price } from '../server/domains/pricing/index.ts';
import {
  fixed as fixedImpact,
  group,
  option,
  percent as percentImpact,
} from '../server/domains/pricing/rules/made-up-options.ts';
import type { CartPromotion, PromotionContext } from '../server/domains/promotions/index.ts';
import { coupon, fixed, percent, product, promotion } from '../server/domains/promotions/rules/sample-promotions.ts';

/*
 * A large but likely cart: ten products with volume prices in two currencies, two groups of options each, three
 * promotions that count and one that loses, one coupon of them in vain; all read from the database already.
 */

const LINES = 10;
const codes = Array.from({ length: LINES }, (_, index) => `PLAN-${index}`);

const VOLUMES = [
  [1, 4],
  [5, 19],
  [20, 99_999],
] as const;

const pricesOf = (index: number): readonly Price[] =>
  ['USD', 'EUR'].flatMap((currency) =>
    VOLUMES.map(([minQuantity, maxQuantity], step) => ({
      kind: 'REGULAR',
      currency,
      minQuantity,
      maxQuantity,
      amountMinor: BigInt(1_999 + 350 * index - 100 * step),
      optionCodes: [],
    })),
  );

const listOf = (index: number): PriceList => ({
  code: `LIST-${index}`,
  name: 'List',
  isDefault: true,
  billingCountries: [],
  schema: 'DYNAMIC',
  priceType: index % 2 === 0 ? 'NET' : 'GROSS',
  defaultCurrency: 'USD',
  useOriginalPrices: false,
  optionGroups: [
    { code: 'SUPPORT', required: true },
    { code: 'EXTRAS', required: false },
  ],
  prices: pricesOf(index),
});

export const products: readonly SaleProduct[] = codes.map((code, index) => ({
  productId: BigInt(1_000_001 + index),
  code,
  name: code,
  version: '',
  shortDescription: '',
  enabled: true,
  type: 'REGULAR',
  tangible: false,
  multipleUnits: true,
  fulfillment: 'NO_DELIVERY',
  externalReference: '',
  taxCategory: null,
  generatesSubscription: true,
  cycle: { length: 1, unit: 'MONTH' },
  gracePeriodDays: undefined,
  contract: null,
  trialUrl: '',
  trialDescription: '',
  configurations: [listOf(index)],
}));

const groups: readonly OptionGroup[] = [
  group('SUPPORT', 'RADIO', [
    option('mail', { isDefault: true }),
    option('phone', { impact: percentImpact(150_000n) }),
    option('onsite', { impact: fixedImpact({ EUR: 5_000n, USD: 5_500n }) }),
  ]),
  group('EXTRAS', 'CHECKBOX', [
    option('backup', { impact: fixedImpact({ EUR: 250n, USD: 275n }) }),
    option('archive', { impact: percentImpact(50_000n, { on: 'GLOBAL' }) }),
    option('audit', { impact: fixedImpact({ EUR: 900n, USD: 990n }) }),
  ]),
];

export const items: readonly RequestedItem[] = codes.map((Code, index) => ({
  Code,
  Quantity: 1 + (index % 3) * 4,
  PriceOptions: ['phone', 'backup', 'archive'].map((option) => ({ Code: option })),
}));

export const terms: SaleTerms = { currency: 'EUR', country: 'DE', rates: () => undefined, groups };

/** What promotions are for: the first products by name, all products, and half of them again. */
export const promotions: readonly CartPromotion[] = [
  promotion({ code: 'A000000001', products: codes.slice(0, 5).map((code) => product(code)), discount: percent(10) }),
  promotion({
    code: 'A000000002',
    instantDiscount: false,
    coupons: [coupon('SPRING')],
    products: codes.slice(3, 8).map((code) => product(code)),
    discount: fixed(300n),
  }),
  promotion({ code: 'A000000003', type: 'CUMULATIVE', namesProducts: false, products: [], discount: percent(3) }),
  promotion({ code: 'A000000004', type: 'GLOBAL', namesProducts: false, products: [], discount: percent(2) }),
];

export const context: PromotionContext = {
  currency: 'EUR',
  on: '2026-03-01',
  channel: 'ECOMMERCE',
  source: null,
  coupons: ['spring', 'winter'],
  rates: terms.rates,
};

export const buyer = {
  country: 'DE',
  state: null,
  company: 'Kern GmbH',
  fiscalCode: null,
  taxExemptionId: null,
  sellerCountry: 'RO',
  on: context.on,
};
