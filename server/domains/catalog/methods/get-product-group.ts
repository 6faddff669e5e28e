import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { groupAnswer } from '../answer.ts';
import { PRODUCT_GROUP_NOT_FOUND } from '../errors.ts';
import { ProductGroup } from '../objects.ts';
import { findProductGroup } from '../store-lists.ts';

export const getProductGroup = method({
  name: 'getProductGroup',
  summary: 'Reads one product group by its code.',
  params: { groupCode: text({ required: true, max: 255, aliases: ['ProductGroupCode'] }) },
  result: ProductGroup,
  rest: GET('/productgroups/{groupCode}/'),
  refusals: [PRODUCT_GROUP_NOT_FOUND],
  examples: [
    {
      title: 'a group of the account',
      before: [
        { call: 'addProductGroup', params: { ProductGroup: { Name: 'Tools', Description: 'Small tools' } } },
        { call: 'getProductGroups', params: {}, keep: { code: '0.Code' } },
      ],
      params: { groupCode: '$code' },
      answers: { Name: 'Tools', Code: '$code', TemplateName: 'Default Template', Description: 'Small tools' },
    },
    { title: 'a code that there is not', params: { groupCode: 'NOGROUP' }, refused: 'PRODUCT_GROUP_NOT_FOUND' },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { groupCode }) => {
    const group = await findProductGroup(db, merchant.id, groupCode);
    return group === undefined ? refuse(PRODUCT_GROUP_NOT_FOUND) : groupAnswer(group);
  },
});
