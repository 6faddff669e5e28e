import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { isCountry } from '../../../kit/countries.ts';
import { settingsOf } from '../../accounts/index.ts';
import { COUNTRY_NOT_KNOWN } from '../../catalog/index.ts';
import { method } from '../../method.ts';
import { PAYMENT_TYPE_LABELS, paymentTypeOf } from '../../payments/index.ts';
import { LabelledCode } from '../objects.ts';

/** What placeOrder takes as its PaymentDetails.Type, by code. */
const METHODS = PAYMENT_TYPE_LABELS.toSorted((a, b) => (a.code < b.code ? -1 : 1));

export const getPaymentMethods = method({
  name: 'getPaymentMethods',
  summary: 'Lists the payment types that orders of the account can have, in all countries or in one.',
  params: {
    countryCode: text({ max: 2, fold: 'upper' }),
    paymentMethod: text({ max: 40, fold: 'upper', about: 'Answers this type alone' }),
  },
  result: list(LabelledCode),
  rest: GET('/paymentmethods/', { query: ['countryCode', 'paymentMethod'] }),
  refusals: [COUNTRY_NOT_KNOWN],
  examples: [
    { title: 'cards', params: { paymentMethod: 'CC' }, answers: [{ code: 'CC', label: 'Cards' }] },
    { title: 'in Brazil alone', params: { countryCode: 'DE', paymentMethod: 'BOLETO' }, answers: [] },
    { title: 'in no country', params: { countryCode: 'XX' }, refused: 'COUNTRY_NOT_KNOWN' },
  ],
  effect: 'read',
  run: async ({ merchant }, { countryCode, paymentMethod }) => {
    if (countryCode && !isCountry(countryCode)) refuse(COUNTRY_NOT_KNOWN);
    const { testSystemEnabled } = settingsOf(merchant);
    const asked = paymentMethod ? paymentTypeOf(paymentMethod) : null;
    return METHODS.filter(
      ({ code, countries }) =>
        (code !== 'TEST' || testSystemEnabled) &&
        (asked === null || code === asked) &&
        (!countryCode || countries === null || countries.includes(countryCode.toLowerCase())),
    ).map(({ code, label }) => ({ code, label }));
  },
});
