import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { isCountry } from '../../../kit/countries.ts';
import { COUNTRY_NOT_KNOWN } from '../../catalog/index.ts';
import { method } from '../../method.ts';
import { statesOf } from '../data/states.ts';
import { LabelledCode } from '../objects.ts';

export const getCountryStates = method({
  name: 'getCountryStates',
  summary: 'Lists the states of a country by name; none for countries whose addresses need none.',
  params: { countryCode: text({ required: true, max: 2, fold: 'upper' }) },
  result: list(LabelledCode),
  rest: GET('/countries/{countryCode}/states/'),
  refusals: [COUNTRY_NOT_KNOWN],
  examples: [
    {
      title: 'the states of Australia',
      params: { countryCode: 'au' },
      answers: [
        { code: 'ACT', label: 'Australian Capital Territory' },
        { code: 'NSW', label: 'New South Wales' },
        { code: 'NT', label: 'Northern Territory' },
        { code: 'QLD', label: 'Queensland' },
        { code: 'SA', label: 'South Australia' },
        { code: 'TAS', label: 'Tasmania' },
        { code: 'VIC', label: 'Victoria' },
        { code: 'WA', label: 'Western Australia' },
      ],
    },
    { title: 'a country without states in addresses', params: { countryCode: 'MC' }, answers: [] },
    { title: 'a country that there is not', params: { countryCode: 'XX' }, refused: 'COUNTRY_NOT_KNOWN' },
  ],
  effect: 'read',
  run: async (_call, { countryCode }) => {
    if (!isCountry(countryCode)) refuse(COUNTRY_NOT_KNOWN, `There is no country ${JSON.stringify(countryCode)}.`);
    return statesOf(countryCode).map(({ code, name }) => ({ code, label: name }));
  },
});
