import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement } from '../server/db/database.ts';
import { forgetTokens } from '../server/domains/orders/index.ts';
import { signed, startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient } from '../server/testing/clients.ts';
import { encryptCard, fetchCardKey } from '../server/testing/encrypted-card.ts';
import { ask, at, orderIn, textAt } from './asking.ts';
import { expectBooksToAgree } from './books.ts';
import { openShop, orderBy, placeBy, type Shop } from './payments.ts';
import { CANCEL_URL, RETURN_URL, type Sent, testCard } from './shop.ts';

const MINUTE_MS = 60_000;
const GOOD = '4242424242424242';
const POOR = '4000000000009995';
const ASKS = '4000000000003220';

const urls: Sent = { Vendor3DSReturnURL: RETURN_URL, Vendor3DSCancelURL: CANCEL_URL };

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const tokenOf = async ({ merchant }: Shop, CreditCard = GOOD, others: Sent = {}): Promise<string> => {
  const rest = restClient(api, merchant, '6.0');
  const card = { Name: 'John Doe', CreditCard, Cvv: '123', ExpirationDate: '12/31', ...others };
  return textAt(await ask(rest, 'createToken', { card }), 'token');
};

describe('a token of 2Pay.js', () => {
  test('pays one order on any wire, and then nothing any more', async () => {
    const shop = await openShop(api);
    const clients = [
      await rpcClient(api, shop.merchant, '6.0'),
      restClient(api, shop.merchant, '6.0'),
      await soapClient(api, shop.merchant, '6.0'),
    ];
    for (const client of clients) {
      const EesToken = await tokenOf(shop);
      expect(EesToken).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      const placed = await placeBy({ client }, 'EES_TOKEN_PAYMENT', { EesToken, ...urls, RecurringEnabled: true });
      expect(placed).toMatchObject({
        Status: 'AUTHRECEIVED',
        TestOrder: false,
        Errors: null,
        PaymentDetails: {
          Type: 'EES_TOKEN_PAYMENT',
          Currency: 'eur',
          PaymentMethod: {
            FirstDigits: '4242',
            LastDigits: '4242',
            CardType: 'visa',
            ExpirationYear: '31',
            RecurringEnabled: true,
            Vendor3DSReturnURL: null,
          },
        },
      });
      expect(
        await client('placeOrder', {
          Order: orderBy('EES_TOKEN_PAYMENT', { EesToken, ...urls }),
        }),
      ).toMatchObject({ refused: 'INVALID_EES_TOKEN' });
      await orderIn(shop.client, textAt(placed, 'RefNo'), 'COMPLETE');
    }
    expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(7_500n);
  });

  test('is answered by HTTP 400 when it is not known', async () => {
    const shop = await openShop(api);
    const rest = restClient(api, shop.merchant, '6.0');
    for (const EesToken of ['00000000-0000-4000-8000-000000000000', 'nonsense', '', null]) {
      expect(await rest('placeOrder', { Order: orderBy('EES_TOKEN_PAYMENT', { EesToken, ...urls }) })).toMatchObject({
        refused: 'INVALID_EES_TOKEN',
      });
    }
  });

  test('is used up by an order that fails, and another one pays that order', async () => {
    const shop = await openShop(api);
    const EesToken = await tokenOf(shop, POOR);
    const failed = await placeBy(shop, 'EES_TOKEN_PAYMENT', { EesToken });
    expect(failed).toMatchObject({ Status: 'PENDING', Errors: { CARD_PAYMENT_ERROR: expect.any(String) } });
    const RefNo = textAt(failed, 'RefNo');
    const retry = (token: string): Sent => ({
      RefNo,
      PaymentDetails: { Type: 'EES_TOKEN_PAYMENT', Currency: 'EUR', PaymentMethod: { EesToken: token } },
    });
    expect(await shop.client('placeOrder', { Order: retry(EesToken) })).toMatchObject({ refused: 'INVALID_EES_TOKEN' });
    expect(await ask(shop.client, 'placeOrder', { Order: retry(await tokenOf(shop)) })).toMatchObject({
      RefNo,
      Status: 'AUTHRECEIVED',
    });
  });

  test('of many orders at once with the same token one is placed', async () => {
    const shop = await openShop(api);
    const EesToken = await tokenOf(shop);
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, async () =>
        shop.client('placeOrder', { Order: orderBy('EES_TOKEN_PAYMENT', { EesToken }) }),
      ),
    );
    const placed = outcomes.flatMap((outcome) => ('value' in outcome ? [outcome.value] : []));
    expect(placed).toHaveLength(1);
    expect(outcomes.filter((outcome) => 'refused' in outcome && outcome.refused === 'INVALID_EES_TOKEN')).toHaveLength(
      5,
    );
    await orderIn(shop.client, textAt(placed[0], 'RefNo'), 'COMPLETE');
    expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(2_500n);
  });

  test('is not used up by an order that is refused', async () => {
    const shop = await openShop(api);
    const EesToken = await tokenOf(shop);
    const wrong = { ...orderBy('EES_TOKEN_PAYMENT', { EesToken }), Promotions: ['NOBODY'] };
    expect(await shop.client('placeOrder', { Order: wrong })).toMatchObject({ refused: 'ORDER_PROMOTION_INVALID' });
    expect(await placeBy(shop, 'EES_TOKEN_PAYMENT', { EesToken })).toMatchObject({ Status: 'AUTHRECEIVED' });
  });

  test('pays a test order, whose card holder decides', async () => {
    const shop = await openShop(api);
    for (const [Name, Status] of [
      ['John Doe', 'AUTHRECEIVED'],
      ['Red Doe', 'PENDING'],
    ]) {
      const EesToken = await tokenOf(shop, '4111111111111111', { Name });
      expect(await placeBy(shop, 'TEST', { EesToken, ...urls })).toMatchObject({
        Status,
        TestOrder: true,
        PaymentDetails: { Type: 'TEST' },
      });
    }
  });

  test('may ask the shopper to confirm', async () => {
    const shop = await openShop(api);
    const placed = await placeBy(shop, 'EES_TOKEN_PAYMENT', { EesToken: await tokenOf(shop, ASKS), ...urls });
    expect(at(placed, 'PaymentDetails.PaymentMethod.Authorize3DS')).toMatchObject({
      Href: expect.any(String),
      Params: { avng8apitoken: expect.any(String) },
    });
  });
});

