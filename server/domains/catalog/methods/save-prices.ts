import { INVALID_PARAMETER, refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { amount, flag, integer, list, object, on, orText, type Read, text } from '../../../api/schema.ts';
import { type Call, method } from '../../method.ts';
import { chooseConfiguration, PRICING_CONFIGURATION_NOT_FOUND } from '../../pricing/index.ts';
import {
  CURRENCY_NOT_KNOWN,
  PRICE_INTERVALS_OVERLAP,
  PRICING_CONFIGURATION_INVALID,
  PRODUCT_NOT_FOUND,
} from '../errors.ts';
import { withPriceList } from '../example-price-lists.ts';
import { PriceOptionCodes } from '../objects/pricing.ts';
import type { PriceList } from '../product.ts';
import { type PriceUse, withSavedPrices } from '../rules/one-price-list.ts';
import { changePriceListOfCode, changePriceLists } from '../save-price-lists.ts';

const SavePrice = object('SavePrice', {
  Currency: text({ required: true, max: 3, fold: 'upper' }),
  Amount: amount({ required: true, about: '-1 deletes the price' }),
});

const QuantityInterval = object('QuantityInterval', {
  MinQuantity: integer({ min: 1, max: 999_999_999, about: '1 when not given' }),
  MaxQuantity: integer({ min: 1, max: 999_999_999, about: '99999 when not given' }),
});

const PriceListReference = orText(
  object('PricingConfigurationReference', {
    Code: text({ max: 255 }),
    ProductCode: text({ max: 255, about: 'In place of a code, as 3.0 has it: the list that serves a country' }),
    Country: text({ max: 2, fold: 'upper', aliases: ['CountryCode'], about: 'The default list when not given' }),
  }),
  'Code',
);

const prices = [{ Currency: 'EUR', Amount: 8.5 }];

export const savePrices = method({
  name: 'savePrices',
  summary:
    'Sets amounts for one interval of quantities of a price list. Other currencies and intervals stay; a new interval ' +
    'is made when it overlaps none; the amount -1 deletes.',
  params: {
    Prices: list(SavePrice, { required: true, max: 200 }),
    Quantities: on(QuantityInterval, { required: true }),
    PriceOptions: list(PriceOptionCodes, { about: 'The combination of options in a FLAT list' }),
    PricingConfigCode: on(PriceListReference, { required: true }),
    type: text({ required: true, oneOf: ['REGULAR', 'RENEWAL'] }),
  },
  result: flag(),
  rest: PUT('/pricingconfigurations/{PricingConfigCode}/prices/', {
    body: ['Prices', 'Quantities', 'PriceOptions', 'type'],
  }),
  refusals: [
    INVALID_PARAMETER,
    PRODUCT_NOT_FOUND,
    PRICING_CONFIGURATION_NOT_FOUND,
    CURRENCY_NOT_KNOWN,
    PRICE_INTERVALS_OVERLAP,
    PRICING_CONFIGURATION_INVALID,
  ],
  examples: [
    {
      title: 'the price of an interval',
      before: withPriceList,
      params: {
        Prices: [{ Currency: 'EUR', Amount: 9 }],
        Quantities: { MinQuantity: 1, MaxQuantity: 99_999 },
        PricingConfigCode: '$priceList',
        type: 'REGULAR',
      },
      answers: true,
    },
    {
      title: 'an interval inside of another one',
      before: withPriceList,
      params: {
        Prices: prices,
        Quantities: { MinQuantity: 10, MaxQuantity: 99 },
        PricingConfigCode: '$priceList',
        type: 'REGULAR',
      },
      refused: 'PRICE_INTERVALS_OVERLAP',
    },
    {
      title: 'no price in the default currency',
      before: withPriceList,
      params: {
        Prices: [{ Currency: 'USD', Amount: 9 }],
        Quantities: { MinQuantity: 1, MaxQuantity: 9 },
        PricingConfigCode: '$priceList',
        type: 'RENEWAL',
      },
      refused: 'PRICING_CONFIGURATION_INVALID',
    },
    {
      title: 'a list that there is not',
      params: { Prices: prices, Quantities: { MinQuantity: 1 }, PricingConfigCode: 'NONE', type: 'REGULAR' },
      refused: 'PRICING_CONFIGURATION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { Prices, Quantities, PriceOptions, PricingConfigCode, type }) => {
    const use: PriceUse = {
      kind: type === 'RENEWAL' ? 'RENEWAL' : 'REGULAR',
      minQuantity: Quantities.MinQuantity ?? 1,
      maxQuantity: Quantities.MaxQuantity ?? 99_999,
      options: PriceOptions?.map(({ Code, Options }) => ({ code: Code, options: Options ?? [] })) ?? null,
    };
    await changeReferred(call, PricingConfigCode, (list) => withSavedPrices(list, use, Prices));
    return true;
  },
});

const changeReferred = async (
  call: Call,
  { Code, ProductCode, Country }: Read<typeof PriceListReference>,
  change: (list: PriceList) => PriceList,
): Promise<void> => {
  if (Code) return changePriceListOfCode(call, Code, change);
  if (!ProductCode) return refuse(INVALID_PARAMETER, 'PricingConfigCode needs a code or a product.');
  return changePriceLists(call, ProductCode, (lists) => {
    const meant = chooseConfiguration(lists, Country) ?? refuse(PRICING_CONFIGURATION_NOT_FOUND);
    return lists.map((list) => (list === meant ? change(list) : list));
  });
};
