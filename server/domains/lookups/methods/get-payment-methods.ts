import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { isCountry } from '../../../kit/countries.ts';
import { settingsOf } from '../../accounts/index.ts';
import { COUNTRY_NOT_KNOWN } from '../../catalog/index.ts';
import { method } from '../../method.ts';
import { LabelledCode } from '../objects.ts';

/** What placeOrder takes, as its PaymentDetails.Type, with the names that people know. */
const METHODS = [
  { code: 'CC', label: 'Cards' },
  { code: 'FREE', label: 'Nothing to pay' },
  { code: 'TEST', label: 'Test card' },
] as const;

export const getPaymentMethods = method({
  name: 'getPaymentMethods',
  summary: 'Lists the payment types that orders of the account can have, in every country alike.',
  params: {
    countryCode: text({ max: 2, fold: 'upper' }),
    paymentMethod: text({ max: 40, fold: 'upper', about: 'Answers this type alone' }),
  },
  result: list(LabelledCode),
  rest: GET('/paymentmethods/', { query: ['countryCode', 'paymentMethod'] }),
  refusals: [COUNTRY_NOT_KNOWN],
  examples: [
    { title: 'cards', params: { paymentMethod: 'CC' }, answers: [{ code: 'CC', label: 'Cards' }] },
    { title: 'in no country', params: { countryCode: 'XX' }, refused: 'COUNTRY_NOT_KNOWN' },
  ],
  effect: 'read',
  run: async ({ merchant }, { countryCode, paymentMethod }) => {
    if (countryCode && !isCountry(countryCode)) refuse(COUNTRY_NOT_KNOWN);
    const { testSystemEnabled } = settingsOf(merchant);
    return METHODS.filter(
      ({ code }) => (code !== 'TEST' || testSystemEnabled) && (!paymentMethod || code === paymentMethod),
    );
  },
});
