import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { statement } from '../server/db/database.ts';
import { sweepPayments } from '../server/domains/orders/index.ts';
import { signed, startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient } from '../server/testing/clients.ts';
import { encryptCard, fetchCardKey } from '../server/testing/encrypted-card.ts';
import { ask, at, openSession, orderIn, textAt } from './asking.ts';
import { order, product, type Sent, testCard } from './shop.ts';

/** Cards with all kinds of ends, and a security code that is no part of anything else. */
const CARDS = ['4242424242424242', '4000000000000002', '4000000000003220', '5200828282828210', '4111111111111111'];
const CODE = '7391';
/** Bank accounts: those that pay, one that is closed, one whose check digits are wrong. */
const IBANS = ['DE89370400440532013000', 'DE78370400440532013004', 'DE89370400440532013999'];
const ACCOUNTS = ['000918273645', '900000000004'];
/** What wallets and browsers hand over; whole or in part it may be worth money. */
const payloads: string[] = [];

const logged: string[] = [];
const answered: string[] = [];

let losesNext = false;
let api: TestApi;
let merchant: Merchant;

beforeAll(async () => {
  const logTo = new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk));
      done();
    },
  });
  api = await startTestApi({
    logTo,
    faults: ({ operation }) => {
      if (operation !== 'authorise' || !losesNext) return null;
      losesNext = false;
      return { kind: 'LOST_ANSWER' };
    },
  });
  merchant = await api.newMerchant();
});
afterAll(() => api.close());

const byCard = (number: string, others: Sent = {}): Sent => ({
  Type: 'CC',
  PaymentMethod: testCard('Ada Kern', { CardNumber: number, CardType: undefined, CCID: CODE, ...others }),
});

/** The number with or without anything between its digits, and as the bytes of a column would show it. */
const shapesOf = (number: string): readonly RegExp[] => [
  new RegExp([...number].join('[^0-9a-z]?'), 'i'),
  new RegExp(Buffer.from(number).toString('hex'), 'i'),
  new RegExp(Buffer.from(number).toString('base64').replace(/=+$/, '').slice(0, -1)),
];
const SECRETS: readonly RegExp[] = [
  ...[...CARDS, ...IBANS, ...ACCOUNTS].flatMap(shapesOf),
  new RegExp(`(?<![0-9a-z.])${CODE}(?![0-9a-z])`, 'i'),
];

const expectClean = (texts: readonly string[], what: string): void => {
  for (const text of texts) {
    for (const secret of SECRETS) expect(text, what).not.toMatch(secret);
    // The beginning of an encrypted card says only how it was encrypted.
    for (const payload of payloads) expect(text.includes(payload.slice(-60)), `${what} with a payload`).toBe(false);
  }
};

const send = async (path: string, init: RequestInit): Promise<Response> => {
  const response = await fetch(`${api.url}${path}`, { redirect: 'manual', ...init });
  answered.push(`${JSON.stringify([...response.headers])} ${await response.text()}`);
  return response;
};

test('orders of all ends are placed by card', async () => {
  const clients = [
    await rpcClient(api, merchant, '6.0'),
    await soapClient(api, merchant, '6.0'),
    restClient(api, merchant, '6.0'),
  ];
  const [first] = clients;
  if (first === undefined) return;
  await ask(first, 'addProduct', { Product: product('editor', 12) });
  for (const client of clients) {
    for (const number of CARDS) {
      for (const type of ['CC', 'TEST']) {
        const placed = await ask(client, 'placeOrder', { Order: order('editor', { ...byCard(number), Type: type }) });
        answered.push(JSON.stringify(placed));
        if (textAt(placed, 'Status') === 'AUTHRECEIVED') {
          answered.push(JSON.stringify(await orderIn(client, textAt(placed, 'RefNo'), 'COMPLETE')));
        }
      }
    }
    const spaced = (CARDS[0] ?? '').replace(/(.{4})(?=.)/g, '$1 ');
    answered.push(JSON.stringify(await client('placeOrder', { Order: order('editor', byCard(spaced)) })));
  }
  losesNext = true;
  const lost = await ask(first, 'placeOrder', { Order: order('editor', byCard(CARDS[0] ?? '')) });
  expect(lost).toMatchObject({ Errors: { PAYMENT_ERROR: expect.any(String) } });
  expect(await sweepPayments(api.works, [merchant], -1)).toBeGreaterThan(0);
});

