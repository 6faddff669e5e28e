import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { advanceClock } from './advance-clock.ts';
import { signed, startTestApi, type TestApi } from './testing/api.ts';
import { expectBooksToAgree, openShop, planWithGrace, type Shop } from './testing/renewals.ts';

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

beforeEach(async () => {
  shop = await openShop(api, '2028-03-01T10:00:00Z');
  await shop.answer('addProduct', { Product: planWithGrace(5) });
});

const post = async (code: string, body: unknown) => {
  const { date, hash } = signed(code);
  const response = await fetch(`${api.url}/internal/v1/clock/`, {
    method: 'POST',
    headers: {
      'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};

describe('over the internal API', () => {
  test('time passes with all that is due, and calls follow it at once', async () => {
    const reference = await shop.subscribe({ Code: 'EDITOR' });
    const { status, body } = await post(shop.merchant.code, { to: '2028-06-15T08:00:00Z' });
    expect([status, body]).toEqual([200, { Now: expect.stringMatching(/^2028-06-15T08:00:0/), Steps: 3 }]);
    expect(await shop.subscription(reference)).toMatchObject({ Status: 'ACTIVE', ExpirationDate: '2028-07-01' });
    expect(await shop.events(reference)).toEqual(['RENEWED', 'RENEWED', 'RENEWED']);
  });

  test('by a distance', async () => {
    const { body } = await post(shop.merchant.code, { advance: '1d12h' });
    expect(body).toMatchObject({ Now: expect.stringMatching(/^2028-03-02T22:0/) });
  });

  test.each([
    ['an earlier time', { to: '2028-02-01T00:00:00Z' }, 'A clock can only be moved forwards.'],
    ['a distance that is none', { advance: 'soon' }, 'advance: Write it like 30d, 12h or 1d12h (w, d, h, m, s).'],
    ['an instant that is none', { to: '2028-06-15' }, 'to: Write it like 2027-01-31T10:00:00Z.'],
    ['nothing', {}, 'Either advance or to is needed.'],
    ['both', { to: '2028-06-15T08:00:00Z', advance: '1d' }, 'Either advance or to is needed.'],
  ])('refused: %s', async (_, body, message) => {
    expect(await post(shop.merchant.code, body)).toMatchObject({
      status: 400,
      body: { error_code: 'INVALID_PARAMETER', message },
    });
  });

  test('the clock of a live merchant is the real one', async () => {
    const { code } = await api.newMerchant({ isTest: false });
    expect(await post(code, { advance: '1d' })).toMatchObject({
      status: 400,
      body: { message: 'Only the clock of a test merchant can be moved.' },
    });
  });
});

describe('as if the time had passed', () => {
  test('it does not matter in how many moves', async () => {
    const references = [await shop.subscribe({ Code: 'EDITOR' }), await shop.subscribe({ Code: 'EDITOR' })];
    const told = async () => Promise.all(references.map((reference) => shop.renewals(reference)));
    for (let month = 4; month <= 9; month += 1) await shop.until(`2028-0${month}-20T00:00:00Z`);
    const inSteps = await told();

    const other = await openShop(api, '2028-03-01T10:00:00Z');
    await other.answer('addProduct', { Product: planWithGrace(5) });
    const others = [await other.subscribe({ Code: 'EDITOR' }), await other.subscribe({ Code: 'EDITOR' })];
    await other.until('2028-09-20T00:00:00Z');
    expect(await Promise.all(others.map((reference) => other.renewals(reference)))).toEqual(inSteps);
    expect(inSteps.flat()).toHaveLength(12);
    expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(
      await expectBooksToAgree(api.database, other.merchant.id),
    );
  });

  test('what is due now is done before the time moves', async () => {
    const reference = await shop.subscribe({ Code: 'EDITOR' });
    await shop.alter(reference, `charge_at = '2028-03-01T09:00:00Z'`);
    const { now } = await advanceClock(api.works, await shop.now(), { advanceMs: 0 });
    expect(now.toISOString()).toMatch(/^2028-03-01T10:0/);
    expect(await shop.events(reference)).toEqual(['RENEWED']);
  });
});
