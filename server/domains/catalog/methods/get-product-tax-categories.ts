import { GET } from '../../../api/method.ts';
import { list } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { TaxCategory } from '../objects.ts';
import { listTaxCategories } from '../store-lists.ts';

export const getProductTaxCategories = method({
  name: 'getProductTaxCategories',
  aliases: ['getTaxCategories'],
  summary: 'Lists the tax categories that products of the account can have, by name.',
  versions: { since: '6.0' },
  params: {},
  result: list(TaxCategory),
  rest: GET('/taxcategories/'),
  refusals: [],
  examples: [{ title: 'an account for which none were declared', params: {}, answers: [] }],
  effect: 'read',
  run: async ({ db, merchant }) =>
    (await listTaxCategories(db, merchant.id)).map(({ uuid, name }) => ({ UUID: uuid, Name: name })),
});
