import { INVALID_PARAMETER, refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { amount, integer, list, object, on, type Read, text } from '../../../api/schema.ts';
import { cardBrandOf } from '../../../gateways/port.ts';
import { isCountry } from '../../../kit/countries.ts';
import { amountNumber, isCurrency, parseAmount } from '../../../kit/money.ts';
import { type Call, method } from '../../method.ts';
import { findOneTimeToken } from '../../payments/index.ts';
import { isFiscalCodeSyntaxValid } from '../../taxes/index.ts';
import { quoteContents } from '../contents.ts';
import * as errors from '../errors.ts';
import { BILLING_INVALID } from '../errors-by-field.ts';
import { OrderRequest } from '../objects.ts';
import { INVALID_EES_TOKEN } from '../payment-errors.ts';
import type { SentOrder } from '../placement.ts';
import { brandSent, mostParts, partMinor, type SplitTerms } from '../rules/installments.ts';

const InstallmentsOption = object('InstallmentsOption', {
  Number: integer({ about: 'Parts; 1 is a payment at once' }),
  Amount: amount({ about: 'The total divided by the number, rounded; the first part takes the cents left over' }),
  Currency: text({ fold: 'upper' }),
});

const params = {
  Order: on(OrderRequest, { about: 'JSON-RPC and SOAP: the cart with its buyer; REST has the others' }),
  Amount: amount(),
  Country: text({ fold: 'lower', max: 2, refusal: errors.ORDER_COUNTRY_INVALID }),
  Currency: text({ fold: 'upper', max: 3, refusal: errors.ORDER_CURRENCY_INVALID }),
  FiscalCode: text({ max: 60, refusal: BILLING_INVALID.FiscalCode, about: 'CPF or CNPJ' }),
  CardBin: text({ max: 12, about: 'The first six to eight digits of the card' }),
  EesToken: text({ max: 100 }),
} as const;

export const getInstallments = method({
  name: 'getInstallments',
  summary: 'Lists into how many parts the payment of a buyer in Brazil may be split; elsewhere it is paid at once.',
  versions: { since: '5.0' },
  params,
  result: list(InstallmentsOption),
  rest: GET('/orders/0/installments/', {
    query: ['Amount', 'Country', 'Currency', 'FiscalCode', 'CardBin', 'EesToken'],
  }),
  refusals: [
    INVALID_PARAMETER,
    errors.ORDER_COUNTRY_INVALID,
    errors.ORDER_CURRENCY_INVALID,
    BILLING_INVALID.FiscalCode,
    INVALID_EES_TOKEN,
    ...errors.CART_REFUSALS,
    errors.ORDER_SHIPPING_METHOD_INVALID,
  ],
  examples: [
    {
      title: 'twenty reais, by a Visa card',
      params: { Amount: 20, Country: 'BR', Currency: 'BRL', CardBin: '411111' },
      answers: [
        { Number: 1, Amount: 20, Currency: 'BRL' },
        { Number: 2, Amount: 10, Currency: 'BRL' },
        { Number: 3, Amount: 6.67, Currency: 'BRL' },
        { Number: 4, Amount: 5, Currency: 'BRL' },
      ],
    },
    {
      title: 'euros are paid at once',
      params: { Amount: '20.00', Country: 'DE', Currency: 'EUR', FiscalCode: 'DE123456789' },
      answers: [{ Number: 1, Amount: 20, Currency: 'EUR' }],
    },
    {
      title: 'neither tax number nor card',
      params: { Amount: 20, Country: 'BR', Currency: 'BRL' },
      refused: 'INVALID_PARAMETER',
    },
  ],
  effect: 'read',
  run: async (call, { Order: sent, ...asked }) => {
    const terms = sent == null ? await termsAsked(call, asked) : await termsOfOrder(call, sent);
    const { totalMinor, currency } = terms;
    return Array.from({ length: mostParts(terms) }, (_, index) => ({
      Number: index + 1,
      Amount: amountNumber(partMinor(totalMinor, index + 1), currency),
      Currency: currency,
    }));
  },
});

const termsOfOrder = async (call: Call, sent: SentOrder): Promise<SplitTerms> => {
  const { currency, priced } = await quoteContents(call, sent);
  const method = sent.PaymentDetails?.PaymentMethod;
  return {
    country: sent.BillingDetails?.CountryCode || sent.Country || null,
    currency,
    totalMinor: priced.totals.grossDiscountedMinor,
    recurring: method?.RecurringEnabled ?? false,
    brand: method?.EesToken ? await brandOfToken(call, method.EesToken) : brandSent(sent),
  };
};

type Asked = Omit<{ readonly [Name in keyof typeof params]?: Read<(typeof params)[Name]> | null }, 'Order'>;

const termsAsked = async (call: Call, asked: Asked): Promise<SplitTerms> => {
  const { Amount, Country, Currency, FiscalCode, CardBin, EesToken } = asked;
  if (!Amount || !Country || !Currency) refuse(INVALID_PARAMETER, 'Amount, Country and Currency are required.');
  if (!FiscalCode && !CardBin && !EesToken) {
    refuse(INVALID_PARAMETER, 'One of FiscalCode, CardBin and EesToken is required.');
  }
  if (!isCountry(Country ?? '')) refuse(errors.ORDER_COUNTRY_INVALID);
  if (!isCurrency(Currency ?? '')) refuse(errors.ORDER_CURRENCY_INVALID);
  const totalMinor = parseAmount(Amount ?? '', Currency ?? '');
  if (totalMinor === undefined || totalMinor < 0n) return refuse(INVALID_PARAMETER, 'Amount is not an amount.');
  if (FiscalCode && !isFiscalCodeSyntaxValid(Country ?? '', FiscalCode)) refuse(BILLING_INVALID.FiscalCode);
  return {
    country: Country ?? null,
    currency: Currency ?? '',
    totalMinor,
    recurring: false,
    brand: EesToken ? await brandOfToken(call, EesToken) : CardBin ? brandOfBin(CardBin) : null,
  };
};

const brandOfBin = (bin: string): SplitTerms['brand'] =>
  /^\d{6,8}$/.test(bin.trim())
    ? (cardBrandOf(bin.trim(), null) ?? 'unknown')
    : refuse(INVALID_PARAMETER, 'CardBin has six to eight digits.');

const brandOfToken = async (call: Call, token: string): Promise<SplitTerms['brand']> =>
  (await findOneTimeToken(call.db, call.merchant.id, token, call.now))?.card.brand ?? refuse(INVALID_EES_TOKEN);
