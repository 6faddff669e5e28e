import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { loadOrder } from '../server/domains/orders/index.ts';
import { listDisputes, listRefunds } from '../server/domains/payments/index.ts';
import { makeDueRefunds, sweepRefunds } from '../server/domains/refunds/index.ts';
import type { DisputeReason } from '../server/gateways/port.ts';
import type { SimulatorDesk } from '../server/gateways/simulator/desk.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, textAt } from './asking.ts';
import { chargesOf, expectBooksToAgree } from './books.ts';
import { deskOf } from './payments.ts';
import { germanBuyer, order, product } from './shop.ts';

const PAID = 3_570n;

let api: TestApi;
let merchant: Merchant;
let client: WireClient;
let desk: SimulatorDesk;

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant({
    settings: { commissionPpm: 49_000, commissionBackOnRefund: true, disputeFeeMinor: { EUR: 1500 } },
  });
  client = await rpcClient(api, merchant, '6.0');
  await ask(client, 'addProduct', { Product: product('editor', 30) });
  desk = deskOf(api, merchant);
});
afterAll(() => api.close());

type Sold = { readonly refNo: string; readonly gatewayReference: string };

/** 30.00 and 19 percent of tax. */
const sell = async (): Promise<Sold> => {
  const placed = { BillingDetails: germanBuyer, Country: 'DE' };
  const refNo = textAt(await ask(client, 'placeOrder', { Order: order('editor', undefined, placed) }), 'RefNo');
  await orderIn(client, refNo, 'COMPLETE');
  const payment = (await loadOrder(api.database, merchant.id, BigInt(refNo)))?.payment;
  return { refNo, gatewayReference: payment?.gateway_reference ?? '' };
};

const refund = ({ refNo }: Sold, minor: number) =>
  client('issueRefund', { RefNo: refNo, Amount: minor / 100, Items: [], Comment: '', Reason: 'Other' });

const dispute = ({ gatewayReference }: Sold, minor: number, reason: DisputeReason = 'FRAUD') =>
  desk.openDispute({
    merchantId: merchant.id,
    at: api.now(),
    gatewayReference,
    reason,
    amountMinor: BigInt(minor),
  });

const close = (disputeReference: string, status: 'WON' | 'LOST' | 'ACCEPTED') =>
  desk.closeDispute({ merchantId: merchant.id, disputeReference, status, at: api.now() });

const goOn = async (): Promise<void> => {
  await desk.catchUp({ merchantId: merchant.id, at: api.now() });
  await makeDueRefunds(api.works, [merchant]);
  await sweepRefunds(api.works, [merchant], -1);
};

/** What the buyer has got back, or may yet keep, by the provider's books. */
const goneOf = async ({ refNo }: Sold): Promise<bigint> => {
  const charge = (await chargesOf(api.database, merchant.id)).find((one) => one.refNo === refNo);
  const disputes = await listDisputes(api.database, merchant.id, BigInt(refNo));
  const taken = disputes.filter(({ state, held_minor }) => state === 'LOST' || state === 'ACCEPTED' || held_minor > 0n);
  return (charge?.refundedMinor ?? 0n) + taken.reduce((sum, { amount_minor }) => sum + amount_minor, 0n);
};

type Step =
  | { readonly do: 'refund' | 'dispute' | 'ask'; readonly minor: number }
  | { readonly do: 'close'; readonly which: number; readonly status: 'WON' | 'LOST' | 'ACCEPTED' }
  | { readonly do: 'goOn' | 'cancel' };

const minor = fc.oneof(fc.integer({ min: 1, max: 3_570 }), fc.integer({ min: 1, max: 900 }), fc.constant(3_570));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: minor.map((amount) => ({ do: 'refund' as const, minor: amount })) },
  { weight: 3, arbitrary: minor.map((amount) => ({ do: 'dispute' as const, minor: amount })) },
  { weight: 1, arbitrary: minor.map((amount) => ({ do: 'ask' as const, minor: amount })) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('close' as const),
      which: fc.nat(5),
      status: fc.constantFrom('WON' as const, 'LOST' as const, 'ACCEPTED' as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'goOn' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'cancel' as const }) },
);

const take = async (sold: Sold, one: Step): Promise<void> => {
  switch (one.do) {
    case 'refund':
      await refund(sold, one.minor);
      return;
    case 'dispute':
      await dispute(sold, one.minor);
      return;
    case 'ask':
      await dispute(sold, one.minor, 'INFO_REQUEST');
      return;
    case 'close': {
      const disputes = await listDisputes(api.database, merchant.id, BigInt(sold.refNo));
      const chosen = disputes[one.which % Math.max(disputes.length, 1)];
      if (chosen !== undefined) await close(chosen.gateway_reference, one.status);
      return;
    }
    case 'goOn':
      return goOn();
    case 'cancel':
      await client('cancelRefund', { RefNo: sold.refNo });
  }
};

test('whatever happens to an order, its buyer never gets more than he paid, and the books are even', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const sold = await sell();
      for (const one of steps) {
        await take(sold, one);
        expect(await goneOf(sold)).toBeLessThanOrEqual(PAID);
        await expectBooksToAgree(api.database, merchant.id);
      }
      // When all is decided for the merchant, all that is left can be refunded, and then nothing is left.
      for (const { gateway_reference } of await listDisputes(api.database, merchant.id, BigInt(sold.refNo))) {
        await close(gateway_reference, 'WON');
      }
      await goOn();
      const left = Number(PAID - (await goneOf(sold)));
      if (left > 0) expect(await refund(sold, left)).toEqual({ value: true });
      expect(await refund(sold, 1)).toMatchObject({ refused: expect.stringMatching(/^REFUND_(MAXIMUM|TOTAL)/) });
      expect(await goneOf(sold)).toBe(PAID);
      await expectBooksToAgree(api.database, merchant.id);
    }),
    { numRuns: 40 },
  );
}, 240_000);

test('refunds and disputes at once share what was paid', async () => {
  for (let round = 0; round < 3; round += 1) {
    const sold = await sell();
    await Promise.all([
      ...Array.from({ length: 6 }, () => refund(sold, 700)),
      ...Array.from({ length: 6 }, () => dispute(sold, 700)),
    ]);
    await goOn();
    expect(await goneOf(sold)).toBeLessThanOrEqual(PAID);
    await expectBooksToAgree(api.database, merchant.id);
    const disputes = await listDisputes(api.database, merchant.id, BigInt(sold.refNo));
    const statuses = ['WON', 'LOST', 'ACCEPTED'] as const;
    await Promise.all([
      ...disputes.map(({ gateway_reference }, index) => close(gateway_reference, statuses[index % 3] ?? 'WON')),
      ...Array.from({ length: 4 }, () => refund(sold, 3_570)),
      makeDueRefunds(api.works, [merchant]),
      makeDueRefunds(api.works, [merchant]),
    ]);
    await goOn();
    expect(await goneOf(sold)).toBeLessThanOrEqual(PAID);
    await expectBooksToAgree(api.database, merchant.id);
    const refunds = await listRefunds(api.database, merchant.id, [BigInt(sold.refNo)]);
    expect(refunds.filter(({ state }) => state === 'WAITING_DISPUTE' || state === 'REQUESTED')).toEqual([]);
    expect(at(await ask(client, 'getOrder', { orderReference: sold.refNo }), 'ChargebackResolution')).not.toBe('OPEN');
  }
}, 120_000);
