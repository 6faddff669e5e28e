import { IDEMPOTENCY_KEY_REUSED, refuse } from '../../../api/errors.ts';
import { checkSameRequest, keyClaim, onceOrEarlier } from '../../../api/idempotency/once.ts';
import { type CallClaim, claimCall, type EarlierCall } from '../../../api/idempotency/store.ts';
import { POST } from '../../../api/method.ts';
import { amount, flag, list, on, text } from '../../../api/schema.ts';
import type { Db } from '../../../db/database.ts';
import { GatewayUnreachable } from '../../../gateways/port.ts';
import { settingsOf } from '../../accounts/index.ts';
import { withOrder } from '../../examples.ts';
import { type Call, method } from '../../method.ts';
import { apiActor, finishOrder, loadOrder, type OrderRecord, parseRefNo, worksOf } from '../../orders/index.ts';
import { listRefunds, type RefundRow } from '../../payments/index.ts';
import { beginRefund } from '../beginning.ts';
import * as errors from '../errors.ts';
import { tryRefund } from '../making.ts';
import { RefundItem } from '../objects.ts';
import { isInPeriod, REFUND_MONTHS } from '../rules/period.ts';
import { type SentRefund, wishOf } from '../wish.ts';

export const issueRefund = method({
  name: 'issueRefund',
  summary: 'Gives back the money of an order, all of it or a part.',
  params: {
    RefNo: text({ required: true, refusal: errors.ORDER_REF_MISSING }),
    Amount: amount({
      required: true,
      refusal: errors.ORDER_AMOUNT_MISSING,
      about: 'What goes back, in the currency of the order; the gross price without items refunds all',
    }),
    Items: list(on(RefundItem, { refusal: errors.PRODUCTS_CODES_MISSING }), {
      max: 500,
      refusal: errors.PRODUCTS_CODES_MISSING,
    }),
    Comment: text({ max: 2000 }),
    Reason: text({ required: true, refusal: errors.REFUND_REASON_INVALID }),
  },
  result: flag(),
  rest: POST('/orders/{RefNo}/refund/', { body: ['Amount', 'Items', 'Comment', 'Reason'] }),
  refusals: [
    errors.ORDER_REF_MISSING,
    errors.ORDER_AMOUNT_MISSING,
    errors.PRODUCTS_QTY_MISSING,
    errors.ORDER_REF_INVALID,
    errors.ORDER_ALREADY_CANCELED,
    errors.REFUND_TOTAL_EXISTS,
    errors.REFUND_ORDER_STATUS,
    errors.ORDER_AMOUNT_INVALID,
    errors.PRODUCTS_CODES_MISSING,
    errors.PRODUCTS_QTY_INVALID,
    errors.REFUND_REASON_INVALID,
    errors.REFUND_PAYMENT_DETAILS,
    errors.REFUND_MAXIMUM_EXCEEDED,
    errors.REFUND_PERIOD_EXPIRED,
    errors.REFUND_PENDING,
    errors.REFUND_REFUSED,
  ],
  examples: [
    {
      title: 'all of it',
      before: withOrder,
      params: { RefNo: '$refNo', Amount: 23.8, Items: [], Comment: 'Sorry to see you go.', Reason: 'Other' },
      answers: true,
    },
    {
      title: 'one of two units',
      before: withOrder,
      params: {
        RefNo: '$refNo',
        Amount: '11.90',
        Items: [{ ProductCode: 'EDITOR', Quantity: 1, Amount: '11.90' }],
        Comment: '',
        Reason: 'Duplicate purchase',
      },
      answers: true,
    },
    {
      title: 'more than was paid',
      before: withOrder,
      params: { RefNo: '$refNo', Amount: 23.81, Items: [], Comment: '', Reason: 'Other' },
      refused: 'REFUND_MAXIMUM_EXCEEDED',
    },
    {
      title: 'a reason that the account does not have',
      before: withOrder,
      params: { RefNo: '$refNo', Amount: 5, Items: [], Comment: '', Reason: 'The weather' },
      refused: 'REFUND_REASON_INVALID',
    },
    {
      title: 'an order that does not exist',
      params: { RefNo: '1', Amount: 5, Items: [], Comment: '', Reason: 'Other' },
      refused: 'ORDER_REF_INVALID',
    },
  ],
  // The gateway is asked between two transactions: the intent is stored before, the outcome after.
  effect: 'own',
  idempotent: true,
  run: async (call, sent) => {
    const claim = keyClaim(call, 'issueRefund', sent, null);
    const outcome = await onceOrEarlier(call, claim === undefined ? [] : [claim], () => refunded(call, sent, claim));
    return 'done' in outcome ? outcome.done : stands(call, sent.RefNo, outcome.earlier, claim);
  },
});

