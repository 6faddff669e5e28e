import { refuse } from '../../../api/errors.ts';
import { DELETE } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { ADDITIONAL_FIELD_NOT_ASSIGNED, PRODUCT_NOT_FOUND } from '../errors.ts';
import { withAssignedField } from '../example-fields.ts';
import { unassignField } from '../store-fields.ts';

export const unassignAdditionalField = method({
  name: 'unassignAdditionalField',
  summary: 'Takes an additional field from a product; the field itself stays.',
  params: { FieldCode: text({ required: true, max: 64 }), ProductCode: text({ required: true, max: 255 }) },
  result: flag(),
  rest: DELETE('/products/{ProductCode}/additionalfields/{FieldCode}/'),
  refusals: [PRODUCT_NOT_FOUND, ADDITIONAL_FIELD_NOT_ASSIGNED],
  examples: [
    {
      title: 'a field that the product asks',
      before: withAssignedField,
      params: { FieldCode: 'engraving', ProductCode: 'RING' },
      answers: true,
    },
    {
      title: 'a product that there is not',
      params: { FieldCode: 'engraving', ProductCode: 'nowhere' },
      refused: 'PRODUCT_NOT_FOUND',
    },
    {
      title: 'a field that the product does not ask',
      before: [{ call: 'addProduct', params: { Product: { ProductCode: 'RING', ProductName: 'Ring' } } }],
      params: { FieldCode: 'engraving', ProductCode: 'RING' },
      refused: 'ADDITIONAL_FIELD_NOT_ASSIGNED',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { FieldCode, ProductCode }) => {
    const { isProduct, wasAssigned } = await unassignField(db, merchant.id, ProductCode, FieldCode, now);
    if (!isProduct) return refuse(PRODUCT_NOT_FOUND);
    return wasAssigned || refuse(ADDITIONAL_FIELD_NOT_ASSIGNED);
  },
});
