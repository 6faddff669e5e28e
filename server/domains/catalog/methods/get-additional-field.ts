import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { ADDITIONAL_FIELD_NOT_FOUND } from '../errors.ts';
import { exampleOrderField } from '../example-fields.ts';
import { AdditionalField } from '../objects/additional-fields.ts';
import { fieldAnswer } from '../rules/additional-field.ts';
import { findAdditionalField } from '../store-fields.ts';

export const getAdditionalField = method({
  name: 'getAdditionalField',
  summary: 'Reads one additional field by its code.',
  params: { fieldCode: text({ required: true, max: 64 }) },
  result: AdditionalField,
  rest: GET('/additionalfields/{fieldCode}/'),
  refusals: [ADDITIONAL_FIELD_NOT_FOUND],
  examples: [
    {
      title: 'a field of the account',
      before: [{ call: 'addAdditionalField', params: { AdditionalField: exampleOrderField } }],
      params: { fieldCode: 'company_size' },
      answers: exampleOrderField,
    },
    { title: 'a code that there is not', params: { fieldCode: 'nowhere' }, refused: 'ADDITIONAL_FIELD_NOT_FOUND' },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { fieldCode }) => {
    const field = await findAdditionalField(db, merchant.id, fieldCode);
    return field === undefined ? refuse(ADDITIONAL_FIELD_NOT_FOUND) : fieldAnswer(field);
  },
});