test('orders are paid by cards in other forms, and from accounts', async () => {
  const client = await rpcClient(api, merchant, '6.0');
  const rest = restClient(api, merchant, '6.0');
  const keep = async (outcome: Promise<unknown>): Promise<unknown> => {
    const answer = await outcome;
    answered.push(JSON.stringify(answer));
    return answer;
  };
  const place = (Type: string, PaymentMethod: Sent, others: Sent = {}) =>
    keep(client('placeOrder', { Order: order('editor', { Type, PaymentMethod }, others) }));

  for (const CreditCard of CARDS) {
    const made = await keep(
      rest('createToken', { card: { Name: 'Ada Kern', CreditCard, Cvv: CODE, ExpirationDate: '12/31' } }),
    );
    const EesToken = at(made, 'value.token');
    await place('EES_TOKEN_PAYMENT', { EesToken });
    await place('TEST', { EesToken });
  }
  await keep(rest('createToken', { card: { CreditCard: CARDS[0], Cvv: CODE, ExpirationDate: CARDS[0] } }));
  await keep(rest('createToken', { card: { CreditCard: { n: CARDS[0] }, Cvv: CARDS[0], ExpirationDate: '12/31' } }));

  const key = await fetchCardKey(api.url, merchant.code);
  for (const CardNumber of CARDS) {
    const card = { CardNumber, ExpirationYear: '2031', ExpirationMonth: '12', CCID: CODE, HolderName: 'Ada Kern' };
    const payload = await encryptCard(key, card);
    payloads.push(payload);
    await place('ENCRYPTED_PAYMENT_DATA', { EncryptedPaymentData: payload, RecurringEnabled: true });
    await place('ENCRYPTED_PAYMENT_DATA', { EncryptedPaymentData: payload.slice(1) });
    await place('ENCRYPTED_PAYMENT_DATA', { EncryptedPaymentData: CardNumber });
    await place('ENCRYPTED_PAYMENT_DATA', {
      EncryptedPaymentData: await encryptCard(key, { CardNumber: [CardNumber, CODE] }),
    });
  }

  const google = Buffer.from(
    JSON.stringify({ signature: 'x'.repeat(80), signedMessage: CARDS[0], testCard: CARDS[0] }),
  ).toString('base64');
  const apple = JSON.stringify({ paymentData: { data: 'y'.repeat(80), version: CARDS[0] }, testCard: CARDS[1] });
  payloads.push(google, apple);
  await place('GOOGLE_PAY', { PaymentToken: google });
  await place('GOOGLE_PAY', { PaymentToken: CARDS[0] });
  await place('APPLE_PAY', { ApplePayToken: apple });
  await place('APPLE_PAY', { ApplePayToken: { token: CARDS[0], paymentData: CARDS[1] } });

  for (const IBAN of IBANS) await place('SEPA', { HolderName: 'Ada Kern', IBAN, RecurringEnabled: true });
  for (const AccountNumber of ACCOUNTS) {
    const account = { HolderName: 'Ada Kern', RoutingNumber: '110000000', AccountNumber, AccountType: 'C' };
    await place('DIRECT_DEBIT_ACH', account, { Currency: 'USD' });
    await place('DIRECT_DEBIT_ACH', { ...account, AccountType: AccountNumber }, { Currency: 'USD' });
    await place('DIRECT_DEBIT_ACH', { ...account, RoutingNumber: AccountNumber }, { Currency: 'USD' });
  }
  await place('WIRE', { IBAN: IBANS[0], CardNumber: CARDS[0], CCID: CODE });
  await place('PURCHASEORDER', { InternalPONumber: 'PO-1', Company: 'Kern', CardNumber: CARDS[0] });
  expect(answered.filter((answer) => answer.includes('"Status":"AUTHRECEIVED"')).length).toBeGreaterThan(10);
});

