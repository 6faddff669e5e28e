import { refuse } from '../../api/errors.ts';
import { requestHash } from '../../api/idempotency/key.ts';
import { checkSameRequest, keyClaim, onceOrEarlier } from '../../api/idempotency/once.ts';
import type { CallClaim, EarlierCall } from '../../api/idempotency/store.ts';
import { settingsOf } from '../accounts/index.ts';
import type { Call } from '../method.ts';
import { declineErrors } from './charging.ts';
import { ORDER_EXTERNAL_REFERENCE_TAKEN, ORDER_NOT_FOUND, PAYMENT_ERROR } from './errors.ts';
import type { SentOrder } from './placement.ts';
import { loadOrder, type OrderRecord } from './records.ts';
import { comparableOrder } from './rules/comparable-order.ts';

/*
 * An order is placed once for its idempotency key, and once for its ExternalReference where the account says that it is
 * unique. Both are claimed in the transaction that writes the order, so a request that is repeated finds all of it or
 * nothing, whatever happened to the call before: its payment is carried on by that call or by the sweep, never here.
 */

const PLACE_ORDER = 'placeOrder';

/**
 * The keys of a new order, in the order in which all orders claim them; none for most. `refNo` is null as long as it
 * has none.
 */
export const claimsOfOrder = (call: Call, sent: SentOrder, refNo: bigint | null): readonly CallClaim[] => {
  const isUnique = sent.ExternalReference && settingsOf(call.merchant).externalReferenceIsUnique;
  if (!isUnique && call.idempotencyKey === null) return [];
  const request = comparableOrder(sent);
  const byKey = keyClaim(call, PLACE_ORDER, request, refNo);
  return [
    ...(isUnique ? [referenceClaim(call, sent.ExternalReference ?? '', request, refNo)] : []),
    ...(byKey === undefined ? [] : [byKey]),
  ];
};

/** The key of another try to pay an order; its external reference stands for the order already. */
export const claimsOfRetry = (call: Call, sent: SentOrder, refNo: bigint): readonly CallClaim[] => {
  const claim = call.idempotencyKey === null ? undefined : keyClaim(call, PLACE_ORDER, comparableOrder(sent), refNo);
  return claim === undefined ? [] : [claim];
};

const referenceClaim = (call: Call, reference: string, request: unknown, refNo: bigint | null): CallClaim => ({
  merchant_id: call.merchant.id,
  kind: 'EXTERNAL_REFERENCE',
  key: reference,
  request_hash: `\\x${requestHash(PLACE_ORDER, request)}`,
  made_id: refNo,
  claimed_at: call.now,
  expires_at: null,
});

/** The order of an earlier call, as it stands now. Refuses when that call was for something else. */
export const loadEarlierOrder = async (
  call: Call,
  earlier: EarlierCall,
  claims: readonly CallClaim[],
): Promise<OrderRecord> => {
  const { madeId } = checked(earlier, claims);
  if (madeId === null) return refuse(ORDER_NOT_FOUND);
  return (await loadOrder(call.db, call.merchant.id, madeId)) ?? refuse(ORDER_NOT_FOUND);
};

const checked = (earlier: EarlierCall, claims: readonly CallClaim[]): EarlierCall => {
  const claim = claims.find(({ kind }) => kind === earlier.kind);
  if (claim === undefined) throw new Error('an earlier call was found by a key that was not asked for');
  if (earlier.kind === 'KEY') checkSameRequest(earlier, claim);
  else if (earlier.requestHash !== claim.request_hash) refuse(ORDER_EXTERNAL_REFERENCE_TAKEN);
  return earlier;
};

/** Does the work of a call, unless an earlier one with the same keys did it: then its order is the answer. */
export const onceForOrder = async <T>(
  call: Call,
  claims: readonly CallClaim[],
  work: () => Promise<T>,
): Promise<T | { readonly earlier: OrderRecord }> => {
  const outcome = await onceOrEarlier(call, claims, work);
  return 'done' in outcome ? outcome.done : { earlier: await loadEarlierOrder(call, outcome.earlier, claims) };
};

/** Errors of an order that is answered again: what the call that placed it was told, or would be told now. */
export const standingErrors = ({ payment }: OrderRecord): Readonly<Record<string, string>> | null => {
  if (payment?.state === 'REQUESTED') {
    return { [PAYMENT_ERROR]: 'The payment is still being processed; its outcome is not known yet.' };
  }
  return payment?.state === 'DECLINED' ? declineErrors(payment.payment_type, payment.decline_reason ?? '') : null;
};
