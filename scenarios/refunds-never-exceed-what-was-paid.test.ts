import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { sweepRefunds } from '../server/domains/refunds/index.ts';
import type { Fault } from '../server/gateways/faults.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { type Outcome, rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, textAt, until } from './asking.ts';
import { chargesOf, expectBooksToAgree } from './books.ts';
import { order, product } from './shop.ts';

/** What happens to the next refunds on their way to the provider, first to last. */
const ahead: (Fault | null)[] = [];

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ faults: ({ operation }) => (operation === 'refund' && ahead.shift()) || null });
});
afterAll(() => api.close());
beforeEach(() => {
  ahead.length = 0;
});

/** A shop that sold one thing for 30 euros. */
const sold = async (): Promise<{ merchant: Merchant; client: WireClient; refNo: string }> => {
  const merchant = await api.newMerchant();
  const client = await rpcClient(api, merchant, '6.0');
  await ask(client, 'addProduct', { Product: product('editor', 30) });
  const refNo = textAt(await ask(client, 'placeOrder', { Order: order('editor') }), 'RefNo');
  await orderIn(client, refNo, 'COMPLETE');
  return { merchant, client, refNo };
};

const refund = (client: WireClient, refNo: string, Amount: number): Promise<Outcome> =>
  client('issueRefund', { RefNo: refNo, Amount, Items: [], Comment: '', Reason: 'Other' });

const codeOf = (outcome: Outcome): unknown => ('value' in outcome ? outcome.value : outcome.refused);

const sweep = (merchant: Merchant): Promise<number> => sweepRefunds(api.works, [merchant], -1);

const returnedTo = async (merchant: Merchant): Promise<bigint> => {
  await expectBooksToAgree(api.database, merchant.id);
  const charges = await chargesOf(api.database, merchant.id);
  return charges.reduce((sum, { refundedMinor }) => sum + refundedMinor, 0n);
};

test('ten clerks refund 7 of 30 euros at once, again and again: four of them, and never a cent above', async () => {
  const { merchant, client, refNo } = await sold();
  const insist = () =>
    until(
      async () => codeOf(await refund(client, refNo, 7)),
      (code) => code !== 'REFUND_PENDING',
    );
  const answers = await Promise.all(Array.from({ length: 10 }, insist));
  expect(answers.filter((answer) => answer === true)).toHaveLength(4);
  expect(answers.filter((answer) => answer === 'REFUND_MAXIMUM_EXCEEDED')).toHaveLength(6);
  expect(await returnedTo(merchant)).toBe(2_800n);
  expect(await refund(client, refNo, 2)).toEqual({ value: true });
  expect(at(await orderIn(client, refNo, 'REFUND'), 'Refunds')).toHaveLength(5);
  expect(await returnedTo(merchant)).toBe(3_000n);
});

test('a total refund is asked for ten times at once: it is made once', async () => {
  const { merchant, client, refNo } = await sold();
  const answers = await Promise.all(Array.from({ length: 10 }, async () => codeOf(await refund(client, refNo, 30))));
  expect(answers.filter((answer) => answer === true)).toHaveLength(1);
  for (const answer of answers) expect([true, 'REFUND_PENDING', 'REFUND_TOTAL_EXISTS']).toContain(answer);
  await orderIn(client, refNo, 'REFUND');
  expect(await returnedTo(merchant)).toBe(3_000n);
});

test.each(['LOST_ANSWER', 'LOST_REQUEST'] as const)(
  '%s: the refund is pending, and the sweep ends it',
  async (kind) => {
    const { merchant, client, refNo } = await sold();
    ahead.push({ kind });
    expect(await refund(client, refNo, 30)).toEqual({ value: true });
    const pending = await ask(client, 'getOrder', { orderReference: refNo });
    expect(pending).toMatchObject({ Status: 'COMPLETE', Refunds: [{ Status: 'PROCESSING', Type: 'TOTAL' }] });
    // Nobody knows yet whether the money went back, so it is not sent again.
    expect(await refund(client, refNo, 30)).toMatchObject({ refused: 'REFUND_PENDING' });
    expect(await sweepRefunds(api.works, [merchant])).toBe(0);
    expect(await sweep(merchant)).toBe(1);
    const ended = await orderIn(client, refNo, 'REFUND');
    expect(ended).toMatchObject({ Refunds: [{ Status: 'PROCESSED', RefundId: at(pending, 'Refunds.0.RefundId') }] });
    expect(await returnedTo(merchant)).toBe(3_000n);
  },
);

test('the request arrives twice: one refund', async () => {
  const { merchant, client, refNo } = await sold();
  ahead.push({ kind: 'TWICE' });
  expect(await refund(client, refNo, 12.34)).toEqual({ value: true });
  expect(await returnedTo(merchant)).toBe(1_234n);
});

test('answers are lost over and over, and many nodes sweep at once: parts end up once each', async () => {
  const { merchant, client, refNo } = await sold();
  for (const amount of [10, 10, 10]) {
    ahead.push({ kind: 'LOST_ANSWER' }, { kind: 'LOST_REQUEST' }, { kind: 'LOST_ANSWER' });
    expect(await refund(client, refNo, amount)).toEqual({ value: true });
    await Promise.all(Array.from({ length: 4 }, () => sweep(merchant)));
    await sweep(merchant);
  }
  await orderIn(client, refNo, 'REFUND');
  expect(await returnedTo(merchant)).toBe(3_000n);
});

test('a slow provider holds nobody up but the order that waits for it', async () => {
  const { merchant, client, refNo } = await sold();
  ahead.push({ kind: 'LATE', delayMs: 300 });
  const slow = refund(client, refNo, 10);
  await until(
    () => ask(client, 'getOrder', { orderReference: refNo }),
    (seen) => at(seen, 'Refunds.0.Status') === 'PROCESSING',
  );
  expect(await refund(client, refNo, 10)).toMatchObject({ refused: 'REFUND_PENDING' });
  expect(await slow).toEqual({ value: true });
  expect(await refund(client, refNo, 20)).toEqual({ value: true });
  expect(await returnedTo(merchant)).toBe(3_000n);
});