test('refused and broken requests carry cards, too', async () => {
  const session = await openSession(api, merchant);
  const number = CARDS[0] ?? '';
  const card = { CardNumber: number, CCID: CODE };
  const rpc = (body: unknown, type = 'application/json'): Promise<Response> =>
    send('/rpc/6.0/', {
      method: 'POST',
      headers: { 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const place = (payment: unknown, others: Sent = {}) => ({
    jsonrpc: '2.0',
    id: 1,
    method: 'placeOrder',
    params: [session, { ...order('editor'), PaymentDetails: payment, ...others }],
  });

  // Wrong values in the places of others.
  for (const name of [
    'ExpirationYear',
    'ExpirationMonth',
    'CardType',
    'CCID',
    'RecurringEnabled',
    'InstallmentsNumber',
  ]) {
    await rpc(place(byCard(number, { [name]: number })));
  }
  await rpc(place(byCard(number, { CardNumber: { number } })));
  await rpc(place(byCard(number, { CardNumber: [number, CODE] })));
  await rpc(place(byCard(number, { CardNumber: `${number}\u0000` })));
  await rpc(place({ Type: number, PaymentMethod: card }));
  await rpc(place(number));
  await rpc(place(byCard(number), { Items: [] }));
  await rpc(place(byCard(number), { Items: number }));
  await rpc(place(byCard(number), { Currency: 'XXX' }));
  await rpc(place(byCard(number), { BillingDetails: { FirstName: number } }));
  // Not read at all.
  await rpc(
    `{"jsonrpc":"2.0","id":1,"method":"placeOrder","params":["${session}",{"CardNumber":"${number}" "CCID":"${CODE}"`,
  );
  await rpc(`${'['.repeat(200)}"${number}"${']'.repeat(200)}`);
  await rpc({ id: 1, method: `placeOrder ${number}`, params: [session, card] });
  await rpc({ id: 1, method: 'placeOrder', params: [number, card] });
  await rpc({ id: 1, method: 'placeOrder', params: number });
  await rpc({ id: 1, method: 'login', params: [number, CODE, number] });
  await rpc(place(byCard(number)), 'text/plain');
  await rpc(JSON.stringify(place(byCard(number))).padEnd(6_000_000));

  const { code, date, hash } = signed(merchant.code);
  const headers = { 'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"` };
  const json = { ...headers, 'content-type': 'application/json' };
  await send('/rest/6.0/orders/', {
    method: 'POST',
    headers: json,
    body: `{"PaymentDetails":{"CardNumber":${number},`,
  });
  await send('/rest/6.0/orders/', { method: 'POST', headers: json, body: JSON.stringify({ PaymentDetails: card }) });
  await send('/rest/6.0/orders/', { method: 'POST', headers: { ...json, 'content-type': 'text/csv' }, body: number });
  await send(`/rest/6.0/orders/?CardNumber=${number}&CCID=${CODE}`, { headers });
  await send('/rest/6.0/orders/', {
    headers: { 'x-avangate-authentication': `code="${number}" date="x" hash="${CODE}"` },
  });
  await send('/rest/6.0/orders/', { method: 'PATCH', headers: json, body: JSON.stringify(card) });
  await send('/nowhere/', { method: 'POST', headers: json, body: JSON.stringify(card) });

  const soap = (body: string): Promise<Response> =>
    send('/soap/6.0/', { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
  const envelope = (body: string): string =>
    `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"><E:Body>${body}</E:Body></E:Envelope>`;
  const method = `<PaymentMethod><CardNumber>${number}</CardNumber><CCID>${CODE}</CCID></PaymentMethod>`;
  const place6 = (inner: string): string =>
    `<placeOrder><sessionID>${session}</sessionID><Order>${inner}</Order></placeOrder>`;
  await soap(envelope(place6(`<PaymentDetails><Type>CC</Type>${method}</PaymentDetails>`)));
  await soap(envelope(place6(`<PaymentDetails><Type>${number}</Type>${method}</PaymentDetails>`)));
  await soap(envelope(place6(`<PaymentDetails>${method}`)));
  await soap(envelope(`<card${number}/>`));
  await soap(`<!DOCTYPE x [<!ENTITY n "${number}">]>${envelope(place6(method))}`);
  await soap(number);
  expect(answered.length).toBeGreaterThan(60);
});

test('no answer tells a card number or a security code', () => {
  expectClean(answered, 'an answer');
});

test('no line of the log does', () => {
  expect(logged.length).toBeGreaterThan(60);
  expectClean(logged, 'a line of the log');
});

test('no row of any table does', async () => {
  const tables = await api.database.rows<{ name: string }>(
    statement(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      [],
    ),
  );
  expect(tables.length).toBeGreaterThan(15);
  let seen = 0;
  for (const { name } of tables) {
    const rows = await api.database.rows<{ row: string }>(statement(`SELECT t::text AS row FROM "${name}" t`, []));
    seen += rows.length;
    expectClean(
      rows.map(({ row }) => row),
      `table ${name}`,
    );
  }
  expect(seen).toBeGreaterThan(100);
});
