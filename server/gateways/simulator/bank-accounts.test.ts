import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DebitAccount } from '../port.ts';
import { isRoutingNumber, isSepaIban, readDebit, TEST_ACCOUNTS } from './bank-accounts.ts';

const AT = new Date('2026-11-20T10:00:00Z');
const sepa = (iban: string): DebitAccount => ({ scheme: 'SEPA', holderName: 'Ada Kern', iban });
const ach = (accountNumber: string, routingNumber = '110000000'): DebitAccount => ({
  ...{ scheme: 'ACH', holderName: 'Ada Kern', routingNumber, accountNumber },
  type: 'SAVINGS',
});

describe('an IBAN', () => {
  test.each([
    'DE89370400440532013000',
    'de89 3704 0044 0532 0130 00',
    'NL91ABNA0417164300',
    'FR1420041010050500013M02606',
    'GB29NWBK60161331926819',
    'MT84MALT011000012345MTLCAST001S',
  ])('%s is right', (iban) => expect(isSepaIban(iban)).toBe(true));

  test.each([
    ['no IBAN', 'hello'],
    ['wrong check digits', 'DE88370400440532013000'],
    ['two digits changed places', 'DE89370400440532013010'],
    ['too short', 'DE8937040044053201300'],
    ['outside of the scheme', 'BR1800360305000010009795493C1'],
    ['empty', ''],
  ])('is wrong: %s', (_what, iban) => expect(isSepaIban(iban)).toBe(false));

  test('with one digit changed is never right', () => {
    const iban = 'DE89370400440532013000';
    fc.assert(
      fc.property(fc.integer({ min: 2, max: iban.length - 1 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const digit = (Number(iban.charAt(place)) + by) % 10;
        return !isSepaIban(iban.slice(0, place) + digit + iban.slice(place + 1));
      }),
    );
  });
});

test.each([
  ['110000000', true],
  ['021000021', true],
  ['110000001', false],
  ['000000000', false],
  ['11000000', false],
  ['1100000000', false],
  ['abcdefghi', false],
  ['', false],
])('routing number %j: %s', (number, expected) => expect(isRoutingNumber(number)).toBe(expected));

describe('a debit', () => {
  test.each([
    ['SEPA', sepa('DE89370400440532013000'), '2026-11-23T10:00:00.000Z'],
    ['ACH', ach('000123456789'), '2026-11-24T10:00:00.000Z'],
  ])('%s is there after its days', (_scheme, account, expected) => {
    const debit = readDebit(account, AT);
    if (typeof debit === 'string') return expect.fail(debit);
    expect([debit.dueAt.toISOString(), debit.bounceReason]).toEqual([expected, null]);
  });

  test.each([
    [ach('1'), 'INVALID_ACCOUNT_NUMBER'],
    [ach('123456789012345678'), 'INVALID_ACCOUNT_NUMBER'],
    [ach('0001234', '123'), 'INVALID_ROUTING_NUMBER'],
    [sepa('DE00'), 'INVALID_IBAN'],
  ])('of %j is declined: %s', (account, reason) => expect(readDebit(account, AT)).toBe(reason));

  test.each(Object.entries(TEST_ACCOUNTS))('of the test account %s does as the table says', (number, special) => {
    const debit = readDebit(number.startsWith('DE') ? sepa(number) : ach(number), AT);
    if ('declines' in special) expect(debit).toBe(special.declines);
    else if ('bounces' in special) expect(debit).toMatchObject({ bounceReason: special.bounces });
    else expect(debit).toMatchObject({ bounceReason: null, means: { liveBehaviour: special.does } });
  });
});
