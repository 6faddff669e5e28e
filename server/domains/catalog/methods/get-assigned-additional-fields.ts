import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { assignedFieldsAnswer } from '../answer.ts';
import { PRODUCT_NOT_FOUND } from '../errors.ts';
import { withAssignedField } from '../example-fields.ts';
import { ProductAdditionalField } from '../objects.ts';
import { findAssignedFields } from '../store-fields.ts';

export const getAssignedAdditionalFields = method({
  name: 'getAssignedAdditionalFields',
  summary: 'Lists the additional fields that a product asks.',
  params: { ProductCode: text({ required: true, max: 255 }) },
  result: list(ProductAdditionalField),
  rest: GET('/products/{ProductCode}/additionalfields/'),
  refusals: [PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'a product with one field',
      before: withAssignedField,
      params: { ProductCode: 'RING' },
      answers: [
        {
          Label: 'Engraving',
          Code: 'engraving',
          Enabled: true,
          Required: true,
          URLParameter: 'ADDITIONAL_engraving',
        },
      ],
    },
    { title: 'a product that there is not', params: { ProductCode: 'nowhere' }, refused: 'PRODUCT_NOT_FOUND' },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { ProductCode }) => {
    const found = await findAssignedFields(db, merchant.id, ProductCode);
    return found === undefined ? refuse(PRODUCT_NOT_FOUND) : assignedFieldsAnswer(found.fields, found.labels);
  },
});