/** What became of the refund that an earlier call asked for with the same key. */
const stands = async (
  { db, merchant }: Call,
  reference: string,
  earlier: EarlierCall,
  claim: CallClaim | undefined,
): Promise<true> => {
  if (claim !== undefined) checkSameRequest(earlier, claim);
  const refunds = await listRefunds(db, merchant.id, [parseRefNo(reference) ?? 0n]);
  const refund = refunds.find(({ refund_id }) => refund_id === earlier.madeId);
  return refund?.state === 'REFUSED' ? refuse(errors.REFUND_REFUSED) : true;
};

type Sent = SentRefund & { readonly RefNo: string };

const refunded = async (call: Call, { RefNo, ...sent }: Sent, claim: CallClaim | undefined): Promise<true> => {
  const refNo = parseRefNo(RefNo) ?? refuse(errors.ORDER_REF_MISSING);
  const found = (await loadOrder(call.db, call.merchant.id, refNo)) ?? refuse(errors.ORDER_REF_INVALID);
  const wish = wishOf(call.merchant, found, call.parts.gateways, sent);
  const { record, finishedAt } = await finished(call, found);
  if (!isInPeriod(finishedAt, call.now, call.merchant.timeZone, REFUND_MONTHS.api)) {
    refuse(errors.REFUND_PERIOD_EXPIRED);
  }
  const { api: holdMinutes } = settingsOf(call.merchant).refundHoldMinutes;
  const by = apiActor(call);
  const refund = await call.transaction(async (tx) => {
    const begun = await beginRefund(tx, call.merchant, record, wish, { origin: 'API', by, holdMinutes }, call.now);
    if (claim !== undefined) await claimFor(tx, claim, begun);
    return begun;
  });
  if (refund.state === 'REQUESTED') await made(call, refund);
  return true;
};

/** The order is locked, so only a refund of another one can have taken the key in the meantime. */
const claimFor = async (tx: Db, claim: CallClaim, { refund_id }: RefundRow): Promise<void> => {
  const earlier = await claimCall(tx, { ...claim, made_id: refund_id });
  if (earlier !== undefined) refuse(IDEMPOTENCY_KEY_REUSED);
};

/** An order that is paid and only waits to be finished is finished first: it may be refunded right after it was placed. */
const finished = async (call: Call, found: OrderRecord): Promise<{ record: OrderRecord; finishedAt: Date }> => {
  const record = found.order.status === 'AUTHRECEIVED' ? await afterFinishing(call, found) : found;
  const { status, finished_at: finishedAt } = record.order;
  if (finishedAt === null || (status !== 'COMPLETE' && status !== 'REFUND')) return refuse(errors.REFUND_ORDER_STATUS);
  return { record, finishedAt };
};

const afterFinishing = async (call: Call, found: OrderRecord): Promise<OrderRecord> => {
  const { ref_no } = found.order;
  try {
    await finishOrder(worksOf(call), call.merchant, ref_no);
  } catch (error) {
    if (!(error instanceof GatewayUnreachable)) throw error;
    call.log.warn({ refNo: String(ref_no) }, 'order to refund is not finished yet');
  }
  return (await loadOrder(call.db, call.merchant.id, ref_no)) ?? found;
};

/** A refund whose outcome is not known is under way all the same: the sweep carries it on. */
const made = async (call: Call, refund: RefundRow): Promise<void> => {
  if ((await tryRefund(worksOf(call), call.merchant, refund)) === 'REFUSED') refuse(errors.REFUND_REFUSED);
};
