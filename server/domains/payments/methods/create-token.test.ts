import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../../../api/call.ts';
import { statement } from '../../../db/database.ts';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { restClient, type WireClient } from '../../../testing/clients.ts';

let api: TestApi;
let merchant: Merchant;
let client: WireClient;
let isAway = false;

beforeAll(async () => {
  api = await startTestApi({ faults: () => (isAway ? { kind: 'LOST_ANSWER' } : null) });
  merchant = await api.newMerchant();
  client = restClient(api, merchant, '6.0');
});
afterAll(() => api.close());

type Sent = Record<string, unknown>;
const card: Sent = { Name: 'John Doe', CreditCard: '4111111111111111', Cvv: '123', ExpirationDate: '12/31' };
const create = (changes: Sent) => client('createToken', { card: { ...card, ...changes } });

test.each<[string, Sent]>([
  ['a card', {}],
  ['a card without a name', { Name: null }],
  ['a number with blanks', { CreditCard: '4111 1111 1111 1111' }],
  ['a year of four digits', { ExpirationDate: '12/2031' }],
  ['a month of one digit, with blanks', { ExpirationDate: '9 / 31' }],
  ['a token for a subscription', { Scope: 'Subscription' }],
])('%s', async (_, changes) => {
  expect(await create(changes)).toEqual({ value: { token: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
});

describe('refusals, in the order of the checks', () => {
  test.each<[string, Sent, string]>([
    ['no number', { CreditCard: '' }, 'TOKEN_CREDITCARD_EMPTY'],
    ['no code', { Cvv: null }, 'TOKEN_CVV_EMPTY'],
    ['no date', { ExpirationDate: '' }, 'TOKEN_EXPIRATIONDATE_EMPTY'],
    ['a scope that there is not', { Scope: 'everything' }, 'TOKEN_SCOPE_INVALID'],
    ['a date of another form', { ExpirationDate: '2031-12' }, 'TOKEN_EXPIRATIONDATE_INVALID'],
    ['a month that there is not', { ExpirationDate: '13/31' }, 'TOKEN_CARD_REFUSED'],
    ['a number with a wrong digit', { CreditCard: '4111111111111112' }, 'TOKEN_CARD_REFUSED'],
    ['a card that is over', { ExpirationDate: '01/20' }, 'TOKEN_CARD_REFUSED'],
    ['a code of one digit', { Cvv: '1' }, 'TOKEN_CARD_REFUSED'],
  ])('%s', async (_, changes, refused) => {
    expect(await create(changes)).toMatchObject({ refused });
  });

  test('the provider does not answer', async () => {
    isAway = true;
    expect(await create({})).toMatchObject({ refused: 'PAYMENT_GATEWAY_UNAVAILABLE' });
    isAway = false;
  });
});

test('the token itself is not kept', async () => {
  const answer = (await create({})) as { value: { token: string } };
  const rows = await api.database.rows<{ row: string }>(
    statement('SELECT t::text AS row FROM one_time_tokens t WHERE merchant_id = $1', [merchant.id]),
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { row } of rows) expect(row).not.toContain(answer.value.token);
});
