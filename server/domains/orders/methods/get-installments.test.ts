import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../../../api/call.ts';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { restClient, rpcClient, soapClient, type WireClient } from '../../../testing/clients.ts';
import { exampleOrder } from '../../examples.ts';

type Sent = Record<string, unknown>;

let api: TestApi;
let merchant: Merchant;
let rpc: WireClient;
let rest: WireClient;
let soap: WireClient;
beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant();
  rpc = await rpcClient(api, merchant, '6.0');
  rest = restClient(api, merchant, '6.0');
  soap = await soapClient(api, merchant, '6.0');
});
afterAll(() => api.close());

const CPF = '529.982.247-25';

/** One hour of work at a price; whoever pays in Brazil has no tax on top. */
const order = (Amount: number, changes: Sent = {}): Sent => ({
  Currency: 'BRL',
  Items: [
    { IsDynamic: true, PurchaseType: 'PRODUCT', Name: 'An hour', Quantity: 1, Price: { Amount, Type: 'CUSTOM' } },
  ],
  BillingDetails: {
    ...exampleOrder.BillingDetails,
    CountryCode: 'BR',
    State: 'SP',
    Phone: '+55 11 5555 0000',
    FiscalCode: CPF,
  },
  ...changes,
});
const payment = (method: Sent): Sent => ({
  PaymentDetails: {
    Type: 'TEST',
    Currency: 'BRL',
    PaymentMethod: { ...exampleOrder.PaymentDetails.PaymentMethod, RecurringEnabled: false, ...method },
  },
});

const parts = (...amounts: readonly number[]): readonly Sent[] =>
  amounts.map((Amount, index) => ({ Number: index + 1, Amount, Currency: 'BRL' }));

describe('of a cart', () => {
  test.each<[string, Sent, readonly Sent[]]>([
    ['six parts', order(600), parts(600, 300, 200, 150, 120, 100)],
    ['what does not divide is rounded', order(100), parts(100, 50, 33.33, 25, 20, 16.67)],
    ['five reais are the least', order(24.99), parts(24.99, 12.5, 8.33, 6.25)],
    ['too little to be split', order(9.99), parts(9.99)],
    ['the card is one of them', order(20, payment({})), parts(20, 10, 6.67, 5)],
    ['another card', order(20, payment({ CardNumber: '6011111111111117' })), parts(20)],
    ['a card by its name', order(20, payment({ CardNumber: null, CardType: 'Hipercard' })), parts(20)],
    ['renewals', order(20, payment({ RecurringEnabled: true })), parts(20)],
    [
      'a buyer without phone and tax number is told all the same',
      order(20, { BillingDetails: { CountryCode: 'br' } }),
      parts(20, 10, 6.67, 5),
    ],
    ['the country of the order', order(20, { BillingDetails: null, Country: 'BR' }), parts(20, 10, 6.67, 5)],
    ['nowhere', order(20, { BillingDetails: null }), parts(20)],
  ])('%s', async (_, Order, expected) => {
    for (const client of [rpc, soap]) expect(await client('getInstallments', { Order })).toEqual({ value: expected });
  });

  test('placeOrder takes what is listed here, and tells it back', async () => {
    for (const client of [rpc, rest, soap]) {
      const Order = order(100, payment({ InstallmentsNumber: 3 }));
      const placed = await client('placeOrder', { Order });
      expect(placed).toMatchObject({
        value: {
          Status: 'AUTHRECEIVED',
          GrossPrice: 100,
          PaymentDetails: { PaymentMethod: { InstallmentsNumber: 3 } },
        },
      });
    }
    expect(await rpc('placeOrder', { Order: order(100, payment({ InstallmentsNumber: 1 })) })).toMatchObject({
      value: { PaymentDetails: { PaymentMethod: { InstallmentsNumber: 1 } } },
    });
    expect(await rpc('placeOrder', { Order: order(100, payment({ InstallmentsNumber: 0 })) })).toMatchObject({
      value: { PaymentDetails: { PaymentMethod: { InstallmentsNumber: null } } },
    });
  });

  test.each<[string, Sent]>([
    ['more parts than that', order(24.99, payment({ InstallmentsNumber: 5 }))],
    ['seven parts', order(600, payment({ InstallmentsNumber: 7 }))],
    ['parts that renew', order(600, payment({ InstallmentsNumber: 2, RecurringEnabled: true }))],
  ])('placeOrder refuses %s', async (_, Order) => {
    expect(await rpc('placeOrder', { Order })).toMatchObject({ refused: 'ORDER_INSTALLMENTS_INVALID' });
  });

  test('another try to pay keeps the number', async () => {
    const declined = payment({ InstallmentsNumber: 3, HolderName: 'Red Doe' });
    const { value } = (await rpc('placeOrder', { Order: order(100, declined) })) as { value: { RefNo: string } };
    const retry = (method: Sent) => rpc('placeOrder', { Order: { RefNo: value.RefNo, ...payment(method) } });
    expect(await retry({ InstallmentsNumber: 2 })).toMatchObject({ refused: 'ORDER_INSTALLMENTS_INVALID' });
    expect(await retry({ InstallmentsNumber: 3 })).toMatchObject({
      value: { Status: 'AUTHRECEIVED', PaymentDetails: { PaymentMethod: { InstallmentsNumber: 3 } } },
    });
  });
});

