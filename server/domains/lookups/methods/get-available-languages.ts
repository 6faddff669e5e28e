import { GET } from '../../../api/method.ts';
import { list } from '../../../api/schema.ts';
import { settingsOf } from '../../accounts/index.ts';
import { method } from '../../method.ts';
import { languageCodes } from '../data/languages.ts';
import { CODES_ALONE, labelsIn, offered } from '../labels.ts';
import { LabelledCode } from '../objects.ts';

export const getAvailableLanguages = method({
  name: 'getAvailableLanguages',
  summary: 'Lists the languages in which the account offers its shop, by code, with their English names.',
  params: {},
  result: list(LabelledCode),
  changes: [CODES_ALONE],
  rest: GET('/languages/'),
  refusals: [],
  examples: [{ title: 'all languages of the account', params: {} }],
  effect: 'read',
  run: async ({ merchant }) => {
    const label = labelsIn('language', 'en');
    return offered(languageCodes, settingsOf(merchant).languages).map((code) => ({ code, label: label(code) }));
  },
});
