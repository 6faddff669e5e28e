import type { Merchant } from '../../api/call.ts';
import { newId } from '../../kit/ids.ts';
import { settingsOf } from '../accounts/index.ts';
import { convert } from '../pricing/index.ts';
import type { Works } from './charging.ts';
import { type Actor, type Happening, type Moved, moveOrder, type PaymentChange, SYSTEM } from './life-store.ts';
import type { OrderRecord } from './records.ts';
import type { OrderRow } from './rows.ts';
import { type FraudVerdict, fraudVerdict } from './rules/fraud.ts';
import { daysAfter } from './rules/purchase-order.ts';
import type { ApproveStatus } from './states.ts';

/** What keeps a paid order from being collected, and what lets it go. */

/** The money stays reserved and is not collected. */
export const KEEP_RESERVED: PaymentChange = { CAPTURING: 'AUTHORISED' };
/** The money may be collected. */
export const COLLECT: PaymentChange = { AUTHORISED: 'CAPTURING' };
/** Whatever is reserved, or may still be, is let go. An attempt whose answer is on its way finds the order as it is. */
export const LET_GO: PaymentChange = {
  CHALLENGED: 'VOIDING',
  AWAITING: 'VOIDING',
  AUTHORISED: 'VOIDING',
  CAPTURING: 'VOIDING',
};

/** Who did it and why, as it is written beside the event. */
export type Cause = { readonly by: Actor; readonly comment: string };

export const noted = ({ by, comment }: Cause): Happening['note'] => ({ eventId: newId(), actor: by, comment });

const bySystem = (comment: string): Happening['note'] => noted({ by: SYSTEM, comment });

/** What the rules of the account say of a paid order. */
export const judge = async (
  works: Works,
  merchant: Merchant,
  { order, payment }: OrderRecord,
): Promise<FraudVerdict> => {
  const { fraudReview } = settingsOf(merchant);
  return fraudVerdict(fraudReview, {
    isTest: order.is_test,
    heldByGateway: payment?.state === 'AUTHORISED',
    grossMinor: fraudReview.holdAboveMinor === null ? null : await grossInAccountCurrency(works, merchant, order),
    countryCode: order.billing.CountryCode,
    email: order.billing.Email ?? '',
  });
};

const grossInAccountCurrency = async (works: Works, merchant: Merchant, order: OrderRow): Promise<bigint | null> => {
  const { currency } = settingsOf(merchant);
  if (order.currency === currency) return order.gross_discounted_minor;
  const rate = (await works.parts.rates.current())(order.currency, currency);
  return rate === undefined ? null : convert(order.gross_discounted_minor, order.currency, currency, rate);
};

/** A person is to look; the money is let go when nobody does in time. */
export const hold = (works: Works, merchant: Merchant, order: OrderRow, cause: Cause, at: Date): Promise<Moved> =>
  moveOrder(
    works.database,
    order,
    {
      event: 'hold',
      note: noted(cause),
      payments: KEEP_RESERVED,
      expiresAt: daysAfter(at, settingsOf(merchant).reviewDays),
    },
    at,
  );

export const holdForReview = (works: Works, merchant: Merchant, { order, payment }: OrderRecord, at: Date) => {
  const comment = payment?.state === 'AUTHORISED' ? 'held by the gateway' : 'held by the rules of the account';
  return hold(works, merchant, order, { by: SYSTEM, comment }, at);
};

/** The merchant is to say that he delivers. */
export const awaitConfirmation = (works: Works, merchant: Merchant, order: OrderRow, at: Date): Promise<Moved> =>
  moveOrder(
    works.database,
    order,
    {
      event: 'awaitConfirmation',
      note: bySystem('delivered by the merchant'),
      payments: KEEP_RESERVED,
      expiresAt: daysAfter(at, settingsOf(merchant).confirmationDays),
    },
    at,
  );

/** The order is turned away and its money let go. */
export const rejectOrder = (
  works: Pick<Works, 'database'>,
  order: OrderRow,
  approve: Extract<ApproveStatus, 'FRAUD' | 'INVALIDDATA'>,
  cause: Cause,
  at: Date,
): Promise<Moved> =>
  moveOrder(
    works.database,
    order,
    { event: 'reject', note: noted(cause), approve, payments: LET_GO, expiresAt: null, releasesPromotions: true },
    at,
  );

export const rejectByRules = (works: Works, { order }: OrderRecord, at: Date): Promise<Moved> =>
  rejectOrder(works, order, 'FRAUD', { by: SYSTEM, comment: 'turned away by the rules of the account' }, at);

/** A person, or nobody being asked, found nothing wrong. */
export const approveOrder = (works: Pick<Works, 'database'>, order: OrderRow, cause: Cause, at: Date): Promise<Moved> =>
  moveOrder(works.database, order, { event: 'approve', note: noted(cause), payments: COLLECT, expiresAt: null }, at);

/** The reserved money is gone: the order ends as one whose authorisation was reversed. */
export const reverseLost = (works: Works, { order }: OrderRecord, reason: string, at: Date): Promise<Moved> =>
  moveOrder(
    works.database,
    order,
    {
      event: 'reverse',
      note: bySystem(`the money could not be collected: ${reason}`),
      payments: LET_GO,
      expiresAt: null,
      releasesPromotions: true,
    },
    at,
  );
