import { refuse } from '../../../api/errors.ts';
import type { Read } from '../../../api/schema.ts';
import { type CardDetails, parseCardBrand } from '../../../gateways/port.ts';
import {
  ORDER_PAYMENT_DETAILS_EMPTY,
  ORDER_PAYMENT_FREE_RECURRING_INVALID,
  ORDER_PAYMENT_METHOD_EMPTY,
  ORDER_PAYMENT_TYPE_INVALID,
} from '../errors.ts';
import type { OrderRequest } from '../objects.ts';

type RequestedPayment = NonNullable<Read<typeof OrderRequest>['PaymentDetails']>;

/** How an order is to be paid, checked as far as that is possible without the gateway. */
export type PaymentPlan =
  | { readonly type: 'FREE'; readonly recurring: false }
  | {
      readonly type: 'CC' | 'TEST';
      readonly recurring: boolean;
      readonly card: CardDetails;
      readonly returnUrl: string | null;
      readonly cancelUrl: string | null;
    };

/** Reads PaymentDetails. What is wrong with the card itself is the gateway's to say, and ends in Order.Errors. */
export const paymentPlanOf = (sent: RequestedPayment | null | undefined): PaymentPlan => {
  if (sent == null) return refuse(ORDER_PAYMENT_DETAILS_EMPTY);
  const type = (sent.Type ?? '').trim().toUpperCase();
  if (type === 'FREE') return freePlan(sent);
  if (type !== 'CC' && type !== 'TEST') {
    return refuse(ORDER_PAYMENT_TYPE_INVALID, `PaymentDetails.Type must be CC, TEST or FREE.`);
  }
  const method = sent.PaymentMethod;
  if (method == null || !method.CardNumber) return refuse(ORDER_PAYMENT_METHOD_EMPTY);
  return {
    type,
    recurring: method.RecurringEnabled ?? false,
    card: {
      number: method.CardNumber,
      expirationMonth: numberOf(method.ExpirationMonth),
      expirationYear: yearOf(method.ExpirationYear),
      securityCode: method.CCID || null,
      holderName: method.HolderName ?? '',
      type: parseCardBrand(method.CardType ?? ''),
    },
    returnUrl: method.Vendor3DSReturnURL || null,
    cancelUrl: method.Vendor3DSCancelURL || null,
  };
};

const freePlan = (sent: RequestedPayment): PaymentPlan => {
  if (sent.PaymentMethod?.RecurringEnabled === true) refuse(ORDER_PAYMENT_FREE_RECURRING_INVALID);
  return { type: 'FREE', recurring: false };
};

/** NaN for what is no number: the gateway declines it like any other wrong date. */
const numberOf = (text: string | null | undefined): number =>
  /^\d{1,4}$/.test(text ?? '') ? Number(text) : Number.NaN;

const yearOf = (text: string | null | undefined): number => {
  const year = numberOf(text);
  return year < 100 ? 2000 + year : year;
};
