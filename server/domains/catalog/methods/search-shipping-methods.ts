import { GET } from '../../../api/method.ts';
import { method } from '../../method.ts';
import { ShippingMethodFilter, ShippingMethodPage } from '../objects/shipping.ts';
import { pageOf } from '../rules/paging.ts';
import { shippingAnswer } from '../rules/shipping.ts';
import { countShippingMethods, listShippingMethods, type ShippingFilter } from '../store-shipping.ts';

export const searchShippingMethods = method({
  name: 'searchShippingMethods',
  summary: 'Lists the shipping methods of the account by name, ten on a page unless told otherwise.',
  versions: { since: '5.0' },
  params: { filter: ShippingMethodFilter },
  result: ShippingMethodPage,
  rest: GET('/shippingmethods/', { query: 'filter' }),
  refusals: [],
  examples: [
    {
      title: 'an account that sends nothing',
      params: { filter: { Active: true } },
      answers: { Items: [], Pagination: { Page: 1, Limit: 10, Count: 0 } },
    },
  ],
  effect: 'read',
  run: async ({ db, merchant, version }, { filter: sent }) => {
    const { page, limit, offset } = pageOf(sent ?? {}, version);
    const filter: ShippingFilter = {
      name: sent?.Name || undefined,
      codes: sent?.Codes && sent.Codes.length > 0 ? sent.Codes : undefined,
      active: sent?.Active ?? undefined,
    };
    const [found, count] = await Promise.all([
      listShippingMethods(db, merchant.id, filter, { limit, offset }),
      countShippingMethods(db, merchant.id, filter),
    ]);
    return { Items: found.map(shippingAnswer), Pagination: { Page: page, Limit: limit, Count: count } };
  },
});
