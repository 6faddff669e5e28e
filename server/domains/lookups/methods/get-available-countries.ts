import { GET } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { settingsOf } from '../../accounts/index.ts';
import { method } from '../../method.ts';
import { countryCodes } from '../data/countries.ts';
import { LANGUAGE_NOT_KNOWN } from '../errors.ts';
import { CODES_ALONE, labelsIn, offered } from '../labels.ts';
import { LabelledCode } from '../objects.ts';

export const getAvailableCountries = method({
  name: 'getAvailableCountries',
  summary: 'Lists the countries to which the account sells, by code, with their names in a language.',
  params: { language: text({ max: 20, about: 'Two letters; English when not given' }) },
  result: list(LabelledCode),
  changes: [CODES_ALONE],
  rest: GET('/countries/', { query: ['language'] }),
  refusals: [LANGUAGE_NOT_KNOWN],
  examples: [
    { title: 'in English', params: {} },
    { title: 'in Dutch', params: { language: 'nl' } },
    { title: 'a language that there is not', params: { language: 'xx' }, refused: 'LANGUAGE_NOT_KNOWN' },
  ],
  effect: 'read',
  run: async ({ merchant }, { language }) => {
    const label = labelsIn('region', language);
    const codes = offered(countryCodes, settingsOf(merchant).countries);
    return codes.map((code) => ({ code: code.toLowerCase(), label: label(code) }));
  },
});
