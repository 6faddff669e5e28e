import { refuse } from '../../../api/errors.ts';
import { DELETE } from '../../../api/method.ts';
import { object, text } from '../../../api/schema.ts';
import type { Db } from '../../../db/database.ts';
import { withOrder } from '../../examples.ts';
import { type Call, method } from '../../method.ts';
import { apiActor, parseRefNo } from '../../orders/index.ts';
import { listRefunds, type RefundRow } from '../../payments/index.ts';
import { lockRefund, writeDecision } from '../deciding.ts';
import * as errors from '../errors.ts';
import { OUTCOMES } from '../rules/actions.ts';
import { isCancelable } from '../rules/period.ts';
import { orderExists } from '../store.ts';

const CanceledRefund = object('CanceledRefund', { RefundId: text() });

export const cancelRefund = method({
  name: 'cancelRefund',
  summary:
    'Cancels the refund of an order that was asked for in the panel or by the shopper, within two hours and before it is made.',
  versions: { since: '6.0' },
  params: { RefNo: text({ required: true, refusal: errors.ORDER_REF_MISSING }) },
  result: CanceledRefund,
  rest: DELETE('/orders/{RefNo}/refund/'),
  refusals: [
    errors.ORDER_REF_MISSING,
    errors.ORDER_REF_INVALID,
    errors.REFUND_NOT_FOUND,
    errors.REFUND_NOT_CANCELABLE,
    errors.REFUND_CANCEL_PERIOD_EXPIRED,
  ],
  examples: [
    {
      title: 'a refund that is not made yet',
      // Refunds of the panel are held back in the same way; those of the API are only where the account wants it.
      settings: { refundHoldMinutes: { api: 60 } },
      before: [
        ...withOrder,
        { call: 'issueRefund', params: { RefNo: '$refNo', Amount: 5, Items: [], Comment: '', Reason: 'Other' } },
      ],
      params: { RefNo: '$refNo' },
    },
    {
      title: 'a refund that is made',
      before: [
        ...withOrder,
        { call: 'issueRefund', params: { RefNo: '$refNo', Amount: 5, Items: [], Comment: '', Reason: 'Other' } },
      ],
      params: { RefNo: '$refNo' },
      refused: 'REFUND_NOT_CANCELABLE',
    },
    {
      title: 'an order without refunds',
      before: withOrder,
      params: { RefNo: '$refNo' },
      refused: 'REFUND_NOT_FOUND',
    },
    {
      title: 'an order that does not exist',
      params: { RefNo: '1' },
      refused: 'ORDER_REF_INVALID',
    },
  ],
  effect: 'write',
  run: async (call, { RefNo }) => {
    const refNo = parseRefNo(RefNo) ?? refuse(errors.ORDER_REF_MISSING);
    const newest = await newestRefund(call.db, call.merchant.id, refNo);
    const { refund, status } = await lockRefund(call.db, call.merchant, newest.refund_id);
    checkCancelable(refund, call.now);
    const canceled = { ...refund, state: OUTCOMES.cancel.to, due_at: null, updated_at: call.now };
    const cause = { by: apiActor(call), comment: '' };
    await writeDecision(call.db, canceled, { action: 'cancel', status, cause }, call.now);
    return { RefundId: String(refund.refund_id) };
  },
});

const newestRefund = async (db: Db, merchantId: bigint, refNo: bigint): Promise<RefundRow> => {
  const newest = (await listRefunds(db, merchantId, [refNo])).at(-1);
  if (newest !== undefined) return newest;
  return refuse((await orderExists(db, merchantId, refNo)) ? errors.REFUND_NOT_FOUND : errors.ORDER_REF_INVALID);
};

const checkCancelable = (refund: RefundRow, now: Call['now']): void => {
  if (!OUTCOMES.cancel.from.includes(refund.state)) refuse(errors.REFUND_NOT_CANCELABLE);
  if (!isCancelable(refund.requested_at, now)) refuse(errors.REFUND_CANCEL_PERIOD_EXPIRED);
};
