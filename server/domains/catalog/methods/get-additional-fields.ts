import { GET } from '../../../api/method.ts';
import { list } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { exampleOrderField, exampleProductField } from '../example-fields.ts';
import { AdditionalField } from '../objects/additional-fields.ts';
import { fieldAnswer } from '../rules/additional-field.ts';
import { listAdditionalFields } from '../store-fields.ts';

export const getAdditionalFields = method({
  name: 'getAdditionalFields',
  aliases: ['getAdditionalOrderFields'],
  summary: 'Lists all additional fields of the account, those of products too, in the order in which they were added.',
  params: {},
  result: list(AdditionalField),
  rest: GET('/additionalfields/'),
  refusals: [],
  examples: [
    {
      title: 'all fields',
      before: [
        { call: 'addAdditionalField', params: { AdditionalField: exampleOrderField } },
        { call: 'addAdditionalField', params: { AdditionalField: exampleProductField } },
      ],
      params: {},
      answers: [exampleOrderField, { ...exampleProductField, Values: null, ValidationRule: null, Translations: [] }],
    },
  ],
  effect: 'read',
  run: async ({ db, merchant }) => (await listAdditionalFields(db, merchant.id)).map(fieldAnswer),
});