describe('of an amount', () => {
  const asked = { Amount: '20', Country: 'br', Currency: 'brl' };

  test.each<[string, Sent, readonly Sent[]]>([
    ['by a CPF', { ...asked, FiscalCode: CPF }, parts(20, 10, 6.67, 5)],
    ['by a CNPJ', { ...asked, FiscalCode: '11.222.333/0001-81' }, parts(20, 10, 6.67, 5)],
    ['by a MasterCard', { ...asked, CardBin: 555555 }, parts(20, 10, 6.67, 5)],
    ['by eight digits', { ...asked, CardBin: '37828224' }, parts(20, 10, 6.67, 5)],
    ['by an Elo card', { ...asked, CardBin: '506627' }, parts(20)],
    ['by digits of no card', { ...asked, CardBin: '000000' }, parts(20)],
    ['in another country', { ...asked, Country: 'PT', CardBin: '411111' }, parts(20)],
  ])('%s', async (_, params, expected) => {
    for (const client of [rpc, rest, soap])
      expect(await client('getInstallments', params)).toEqual({ value: expected });
  });

  test.each<[string, Sent, string]>([
    ['no amount', { Country: 'BR', Currency: 'BRL', FiscalCode: CPF }, 'INVALID_PARAMETER'],
    ['no country', { Amount: 20, Currency: 'BRL', FiscalCode: CPF }, 'INVALID_PARAMETER'],
    ['no currency', { Amount: 20, Country: 'BR', FiscalCode: CPF }, 'INVALID_PARAMETER'],
    ['nothing of the payer', asked, 'INVALID_PARAMETER'],
    ['less than nothing', { ...asked, Amount: -1, FiscalCode: CPF }, 'INVALID_PARAMETER'],
    ['a tenth of a centavo', { ...asked, Amount: '1.001', FiscalCode: CPF }, 'INVALID_PARAMETER'],
    ['a whole card number', { ...asked, CardBin: '411111111111' }, 'INVALID_PARAMETER'],
    ['a country that is none', { ...asked, Country: 'XX', FiscalCode: CPF }, 'ORDER_COUNTRY_INVALID'],
    ['a currency that is none', { ...asked, Currency: 'XXQ', FiscalCode: CPF }, 'ORDER_CURRENCY_INVALID'],
    ['a CPF that is none', { ...asked, FiscalCode: '111' }, 'ORDER_BILLING_FISCALCODE_INVALID'],
    ['a token that nobody has', { ...asked, EesToken: 'x' }, 'INVALID_EES_TOKEN'],
  ])('%s is refused', async (_, params, refused) => {
    for (const client of [rpc, rest, soap]) expect(await client('getInstallments', params)).toMatchObject({ refused });
  });
});

test('a token stands for the card behind it', async () => {
  const tokenOf = async (CreditCard: string): Promise<string> => {
    const card = { Name: 'John Doe', CreditCard, Cvv: '123', ExpirationDate: '12/31' };
    const made = (await rpc('createToken', { card })) as { value: { token: string } };
    return made.value.token;
  };
  for (const [number, expected] of [
    ['4111111111111111', parts(20, 10, 6.67, 5)],
    ['6011111111111117', parts(20)],
  ] as const) {
    const EesToken = await tokenOf(number);
    const amount = { Amount: 20, Country: 'BR', Currency: 'BRL', EesToken };
    for (const client of [rpc, rest, soap]) {
      expect(await client('getInstallments', amount)).toEqual({ value: expected });
    }
    const Order = order(20, payment({ CardNumber: null, EesToken, InstallmentsNumber: 2 }));
    for (const client of [rpc, soap]) {
      expect(await client('getInstallments', { Order })).toEqual({ value: expected });
    }
    expect(await rpc('placeOrder', { Order })).toMatchObject(
      expected.length > 1 ? { value: { Status: 'AUTHRECEIVED' } } : { refused: 'ORDER_INSTALLMENTS_INVALID' },
    );
  }
});

test('there is none before 5.0', async () => {
  const old = await rpcClient(api, merchant, '5.0');
  expect(await old('getInstallments', { Order: order(20) })).toHaveProperty('value');
  await expect(async () => (await rpcClient(api, merchant, '4.0'))('getInstallments', {})).rejects.toThrow();
});
