import type { Merchant } from '../../api/call.ts';
import { closeExpressCheckouts, deleteOldTokens, type ExpressCheckout, markExpressClosed } from '../payments/index.ts';
import { authoriseKey, voidKey, type Works } from './charging.ts';
import { merchantNow } from './finishing.ts';
import { attempted } from './jobs.ts';

/** Looking after what was given to pay with before there was an order, and of which no order came. */

const BATCH = 100;

/** Forgets one-time tokens that are over. Answers how many. */
export const forgetTokens = async (works: Works, merchants: readonly Merchant[]): Promise<number> => {
  let forgotten = 0;
  for (const merchant of merchants) {
    forgotten += await deleteOldTokens(works.database, merchant.id, merchantNow(works, merchant), BATCH);
  }
  return forgotten;
};

/** Releases what shoppers approved before an order that never came. Answers how many were closed. */
export const closeExpress = async (works: Works, merchants: readonly Merchant[]): Promise<number> => {
  let closed = 0;
  for (const merchant of merchants) {
    const at = merchantNow(works, merchant);
    for (const checkout of await closeExpressCheckouts(works.database, merchant.id, at, BATCH)) {
      if (await attempted(works, merchant, () => letGo(works, checkout, at))) closed += 1;
    }
  }
  return closed;
};

const letGo = async (works: Works, checkout: ExpressCheckout, at: Date): Promise<boolean> => {
  const gateway = works.parts.gateways.named(checkout.gateway);
  const merchantId = checkout.merchant_id;
  const outcome = await gateway.statusOf({ merchantId, idempotencyKey: authoriseKey(checkout), at });
  if (outcome.outcome === 'APPROVED' || outcome.outcome === 'REDIRECT') {
    const { gatewayReference } = outcome;
    const given = await gateway.voidAuthorisation({
      merchantId,
      idempotencyKey: voidKey(checkout),
      at,
      gatewayReference,
    });
    if (given.outcome === 'REFUSED' && given.reason !== 'ALREADY_VOIDED' && given.reason !== 'NOT_AUTHORISED') {
      works.log.error({ refNo: String(checkout.ref_no), reason: given.reason }, 'void of an express checkout refused');
      return false;
    }
  }
  await markExpressClosed(works.database, checkout);
  return true;
};
