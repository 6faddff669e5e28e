import { Refused, refuse } from '../../api/errors.ts';
import type { Call } from '../method.ts';
import type { RenewalCase } from '../orders/index.ts';
import { charge, type Draft, draftRenewal, finishRecord, keptMeans, typeOfMeans, worksOf } from '../orders/index.ts';
import { PAYMENT_GATEWAY_UNAVAILABLE } from '../payments/index.ts';
import { SUBSCRIPTION_NO_PAYMENT_METHOD } from '../subscriptions/index.ts';
import { RENEWAL_DECLINED, RENEWAL_PRICE_NOT_AVAILABLE } from './errors.ts';
import { type Batch, meansOnFile } from './ground.ts';

/** Charges that a merchant asks for, now and by what is on file. */

/** The order of such a charge, not yet written. Refuses SUBSCRIPTION_NO_PAYMENT_METHOD and RENEWAL_PRICE_NOT_AVAILABLE. */
export const draftCharge = async (
  call: Call,
  batch: Batch,
  renewal: RenewalCase,
  expiresAt: Date | null,
): Promise<Draft> => {
  const kept = meansOnFile(batch, renewal.state);
  const means = keptMeans(call.parts, call.merchant, kept, call.now);
  const refNo = await call.parts.numbers.next(call.merchant.id, 'order');
  const chargeable = typeof means === 'string' ? null : means;
  const paymentType = typeOfMeans(kept, renewal.state.is_test);
  const draft = priced(() => draftRenewal(batch.ground, renewal, { means: chargeable, paymentType, refNo, expiresAt }));
  const isPaid = draft.order.status === 'AUTHRECEIVED';
  if (!isPaid && typeof means === 'string') {
    refuse(SUBSCRIPTION_NO_PAYMENT_METHOD, means === 'EXPIRED_CARD' ? 'The stored card has expired.' : undefined);
  }
  return draft;
};

const priced = (draft: () => Draft): Draft => {
  try {
    return draft();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return refuse(RENEWAL_PRICE_NOT_AVAILABLE, error.message);
  }
};

/** What became of the charge of an order that is written. */
export type ChargedNow =
  | { readonly kind: 'PAID' }
  | { readonly kind: 'DECLINED'; readonly paymentId: bigint; readonly reason: string; readonly message: string }
  | { readonly kind: 'OPEN' };

/** Asks for the money, and finishes the order when it is there. */
export const chargeNow = async (call: Call, draft: Draft): Promise<ChargedNow> => {
  const works = worksOf(call);
  const { record, errors } =
    draft.means === null ? { record: draft, errors: null } : await charge(works, draft, draft.means, call.now);
  if (record.order.status === 'AUTHRECEIVED') {
    // What holds it back by now is carried on in the background.
    await finishRecord(works, call.merchant, { ...record, ...renewingOf(draft) });
    return { kind: 'PAID' };
  }
  const { payment } = record;
  if (payment?.state !== 'DECLINED') return { kind: 'OPEN' };
  const message = Object.values(errors ?? {})[0] ?? '';
  return { kind: 'DECLINED', paymentId: payment.payment_id, reason: payment.decline_reason ?? '', message };
};

const renewingOf = ({ renewing }: Draft) => (renewing === undefined ? {} : { renewing });

/** True for a charge that was made; refuses RENEWAL_DECLINED, and PAYMENT_GATEWAY_UNAVAILABLE when nobody knows yet. */
export const answerOf = (charged: ChargedNow): true => {
  switch (charged.kind) {
    case 'PAID':
      return true;
    case 'DECLINED':
      return refuse(RENEWAL_DECLINED, charged.message || undefined);
    case 'OPEN':
      return refuse(
        PAYMENT_GATEWAY_UNAVAILABLE,
        'The outcome of the charge is not known yet; it is carried on by itself.',
      );
  }
};
