import { POST } from '../../../../api/method.ts';
import { on } from '../../../../api/schema.ts';
import { method } from '../../../method.ts';
import { pageOf } from '../../rules/paging.ts';
import { skuSchemas } from '../answer.ts';
import { withSkus } from '../examples.ts';
import { type SentSkuSearch, SkuPage, SkuSearchOptions } from '../objects.ts';
import { countSkus, listSkus, type SkuFilter, type SkuPart } from '../store.ts';

export const searchSku = method({
  name: 'searchSku',
  aliases: ['searchSKU'],
  summary: 'Lists SKUs, ten on a page unless told otherwise, gathered by product and price list.',
  versions: { since: '6.0' },
  params: { searchOptions: on(SkuSearchOptions, { required: true }) },
  result: SkuPage,
  rest: POST('/productsku/search/', { body: 'searchOptions' }),
  refusals: [],
  examples: [
    {
      title: 'by currency and interval',
      before: withSkus,
      params: {
        searchOptions: {
          ProductCode: 'EDITOR',
          PricingConfigurations: [
            {
              Code: '$priceList',
              Currencies: [{ Code: 'EUR' }],
              QuantityIntervals: [{ MinQuantity: 1, MaxQuantity: 10 }],
            },
          ],
          Pagination: { Page: 1, Limit: 10 },
        },
      },
      answers: {
        Items: [
          {
            ProductCode: 'EDITOR',
            PricingConfigurations: [
              { Code: '$priceList', Details: [{ ProductSKU: 'ED-EUR-S', FromQty: 1, ToQty: 9 }] },
            ],
          },
        ],
        Pagination: { Page: 1, Limit: 10, Count: 1 },
      },
    },
    {
      title: 'a product without SKUs',
      before: withSkus,
      params: { searchOptions: { ProductCode: 'OTHER' } },
      answers: { Items: [], Pagination: { Page: 1, Limit: 10, Count: 0 } },
    },
  ],
  effect: 'read',
  run: async ({ db, merchant, version }, { searchOptions }) => {
    const { page, limit, offset } = pageOf(searchOptions, version);
    const filter = filterOf(searchOptions);
    const [skus, count] = await Promise.all([
      listSkus(db, merchant.id, filter, { limit, offset }),
      countSkus(db, merchant.id, filter),
    ]);
    return { Items: skuSchemas(skus), Pagination: { Page: page, Limit: limit, Count: count } };
  },
});

const filterOf = ({ ProductCode, PricingConfigurations }: SentSkuSearch): SkuFilter => ({
  productCode: ProductCode || undefined,
  parts: (PricingConfigurations ?? []).map(partOf),
});

const partOf = (sent: NonNullable<SentSkuSearch['PricingConfigurations']>[number]): SkuPart => ({
  configurationCode: sent.Code?.trim().toUpperCase() || undefined,
  currencies: codesOf(sent.Currencies),
  purchaseTypes: codesOf(sent.PurchaseTypes),
  intervals: someOf(
    (sent.QuantityIntervals ?? []).map(({ MinQuantity, MaxQuantity }) => ({
      min: MinQuantity ?? 0,
      max: MaxQuantity || 999_999_999,
    })),
  ),
  groups: (sent.PriceOptionGroups ?? []).map(({ Code, Options }) => ({
    code: Code,
    options: (Options ?? []).flatMap(({ OptionValue }) => (OptionValue ? [OptionValue] : [])),
  })),
});

/** Currencies and purchase types, which are both in upper case. */
const codesOf = (sent: readonly { readonly Code?: string | null }[] | null | undefined) =>
  someOf((sent ?? []).flatMap(({ Code }) => (Code ? [Code.toUpperCase()] : [])));

const someOf = <T>(values: readonly T[]): readonly T[] | undefined => (values.length > 0 ? values : undefined);
