import { GET } from '../../../api/method.ts';
import { list, type Read } from '../../../api/schema.ts';
import { settingsOf } from '../../accounts/index.ts';
import { method } from '../../method.ts';
import { productAnswer } from '../answer.ts';
import { Product, type ProductAnswer, ProductPage, ProductSearchOptions } from '../objects.ts';
import { pageOf } from '../rules/paging.ts';
import { countProducts, listProducts, type ProductFilter, type ProductOrder } from '../store.ts';

type Options = Read<typeof ProductSearchOptions>;

export const searchProducts = method({
  name: 'searchProducts',
  summary: 'Lists products with their pricing configurations, ten on a page unless told otherwise.',
  params: { SearchOptions: ProductSearchOptions },
  result: ProductPage,
  changes: [
    {
      before: '5.0',
      result: list(Product),
      write: ({ Items }: { readonly Items: readonly ProductAnswer[] }) => Items,
    },
  ],
  rest: GET('/products/', { query: 'SearchOptions' }),
  refusals: [],
  examples: [
    {
      title: 'part of a name, in any letter case',
      before: [{ call: 'addProduct', params: { Product: { ProductCode: 'needle', ProductName: 'A Needle in hay' } } }],
      params: { SearchOptions: { Name: 'nEEdle', Limit: 5 } },
    },
  ],
  effect: 'read',
  run: async ({ db, merchant, version }, { SearchOptions }) => {
    const options = SearchOptions ?? {};
    const { page, limit, offset } = pageOf(options, version);
    const filter = filterOf(options);
    const [products, count] = passesReview(options)
      ? await Promise.all([
          listProducts(db, merchant.id, filter, orderOf(options), { limit, offset }),
          countProducts(db, merchant.id, filter),
        ])
      : [[], 0];
    const settings = settingsOf(merchant);
    return {
      Items: products.map((product) => productAnswer(product, settings)),
      Pagination: { Page: page, Limit: limit, Count: count },
    };
  },
});

const filterOf = (options: Options): ProductFilter => ({
  name: options.Name || undefined,
  codes: unlessEmpty(options.Codes),
  types: unlessEmpty(options.Types),
  enabled: options.Enabled ?? undefined,
  groupName: options.GroupName || undefined,
});

const unlessEmpty = (values: readonly string[] | null | undefined): readonly string[] | undefined =>
  values && values.length > 0 ? values : undefined;

/** No product waits for a review here: to ask for waiting or rejected ones is to ask for none. */
const passesReview = ({ ReviewStatus: status }: Options): boolean =>
  !status || status === 'Passed' || status === 'Does not exist';

const ORDER_FIELDS: Readonly<Record<string, ProductOrder['by']>> = {
  ProductStatus: 'enabled',
  ProductName: 'name',
  ProductCode: 'code',
  ProductType: 'type',
};

const orderOf = ({ OrderBy }: Options): ProductOrder => ({
  by: ORDER_FIELDS[OrderBy?.Field ?? ''] ?? 'id',
  descending: OrderBy?.Direction === 'desc',
});
