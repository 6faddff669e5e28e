import { INVALID_PARAMETER, refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { flag, on } from '../../../api/schema.ts';
import { isUniqueViolation } from '../../../db/database.ts';
import { method } from '../../method.ts';
import { ADDITIONAL_FIELD_CODE_TAKEN, ADDITIONAL_FIELD_INVALID, CATALOG_LIST_FULL } from '../errors.ts';
import { exampleOrderField, exampleProductField } from '../example-fields.ts';
import { AdditionalField } from '../objects/additional-fields.ts';
import { fieldAfter } from '../rules/additional-field.ts';
import { insertAdditionalField } from '../store-fields.ts';

export const addAdditionalField = method({
  name: 'addAdditionalField',
  summary: 'Adds a question to be asked in the cart. Its code is chosen by the merchant.',
  params: { AdditionalField: on(AdditionalField, { required: true }) },
  result: flag(),
  rest: POST('/additionalfields/', {
    body: 'AdditionalField',
    status: 201,
    location: (_result: never, { AdditionalField: { Code } }: { AdditionalField: { Code: string } }) =>
      `/additionalfields/${encodeURIComponent(Code)}/`,
  }),
  refusals: [ADDITIONAL_FIELD_INVALID, INVALID_PARAMETER, ADDITIONAL_FIELD_CODE_TAKEN, CATALOG_LIST_FULL],
  examples: [
    { title: 'a choice about the order', params: { AdditionalField: exampleOrderField }, answers: true },
    { title: 'a text about a product', params: { AdditionalField: exampleProductField }, answers: true },
    {
      title: 'a code is used once',
      before: [{ call: 'addAdditionalField', params: { AdditionalField: exampleProductField } }],
      params: { AdditionalField: exampleProductField },
      refused: 'ADDITIONAL_FIELD_CODE_TAKEN',
    },
    {
      title: 'a code with a blank',
      params: { AdditionalField: { ...exampleProductField, Code: 'my field' } },
      refused: 'ADDITIONAL_FIELD_INVALID',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { AdditionalField: sent }) => {
    const field = fieldAfter(undefined, sent);
    try {
      return (await insertAdditionalField(db, merchant.id, field, now)) || refuse(CATALOG_LIST_FULL);
    } catch (error) {
      if (isUniqueViolation(error)) return refuse(ADDITIONAL_FIELD_CODE_TAKEN);
      throw error;
    }
  },
});
