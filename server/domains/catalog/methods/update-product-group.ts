import { INVALID_PARAMETER, refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { flag, on, type Read } from '../../../api/schema.ts';
import { isUniqueViolation } from '../../../db/database.ts';
import { method } from '../../method.ts';
import { PRODUCT_GROUP_NAME_TAKEN, PRODUCT_GROUP_NOT_FOUND } from '../errors.ts';
import { ProductGroup } from '../objects.ts';
import { type ProductGroupChange, updateProductGroupRow } from '../store-lists.ts';

export const updateProductGroup = method({
  name: 'updateProductGroup',
  summary: 'Changes the product group of the code inside the object. Members that are not sent stay as they are.',
  params: { ProductGroup: on(ProductGroup, { required: true }) },
  result: flag(),
  rest: PUT('/productgroups/{Code}/', { body: 'ProductGroup' }),
  refusals: [INVALID_PARAMETER, PRODUCT_GROUP_NAME_TAKEN, PRODUCT_GROUP_NOT_FOUND],
  examples: [
    {
      title: 'a new description; the name stays',
      before: [
        { call: 'addProductGroup', params: { ProductGroup: { Name: 'Tools' } } },
        { call: 'getProductGroups', params: {}, keep: { code: '0.Code' } },
      ],
      params: { ProductGroup: { Code: '$code', Description: 'Small tools', Enabled: true } },
      answers: true,
    },
    {
      title: 'a group that there is not',
      params: { ProductGroup: { Code: 'NOGROUP', Name: 'Tools' } },
      refused: 'PRODUCT_GROUP_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant }, { ProductGroup: sent }) => {
    const code = sent.Code || refuse(INVALID_PARAMETER, 'ProductGroup.Code is required.');
    try {
      return (await updateProductGroupRow(db, merchant.id, code, changeOf(sent))) || refuse(PRODUCT_GROUP_NOT_FOUND);
    } catch (error) {
      if (isUniqueViolation(error, 'product_groups_name')) return refuse(PRODUCT_GROUP_NAME_TAKEN);
      throw error;
    }
  },
});

/** Null empties what may be empty and gives the template of new groups. */
const changeOf = (sent: Read<typeof ProductGroup>): ProductGroupChange => ({
  name: sent.Name === undefined ? undefined : sent.Name?.trim() || refuse(INVALID_PARAMETER, 'A group needs a name.'),
  templateName: sent.TemplateName === undefined ? undefined : sent.TemplateName || 'Default Template',
  description: sent.Description === undefined ? undefined : (sent.Description ?? ''),
  enabled: sent.Enabled ?? undefined,
});