describe('a card that the browser encrypted', () => {
  const keyOf = ({ merchant }: Shop) => fetchCardKey(api.url, merchant.code);
  const card = { CardNumber: GOOD, ExpirationYear: 2031, ExpirationMonth: '12', CCID: '123', HolderName: 'Ada Kern' };

  test('pays as one that was typed', async () => {
    const shop = await openShop(api);
    const EncryptedPaymentData = await encryptCard(await keyOf(shop), card);
    const clients = [await rpcClient(api, shop.merchant, '3.0'), restClient(api, shop.merchant, '6.0')];
    for (const client of clients) {
      expect(await placeBy({ client }, 'ENCRYPTED_PAYMENT_DATA', { EncryptedPaymentData, ...urls })).toMatchObject({
        Status: 'AUTHRECEIVED',
        PaymentDetails: { Type: 'ENCRYPTED_PAYMENT_DATA', PaymentMethod: { LastDigits: '4242', CardType: 'visa' } },
      });
    }
  });

  test('is declined as one that was typed', async () => {
    const shop = await openShop(api);
    const EncryptedPaymentData = await encryptCard(await keyOf(shop), { ...card, CardNumber: POOR });
    expect(await placeBy(shop, 'ENCRYPTED_PAYMENT_DATA', { EncryptedPaymentData })).toMatchObject({
      Status: 'PENDING',
      Errors: { CARD_PAYMENT_ERROR: expect.any(String) },
    });
  });

  test('is refused when it does not open, or holds no card', async () => {
    const [shop, other] = [await openShop(api), await openShop(api)];
    const key = await keyOf(shop);
    const wrong = [
      await encryptCard(await keyOf(other), card),
      await encryptCard(key, {}),
      await encryptCard(key, { CardNumber: { number: GOOD } }),
      `${(await encryptCard(key, card)).slice(0, -2)}AA`,
      GOOD,
      '{}',
    ];
    for (const EncryptedPaymentData of wrong) {
      expect(
        await shop.client('placeOrder', { Order: orderBy('ENCRYPTED_PAYMENT_DATA', { EncryptedPaymentData }) }),
      ).toMatchObject({ refused: 'ORDER_PAYMENT_ENCRYPTEDPAYMENTDATA_INVALID' });
    }
  });

  test('any page may have the key, and nobody that of a merchant that does not exist', async () => {
    const { merchant } = await openShop(api);
    const headers = { origin: 'https://shop.example.test' };
    const found = await fetch(`${api.url}/checkout/client/encryption-key/${merchant.code}/`, { headers });
    expect([found.status, found.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect((await fetch(`${api.url}/checkout/client/encryption-key/NOBODY/`)).status).toBe(404);
  });
});

describe('an earlier order', () => {
  const isValid = ({ client }: Pick<Shop, 'client'>, RefNo: string) => ask(client, 'isValidOrderReference', { RefNo });

  test('pays again what it was paid by, whether or not renewals were agreed', async () => {
    const shop = await openShop(api);
    const card = testCard('Ada Kern', { CardNumber: GOOD, CardType: undefined, RecurringEnabled: false });
    const first = textAt(await placeBy(shop, 'CC', card), 'RefNo');
    const clients = [
      await rpcClient(api, shop.merchant, '3.0'),
      restClient(api, shop.merchant, '6.0'),
      await soapClient(api, shop.merchant, '6.0'),
    ];
    for (const client of clients) {
      expect(await isValid({ client }, first)).toBe(true);
      const again = await placeBy({ client }, 'PREVIOUS_ORDER', { RefNo: first });
      expect(again).toMatchObject({
        Status: 'AUTHRECEIVED',
        PaymentDetails: { Type: 'PREVIOUS_ORDER', PaymentMethod: { FirstDigits: '4242', LastDigits: '4242' } },
      });
      await orderIn(shop.client, textAt(again, 'RefNo'), 'COMPLETE');
    }
    await orderIn(shop.client, first, 'COMPLETE');
    // Nothing was kept for renewals, since nobody agreed to any.
    const kept = await api.database.rows(
      statement('SELECT FROM stored_cards WHERE merchant_id = $1', [shop.merchant.id]),
    );
    expect(kept).toHaveLength(0);
    expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(10_000n);
  });

  test('of a test pays tests', async () => {
    const shop = await openShop(api);
    const first = textAt(await placeBy(shop, 'TEST', testCard()), 'RefNo');
    expect(await placeBy(shop, 'PREVIOUS_ORDER', { RefNo: first })).toMatchObject({
      Status: 'AUTHRECEIVED',
      TestOrder: true,
    });
  });

  test('pays nothing when it is not paid, was paid by transfer, is under suspicion or is nobody’s', async () => {
    const [shop, other] = [await openShop(api), await openShop(api)];
    const suspicious = testCard('Ada Kern', { CardNumber: '4000000000009235', CardType: undefined });
    const references = [
      textAt(await placeBy(shop, 'TEST', testCard('Red Doe')), 'RefNo'),
      textAt(await placeBy(shop, 'CC', suspicious), 'RefNo'),
      textAt(await placeBy(shop, 'WIRE', null), 'RefNo'),
      textAt(await placeBy(other, 'TEST', testCard()), 'RefNo'),
      '999',
      'nonsense',
    ];
    for (const RefNo of references) {
      expect(await isValid(shop, RefNo), RefNo).toBe(false);
      expect(await shop.client('placeOrder', { Order: orderBy('PREVIOUS_ORDER', { RefNo }) })).toMatchObject({
        refused: 'ORDER_PAYMENT_REFNO_INVALID',
      });
    }
  });
});

describe('a stored card', () => {
  const shopWithCard = async () => {
    const shop = await openShop(api);
    const card = testCard('Ada Kern', { CardNumber: GOOD, CardType: undefined });
    const placed = await placeBy(shop, 'CC', card, { ExternalCustomerReference: 'crm-ada' });
    await orderIn(shop.client, textAt(placed, 'RefNo'), 'COMPLETE');
    const link = await ask(shop.client, 'getSingleSignOnInCart', {
      idCustomer: 'crm-ada',
      customerType: 'ExternalCustomerReference',
      url: 'https://shop.example.test/order/checkout.php?PRODS=1',
      validityTime: 600,
    });
    const singleSignOnToken = new URL(String(link)).searchParams.get('logintoken');
    const customer = await ask(shop.client, 'getCustomerInformationBySSOToken', { singleSignOnToken });
    return { ...shop, token: textAt(customer, 'ExistingCards.0.TransientToken.Token') };
  };

  test('pays by the handle that the customer’s data tell', async () => {
    const { client, merchant, token } = await shopWithCard();
    const placed = await placeBy(
      { client },
      'EXISTING_PAYMENT_DATA',
      { TransientToken: token, CCID: '123' },
      { ExternalCustomerReference: 'crm-ada' },
    );
    expect(placed).toMatchObject({
      Status: 'AUTHRECEIVED',
      PaymentDetails: { Type: 'EXISTING_PAYMENT_DATA', PaymentMethod: { LastDigits: '4242', CardType: 'visa' } },
    });
    await orderIn(client, textAt(placed, 'RefNo'), 'COMPLETE');
    expect(await expectBooksToAgree(api.database, merchant.id)).toBe(5_000n);
  });

  test('is declined with a wrong code', async () => {
    const { client, token } = await shopWithCard();
    expect(await placeBy({ client }, 'EXISTING_PAYMENT_DATA', { TransientToken: token, CCID: '1' })).toMatchObject({
      Status: 'PENDING',
      Errors: { CARD_PAYMENT_ERROR: expect.any(String) },
    });
  });

  test('pays nothing for another customer, another merchant or under another name', async () => {
    const { client, token } = await shopWithCard();
    const other = await openShop(api);
    await ask(client, 'createCustomer', {
      customer: {
        ...{ ExternalCustomerReference: 'crm-bo', FirstName: 'Bo', LastName: 'Test', Email: 'bo@example.test' },
        ...{ Address1: 'Street 1', City: 'Oslo', Zip: '0101', CountryCode: 'NO' },
      },
    });
    const by = (TransientToken: string, others: Sent = {}) =>
      orderBy('EXISTING_PAYMENT_DATA', { TransientToken }, others);
    for (const outcome of [
      await client('placeOrder', { Order: by(token, { ExternalCustomerReference: 'crm-bo' }) }),
      await other.client('placeOrder', { Order: by(token) }),
      await client('placeOrder', { Order: by('0'.repeat(64)) }),
    ]) {
      expect(outcome).toMatchObject({ refused: 'ORDER_PAYMENT_TRANSIENTTOKEN_INVALID' });
    }
  });
});

describe('a wallet', () => {
  const google = (digits: string) =>
    Buffer.from(
      JSON.stringify({
        paymentMethodData: { info: { cardNetwork: 'VISA', cardDetails: digits }, tokenizationData: { token: '{}' } },
      }),
    ).toString('base64');
  const apple = (digits: string) => ({
    paymentData: { version: 'EC_v1', data: 'x', signature: 'y', header: { transactionId: '7' } },
    paymentMethod: { displayName: `Visa ${digits}`, network: 'Visa', type: 'debit' },
    transactionIdentifier: '7',
  });

  test('Google Pay pays, in the currencies that it takes', async () => {
    const shop = await openShop(api);
    expect(await placeBy(shop, 'GOOGLE PAY', { PaymentToken: google('1234') })).toMatchObject({
      Status: 'AUTHRECEIVED',
      PaymentDetails: { Type: 'GOOGLE_PAY', PaymentMethod: { LastDigits: '1234', CardType: 'visa' } },
    });
    expect(await placeBy(shop, 'GOOGLE_PAY', { PaymentToken: google('9995') })).toMatchObject({
      Status: 'PENDING',
      Errors: { CARD_PAYMENT_ERROR: expect.any(String) },
    });
    expect(await placeBy(shop, 'GOOGLE_PAY', { PaymentToken: 'nonsense' })).toMatchObject({ Status: 'PENDING' });
    const inReals = orderBy('GOOGLE_PAY', { PaymentToken: google('1234') }, { Currency: 'BRL' });
    expect(await shop.client('placeOrder', { Order: inReals })).toMatchObject({
      refused: 'ORDER_PAYMENT_CURRENCY_NOT_ALLOWED',
    });
  });

  test('Apple Pay: session, data, order, on all wires', async () => {
    const shop = await openShop(api);
    const clients = [
      await rpcClient(api, shop.merchant, '6.0'),
      restClient(api, shop.merchant, '6.0'),
      await soapClient(api, shop.merchant, '6.0'),
    ];
    for (const client of clients) {
      const validationURL = 'https://apple-pay-gateway.apple.com/paymentservices/startSession';
      expect(await ask(client, 'startApplePaySession', { payload: { validationURL } })).toMatchObject({
        merchantSessionIdentifier: expect.any(String),
        domainName: '127.0.0.1',
      });
      const data = await ask(client, 'decryptApplePayData', {
        payload: { ApplePayData: JSON.stringify(apple('4242')) },
      });
      const placed = await placeBy({ client }, 'APPLE PAY', { ...(data as Sent), RecurringEnabled: true });
      expect(placed).toMatchObject({
        Status: 'AUTHRECEIVED',
        PaymentDetails: { Type: 'APPLE_PAY', PaymentMethod: { LastDigits: '4242', CardType: 'visa' } },
      });
      await orderIn(shop.client, textAt(placed, 'RefNo'), 'COMPLETE');
    }
    expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(7_500n);
  });

  test('the root of REST without the minor version', async () => {
    const { merchant } = await openShop(api);
    const { code, date, hash } = signed(merchant.code, undefined, api.now());
    const response = await fetch(`${api.url}/rest/6/payments/startapplepaysession`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"`,
      },
      body: JSON.stringify({ validationURL: 'https://cn-apple-pay-gateway.apple.com/paymentservices/startSession' }),
    });
    expect(response.status).toBe(200);
  });
});

