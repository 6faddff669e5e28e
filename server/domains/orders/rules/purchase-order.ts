/**
 * NEW: the document is to come. UPLOADED: it is there and the merchant has to look at it. PENDING_PAYMENT: approved and
 * delivered. EXPIRED_NO_PAYMENT: the time for paying is over, the order still stands. PAID and CANCELED are ends.
 */
export type PurchaseOrderState = 'NEW' | 'UPLOADED' | 'PENDING_PAYMENT' | 'EXPIRED_NO_PAYMENT' | 'PAID' | 'CANCELED';

/** Why a purchase order ended unpaid. */
export type PurchaseOrderEnd =
  | 'EXPIRED_NO_DOCUMENT'
  | 'EXPIRED_NO_CONFIRMATION'
  | 'EXPIRED_NO_PAYMENT'
  | 'REJECTED'
  | 'CANCELED'
  | 'CANCELED_API';

/** What an order keeps of its purchase order. Instants are ISO texts, since this is kept as JSON. */
export type PurchaseOrder = {
  readonly state: PurchaseOrderState;
  /** The buyer's own number. */
  readonly number: string | null;
  /** Approved without a look at a document. */
  readonly autoApprove: boolean;
  readonly uploadedAt: string | null;
  readonly approvedAt: string | null;
  /** When it was to be paid at the latest. */
  readonly dueAt: string | null;
  readonly reason: PurchaseOrderEnd | null;
};

/** Days that each step may take. */
export type PurchaseOrderDays = {
  /** Until the document is there. */
  readonly document: number;
  /** From the document to the merchant's word. */
  readonly confirmation: number;
  /** From there to the money. */
  readonly payment: number;
};

/** How long an order stands whose time for paying is over. */
export const DAYS_AFTER_LIMIT = 90;

const DAY_MS = 86_400_000;

/** The purchase order after a step, and when it is looked at next if nothing happens; null: never. */
export type Step = { readonly purchaseOrder: PurchaseOrder; readonly expiresAt: Date | null };

export const daysAfter = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY_MS);

/** As an order is placed. */
export const newPurchaseOrder = (
  number: string | null,
  autoApprove: boolean,
  days: PurchaseOrderDays,
  at: Date,
): Step => ({
  purchaseOrder: {
    state: 'NEW',
    number,
    autoApprove,
    uploadedAt: null,
    approvedAt: null,
    dueAt: null,
    reason: null,
  },
  expiresAt: daysAfter(at, days.document),
});

export const withDocument = (purchaseOrder: PurchaseOrder, days: PurchaseOrderDays, at: Date): Step => ({
  purchaseOrder: { ...purchaseOrder, state: 'UPLOADED', uploadedAt: at.toISOString() },
  expiresAt: daysAfter(at, days.confirmation),
});

export const approved = (purchaseOrder: PurchaseOrder, days: PurchaseOrderDays, at: Date): Step => {
  const dueAt = daysAfter(at, days.payment);
  return {
    purchaseOrder: {
      ...purchaseOrder,
      state: 'PENDING_PAYMENT',
      approvedAt: at.toISOString(),
      dueAt: dueAt.toISOString(),
    },
    expiresAt: dueAt,
  };
};

export const paid = (purchaseOrder: PurchaseOrder): Step => ({
  purchaseOrder: { ...purchaseOrder, state: 'PAID' },
  expiresAt: null,
});

export const ended = (purchaseOrder: PurchaseOrder, reason: PurchaseOrderEnd): Step => ({
  purchaseOrder: { ...purchaseOrder, state: 'CANCELED', reason },
  expiresAt: null,
});

/**
 * What becomes of a purchase order whose time is over: one that is delivered still stands for ninety days, any other
 * ends.
 */
export const lapsed = (purchaseOrder: PurchaseOrder, at: Date): Step => {
  switch (purchaseOrder.state) {
    case 'PENDING_PAYMENT':
      return {
        purchaseOrder: { ...purchaseOrder, state: 'EXPIRED_NO_PAYMENT' },
        expiresAt: daysAfter(at, DAYS_AFTER_LIMIT),
      };
    case 'EXPIRED_NO_PAYMENT':
      return ended(purchaseOrder, 'EXPIRED_NO_PAYMENT');
    case 'UPLOADED':
      return ended(purchaseOrder, 'EXPIRED_NO_CONFIRMATION');
    default:
      return ended(purchaseOrder, 'EXPIRED_NO_DOCUMENT');
  }
};

/** Words for an end by somebody's hand. */
export const endedBy = (who: 'API' | 'HAND', isRejection: boolean): PurchaseOrderEnd => {
  if (isRejection) return 'REJECTED';
  return who === 'API' ? 'CANCELED_API' : 'CANCELED';
};

const WEEK_MS = 7 * DAY_MS;

/**
 * When the buyer of an approved purchase order is reminded to pay: first seven days before the limit, then each week
 * for as long as the order stands.
 */
export const remindersOf = ({ state, approvedAt, dueAt }: PurchaseOrder): readonly Date[] => {
  if ((state !== 'PENDING_PAYMENT' && state !== 'EXPIRED_NO_PAYMENT') || approvedAt === null || dueAt === null)
    return [];
  const [from, due] = [Date.parse(approvedAt), Date.parse(dueAt)];
  const end = due + DAYS_AFTER_LIMIT * DAY_MS;
  const dates: Date[] = [];
  for (let at = due - WEEK_MS; at < end; at += WEEK_MS) if (at > from) dates.push(new Date(at));
  return dates;
};
