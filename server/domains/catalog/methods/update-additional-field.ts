import { INVALID_PARAMETER, refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { flag, on } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { ADDITIONAL_FIELD_INVALID, ADDITIONAL_FIELD_NOT_FOUND } from '../errors.ts';
import { exampleOrderField } from '../example-fields.ts';
import { AdditionalField } from '../objects/additional-fields.ts';
import { fieldAfter } from '../rules/additional-field.ts';
import { lockAdditionalField, updateAdditionalFieldRow } from '../store-fields.ts';

export const updateAdditionalField = method({
  name: 'updateAdditionalField',
  summary: 'Changes the additional field of the code inside the object. Members that are not sent stay as they are.',
  params: { AdditionalField: on(AdditionalField, { required: true }) },
  result: flag(),
  rest: PUT('/additionalfields/{Code}/', { body: 'AdditionalField' }),
  refusals: [ADDITIONAL_FIELD_NOT_FOUND, ADDITIONAL_FIELD_INVALID, INVALID_PARAMETER],
  examples: [
    {
      title: 'a new label',
      before: [{ call: 'addAdditionalField', params: { AdditionalField: exampleOrderField } }],
      params: { AdditionalField: { Code: 'company_size', Label: 'Number of employees' } },
      answers: true,
    },
    {
      title: 'a code that there is not',
      params: { AdditionalField: { Code: 'nowhere', Label: 'Where' } },
      refused: 'ADDITIONAL_FIELD_NOT_FOUND',
    },
    {
      title: 'what it applies to stays',
      before: [{ call: 'addAdditionalField', params: { AdditionalField: exampleOrderField } }],
      params: { AdditionalField: { Code: 'company_size', ApplyTo: 'PRODUCT' } },
      refused: 'ADDITIONAL_FIELD_INVALID',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { AdditionalField: sent }) => {
    const before = await lockAdditionalField(db, merchant.id, sent.Code);
    if (before === undefined) return refuse(ADDITIONAL_FIELD_NOT_FOUND);
    await updateAdditionalFieldRow(db, merchant.id, fieldAfter(before, sent), now);
    return true;
  },
});