// The clock of the server goes on here, so these come last.
describe('the life of a token', () => {
  test('lives for ten minutes of the merchant', async () => {
    const shop = await openShop(api);
    const EesToken = await tokenOf(shop);
    api.advance(10 * MINUTE_MS - 5_000);
    const client = await rpcClient(api, shop.merchant, '6.0', api.now());
    expect(await placeBy({ client }, 'EES_TOKEN_PAYMENT', { EesToken, ...urls })).toMatchObject({
      Status: 'AUTHRECEIVED',
    });
    const other = await tokenOf(shop);
    api.advance(10 * MINUTE_MS);
    const late = await rpcClient(api, shop.merchant, '6.0', api.now());
    expect(await late('placeOrder', { Order: orderBy('EES_TOKEN_PAYMENT', { EesToken: other }) })).toMatchObject({
      refused: 'INVALID_EES_TOKEN',
    });
  });

  test('belongs to one merchant, and is forgotten a day after its end', async () => {
    const [one, other] = [await openShop(api), await openShop(api)];
    const EesToken = await tokenOf(one);
    expect(await other.client('placeOrder', { Order: orderBy('EES_TOKEN_PAYMENT', { EesToken }) })).toMatchObject({
      refused: 'INVALID_EES_TOKEN',
    });
    const count = async () =>
      (await api.database.rows(statement('SELECT FROM one_time_tokens WHERE merchant_id = $1', [one.merchant.id])))
        .length;
    expect([await forgetTokens(api.works, [one.merchant]), await count()]).toEqual([0, 1]);
    api.advance(25 * 60 * MINUTE_MS);
    expect([await forgetTokens(api.works, [one.merchant]), await count()]).toEqual([1, 0]);
  });
});
