import { INVALID_PARAMETER, refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { isCountry } from '../../../kit/countries.ts';
import { currencyCodes } from '../../../kit/currencies.ts';
import { settingsOf } from '../../accounts/index.ts';
import { COUNTRY_NOT_KNOWN } from '../../catalog/index.ts';
import { method } from '../../method.ts';
import { CODES_ALONE, labelsIn, offered } from '../labels.ts';
import { LabelledCode } from '../objects.ts';

/** No payment method is bound to currencies of its own here, so the two parameters are only checked. */
export const getAvailableCurrencies = method({
  name: 'getAvailableCurrencies',
  summary: 'Lists the currencies in which the account sells, by code, with their English names.',
  params: {
    countryCode: text({ max: 2, fold: 'upper', about: 'Given together with paymentMethod or not at all' }),
    paymentMethod: text({ max: 64, about: 'Given together with countryCode or not at all' }),
  },
  result: list(LabelledCode),
  changes: [CODES_ALONE],
  rest: GET('/currencies/', { query: ['countryCode', 'paymentMethod'] }),
  refusals: [INVALID_PARAMETER, COUNTRY_NOT_KNOWN],
  examples: [
    { title: 'all currencies of the account', params: {} },
    { title: 'for a country and a payment method', params: { countryCode: 'ro', paymentMethod: 'CC' } },
    { title: 'a country alone', params: { countryCode: 'ro' }, refused: 'INVALID_PARAMETER' },
  ],
  effect: 'read',
  run: async ({ merchant }, { countryCode: country, paymentMethod }) => {
    if (!country !== !paymentMethod) {
      refuse(INVALID_PARAMETER, 'countryCode and paymentMethod are given together or not at all.');
    }
    if (country && !isCountry(country)) refuse(COUNTRY_NOT_KNOWN);
    const label = labelsIn('currency', 'en');
    const codes = offered(currencyCodes, settingsOf(merchant).currencies);
    return codes.map((code) => ({ code: code.toLowerCase(), label: label(code) }));
  },
});
