import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { ADDITIONAL_FIELD_INVALID, ADDITIONAL_FIELD_NOT_FOUND, PRODUCT_NOT_FOUND } from '../errors.ts';
import { exampleOrderField, exampleProductField } from '../example-fields.ts';
import { assignField, findAdditionalField, requireOfOrders } from '../store-fields.ts';

export const assignAdditionalField = method({
  name: 'assignAdditionalField',
  summary:
    'Lets a product ask an additional field, or changes whether the shopper has to answer it; without a product, ' +
    'whether every order has to answer a field of orders.',
  params: {
    FieldCode: text({ required: true, max: 64 }),
    Required: flag({ required: true }),
    ProductCode: text({ max: 255, about: 'Needed for fields of products; none for those of orders' }),
  },
  result: flag(),
  rest: [
    POST('/products/{ProductCode}/additionalfields/{FieldCode}/', { body: ['Required'] }),
    POST('/additionalfields/{FieldCode}/', { body: ['Required', 'ProductCode'] }),
  ],
  refusals: [ADDITIONAL_FIELD_NOT_FOUND, ADDITIONAL_FIELD_INVALID, PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'a field of products',
      before: [
        { call: 'addProduct', params: { Product: { ProductCode: 'RING', ProductName: 'Ring' } } },
        { call: 'addAdditionalField', params: { AdditionalField: exampleProductField } },
      ],
      params: { FieldCode: 'engraving', Required: true, ProductCode: 'RING' },
      answers: true,
    },
    {
      title: 'a field that there is not',
      params: { FieldCode: 'nowhere', Required: false, ProductCode: 'RING' },
      refused: 'ADDITIONAL_FIELD_NOT_FOUND',
    },
    {
      title: 'a field of orders at a product',
      before: [{ call: 'addAdditionalField', params: { AdditionalField: exampleOrderField } }],
      params: { FieldCode: 'company_size', Required: false, ProductCode: 'RING' },
      refused: 'ADDITIONAL_FIELD_INVALID',
    },
    {
      title: 'a product that there is not',
      before: [{ call: 'addAdditionalField', params: { AdditionalField: exampleProductField } }],
      params: { FieldCode: 'engraving', Required: true, ProductCode: 'nowhere' },
      refused: 'PRODUCT_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { FieldCode, Required, ProductCode }) => {
    const field = await findAdditionalField(db, merchant.id, FieldCode);
    if (field === undefined) return refuse(ADDITIONAL_FIELD_NOT_FOUND);
    if (!ProductCode) {
      if (field.applyTo !== 'ORDER')
        refuse(ADDITIONAL_FIELD_INVALID, 'ProductCode is required for a field of products.');
      await requireOfOrders(db, merchant.id, field.code, Required, now);
      return true;
    }
    if (field.applyTo !== 'PRODUCT') return refuse(ADDITIONAL_FIELD_INVALID, 'The field is asked about orders only.');
    const { code, label } = field;
    const found = await assignField(db, merchant.id, ProductCode, { code, label, required: Required }, now);
    return found || refuse(PRODUCT_NOT_FOUND);
  },
});
