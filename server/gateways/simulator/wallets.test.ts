import { describe, expect, test } from 'vitest';
import type { KnownCard } from './judge.ts';
import { readWallet } from './wallets.ts';

const AT = new Date('2026-11-22T10:00:00Z');

type Given = Readonly<Record<string, unknown>>;
const google = (payload: string) => readWallet({ kind: 'WALLET', wallet: 'GOOGLE_PAY', payload }, AT);
const apple = (payload: string) => readWallet({ kind: 'WALLET', wallet: 'APPLE_PAY', payload }, AT);

const TOKEN: Given = { signature: 'MEUCIQ==', protocolVersion: 'ECv2', signedMessage: '{"encryptedMessage":"x"}' };
const APPLE: Given = { paymentData: { data: 'x', signature: 'y', version: 'EC_v1' }, transactionIdentifier: 'z' };

const cardIn = (read: ReturnType<typeof readWallet>): KnownCard =>
  typeof read === 'string' ? expect.fail(`not read: ${read}`) : read;

describe('a payload', () => {
  const text = JSON.stringify(TOKEN);
  test.each([
    ['JSON', text],
    ['JSON with blanks around', `\n ${text} `],
    ['base64', Buffer.from(text).toString('base64')],
    ['base64 of web addresses', Buffer.from(text).toString('base64url')],
    ['JSON in JSON', JSON.stringify(text)],
    ['JSON in JSON in base64', Buffer.from(JSON.stringify(text)).toString('base64')],
  ])('is read from %s', (_what, payload) => {
    expect(cardIn(google(payload)).facts.brand).toBe('visa');
  });

  test.each([
    ['nothing', ''],
    ['no JSON', 'nonsense'],
    ['no object', '[1,2]'],
    ['members of neither', '{"a":1}'],
    ['half a token', JSON.stringify({ signature: 'x' })],
    ['empty members', JSON.stringify({ signature: '', signedMessage: '' })],
    ['a very large one', JSON.stringify({ ...TOKEN, more: 'x'.repeat(70_000) })],
  ])('is refused when it is %s', (_what, payload) => {
    expect(google(payload)).toBe('INVALID_WALLET_PAYLOAD');
    expect(apple(payload)).toBe('INVALID_WALLET_PAYLOAD');
  });

  test('of one wallet is none of the other', () => {
    expect(apple(JSON.stringify(TOKEN))).toBe('INVALID_WALLET_PAYLOAD');
    expect(google(JSON.stringify(APPLE))).toBe('INVALID_WALLET_PAYLOAD');
  });
});

test.each<[string, 'google' | 'apple', Given, string]>([
  ['told by the token', 'google', TOKEN, 'visa 4895…0000 12/29'],
  ['told by testCard', 'google', { ...TOKEN, testCard: '5200828282828210' }, 'mastercard 5200…8210 12/29'],
  [
    'told by Google Pay',
    'google',
    { paymentMethodData: { info: { cardNetwork: 'AMEX', cardDetails: '0005' }, tokenizationData: {} } },
    'amex 3703…0005 12/29',
  ],
  [
    'told by info alone',
    'google',
    { ...TOKEN, info: { cardNetwork: 'MASTERCARD', cardDetails: '4444' } },
    'mastercard 5204…4444 12/29',
  ],
  [
    'told by Apple Pay',
    'apple',
    { ...APPLE, paymentMethod: { network: 'Visa', displayName: 'Visa 1234' } },
    'visa 4895…1234 12/29',
  ],
  [
    'in a whole payment',
    'apple',
    { token: { ...APPLE, paymentMethod: { network: 'JCB', displayName: 'JCB 0001' } } },
    'jcb 3540…0001 12/29',
  ],
  [
    'of French banks',
    'apple',
    { ...APPLE, paymentMethod: { network: 'CartesBancaires', displayName: 'CB 7777' } },
    'cartebleue 4895…7777 12/29',
  ],
  [
    'decrypted',
    'apple',
    { applicationPrimaryAccountNumber: '4895370012341239', applicationExpirationDate: '310930' },
    'visa 4895…1239 09/31',
  ],
])('the card is %s', (_what, wallet, given, expected) => {
  const { facts } = cardIn((wallet === 'google' ? google : apple)(JSON.stringify(given)));
  const { brand, firstDigits, lastDigits, expirationMonth, expirationYear } = facts;
  expect(`${brand} ${firstDigits}…${lastDigits} ${expirationMonth}/${expirationYear}`).toBe(expected);
});

test('a network that is no card of ours is refused', () => {
  const given = { ...APPLE, paymentMethod: { network: 'Barter', displayName: 'Barter 1234' } };
  expect(apple(JSON.stringify(given))).toBe('UNSUPPORTED_CARD');
});

test.each([
  ['9995', 'INSUFFICIENT_FUNDS'],
  ['4000000000009979', 'STOLEN_CARD'],
  ['3220', 'ASKS_CONFIRMATION'],
  ['3204', 'SHORT_TWICE'],
  ['1234', 'APPROVES'],
])('a card that ends in %s does as the card of the table: %s', (testCard, expected) => {
  expect(cardIn(google(JSON.stringify({ ...TOKEN, testCard })))).toMatchObject({ liveBehaviour: expected });
});
