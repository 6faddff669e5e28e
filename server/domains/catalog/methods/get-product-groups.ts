import { GET } from '../../../api/method.ts';
import { list } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { groupAnswer } from '../answer.ts';
import { ProductGroup } from '../objects.ts';
import { listProductGroups } from '../store-lists.ts';

export const getProductGroups = method({
  name: 'getProductGroups',
  summary: 'Lists all product groups in the order in which they were added.',
  params: {},
  result: list(ProductGroup),
  rest: GET('/productgroups/'),
  refusals: [],
  examples: [
    {
      title: 'all groups',
      before: [{ call: 'addProductGroup', params: { ProductGroup: { Name: 'Tools' } } }],
      params: {},
      answers: [{ Name: 'Tools', TemplateName: 'Default Template', Description: '' }],
    },
  ],
  effect: 'read',
  run: async ({ db, merchant }) => (await listProductGroups(db, merchant.id)).map(groupAnswer),
});
