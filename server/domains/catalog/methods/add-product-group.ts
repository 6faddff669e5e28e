import { INVALID_PARAMETER, refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { flag, on } from '../../../api/schema.ts';
import { isUniqueViolation } from '../../../db/database.ts';
import { randomCode } from '../../../kit/ids.ts';
import { method } from '../../method.ts';
import { CATALOG_LIST_FULL, PRODUCT_GROUP_NAME_TAKEN } from '../errors.ts';
import { ProductGroup } from '../objects.ts';
import { insertProductGroup } from '../store-lists.ts';

export const addProductGroup = method({
  name: 'addProductGroup',
  summary: 'Adds a product group. Its code is generated, whatever was sent.',
  params: { ProductGroup: on(ProductGroup, { required: true }) },
  result: flag(),
  rest: POST('/productgroups/', { body: 'ProductGroup', status: 201 }),
  refusals: [INVALID_PARAMETER, PRODUCT_GROUP_NAME_TAKEN, CATALOG_LIST_FULL],
  examples: [
    { title: 'a name is enough', params: { ProductGroup: { Name: 'Utilities', Code: null } }, answers: true },
    {
      title: 'a name is used once, in any letter case',
      before: [{ call: 'addProductGroup', params: { ProductGroup: { Name: 'Games' } } }],
      params: { ProductGroup: { Name: 'GAMES' } },
      refused: 'PRODUCT_GROUP_NAME_TAKEN',
    },
    { title: 'without a name', params: { ProductGroup: { Description: 'small' } }, refused: 'INVALID_PARAMETER' },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { ProductGroup: sent }) => {
    const group = {
      code: randomCode(),
      name: sent.Name?.trim() || refuse(INVALID_PARAMETER, 'ProductGroup.Name is required.'),
      templateName: sent.TemplateName || 'Default Template',
      description: sent.Description ?? '',
      enabled: sent.Enabled ?? true,
    };
    try {
      return (await insertProductGroup(db, merchant.id, group, now)) || refuse(CATALOG_LIST_FULL);
    } catch (error) {
      if (isUniqueViolation(error, 'product_groups_name')) return refuse(PRODUCT_GROUP_NAME_TAKEN);
      throw error;
    }
  },
});
