import { refuse } from '../../../../api/errors.ts';
import type { Read } from '../../../../api/schema.ts';
import type { CardDetails, DebitAccount, OfflineMethod, RedirectMethod } from '../../../../gateways/port.ts';
import { type PaymentType, pageOf, paymentTypeOf, termsOf, transferOf } from '../../../payments/index.ts';
import {
  ORDER_PAYMENT_DETAILS_EMPTY,
  ORDER_PAYMENT_FREE_RECURRING_INVALID,
  ORDER_PAYMENT_METHOD_EMPTY,
  ORDER_PAYMENT_TYPE_INVALID,
} from '../../errors.ts';
import { INVALID_EES_TOKEN, PAYMENT_METHOD_EMPTY, PAYMENT_METHOD_INVALID } from '../../payment-errors.ts';
import type { RequestedPaymentDetails } from '../../payment-objects.ts';
import { cardOf } from './card.ts';
import { accountOf } from './debit.ts';
import { applePayload } from './wallet.ts';

export type SentPayment = Read<typeof RequestedPaymentDetails>;
export type SentMethod = NonNullable<SentPayment['PaymentMethod']>;

/** Where the shopper's browser goes back to, as the shop gave it. */
export type ShopAddresses = { readonly returnUrl: string; readonly cancelUrl: string };

type Common = {
  readonly type: PaymentType;
  /** Asked for as a test; a stored card or an earlier order may still turn out to be one. */
  readonly isTest: boolean;
  /** The shopper may be charged again; false where the type cannot do that. */
  readonly recurring: boolean;
  /** Null when none were given: what needs the shopper's browser is then declined. */
  readonly browser: ShopAddresses | null;
};

/** How an order is to be paid, checked as far as that is possible without looking anything up. */
export type PaymentPlan = Common &
  (
    | { readonly kind: 'FREE' }
    | { readonly kind: 'CARD'; readonly card: CardDetails }
    | { readonly kind: 'ENCRYPTED'; readonly payload: string }
    | { readonly kind: 'ONE_TIME_TOKEN'; readonly token: string }
    | { readonly kind: 'STORED'; readonly transientToken: string; readonly securityCode: string | null }
    | { readonly kind: 'PREVIOUS_ORDER'; readonly reference: string }
    | { readonly kind: 'WALLET'; readonly wallet: 'APPLE_PAY' | 'GOOGLE_PAY'; readonly payload: string }
    | {
        readonly kind: 'REDIRECT';
        readonly method: RedirectMethod;
        readonly bankCode: string | null;
        readonly email: string | null;
      }
    | { readonly kind: 'EXPRESS'; readonly token: string | null; readonly email: string | null }
    | { readonly kind: 'DEBIT'; readonly account: DebitAccount }
    | { readonly kind: 'OFFLINE'; readonly method: OfflineMethod }
    | {
        readonly kind: 'PURCHASE_ORDER';
        readonly number: string | null;
        readonly autoApprove: boolean;
        /** Counts when the payer names none. */
        readonly company: string | null;
      }
  );

/**
 * Reads PaymentDetails. What is wrong with a card itself is the gateway's to say, and ends in Order.Errors; what is
 * missing or cannot be read is refused here.
 */
export const paymentPlanOf = (sent: SentPayment | null | undefined): PaymentPlan => {
  if (sent == null) return refuse(ORDER_PAYMENT_DETAILS_EMPTY);
  const type = typeOf(sent.Type ?? '');
  const method = sent.PaymentMethod ?? {};
  const { kind } = termsOf(type);
  if (kind === 'FREE' && method.RecurringEnabled === true) refuse(ORDER_PAYMENT_FREE_RECURRING_INVALID);
  // A test order is paid by a card, or by a token that stands for one.
  if (type === 'TEST' && method.EesToken) return { ...commonOf(type, method), ...tokenPlan(method) };
  checkNeeds(type, sent);
  return { ...commonOf(type, method), ...planOf(type, method) };
};

const typeOf = (name: string): PaymentType =>
  paymentTypeOf(name) ?? refuse(ORDER_PAYMENT_TYPE_INVALID, 'PaymentDetails.Type is no type of payment.');

const checkNeeds = (type: PaymentType, { PaymentMethod: method }: SentPayment): void => {
  const { needs } = termsOf(type);
  if (needs.length > 0 && method == null) refuse(ORDER_PAYMENT_METHOD_EMPTY);
  for (const field of needs) if (!method?.[field]) refuse(PAYMENT_METHOD_EMPTY[field]);
};

const commonOf = (type: PaymentType, method: SentMethod): Common => ({
  type,
  isTest: type === 'TEST',
  recurring: termsOf(type).recurs && (method.RecurringEnabled ?? false),
  browser: addressesOf(type, method),
});

const addressesOf = (type: PaymentType, method: SentMethod): ShopAddresses | null => {
  const isPage = pageOf(type) !== undefined;
  const returnUrl = (isPage ? method.ReturnURL : method.Vendor3DSReturnURL) || null;
  const cancelUrl = (isPage ? method.CancelURL || method.ReturnURL : method.Vendor3DSCancelURL) || null;
  return returnUrl === null || cancelUrl === null ? null : { returnUrl, cancelUrl };
};

type OwnOf<Plan> = Plan extends unknown ? Omit<Plan, keyof Common> : never;
type Own = OwnOf<PaymentPlan>;

const planOf = (type: PaymentType, method: SentMethod): Own => {
  const { kind } = termsOf(type);
  switch (kind) {
    case 'FREE':
      return { kind };
    case 'CARD':
      return { kind, card: cardOf(method) };
    case 'ENCRYPTED':
      return { kind, payload: method.EncryptedPaymentData ?? '' };
    case 'ONE_TIME_TOKEN':
      return tokenPlan(method);
    case 'STORED':
      return { kind, transientToken: method.TransientToken ?? '', securityCode: method.CCID || null };
    case 'PREVIOUS_ORDER':
      return { kind, reference: method.RefNo ?? '' };
    case 'WALLET':
      return type === 'APPLE_PAY'
        ? { kind, wallet: 'APPLE_PAY', payload: applePayload(method.ApplePayToken ?? {}) }
        : { kind, wallet: 'GOOGLE_PAY', payload: method.PaymentToken ?? '' };
    case 'EXPRESS':
      return { kind, token: method.Token || null, email: method.Email || null };
    case 'DEBIT':
      return { kind, account: accountOf(type, method) };
    case 'PURCHASE_ORDER':
      return {
        kind,
        number: method.InternalPONumber || null,
        autoApprove: method.AutoApprove ?? false,
        company: method.Company?.trim() || null,
      };
    default:
      return elsewhere(type, method);
  }
};

/** Paid on somebody else's page, or by the shopper himself. */
const elsewhere = (type: PaymentType, method: SentMethod): Own => {
  const page = pageOf(type);
  if (page !== undefined) {
    const bankCode = type === 'IDEAL' ? bankCodeOf(method.BankCode ?? '') : null;
    return { kind: 'REDIRECT', method: page, bankCode, email: method.Email || null };
  }
  const transfer = transferOf(type);
  if (transfer === undefined) throw new Error(`${type} is paid in no way that is known.`);
  return { kind: 'OFFLINE', method: transfer };
};

/** A BIC, and behind a plus sign the first letters of the bank, which some clients leave out or send as a blank. */
const BANK_CODE = /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?:[+ ][A-Z0-9 ]{1,3})?$/;

const bankCodeOf = (sent: string): string => {
  const code = sent.trim().toUpperCase();
  return BANK_CODE.test(code) ? code : refuse(PAYMENT_METHOD_INVALID.BankCode);
};

const tokenPlan = ({ EesToken }: SentMethod): Own => ({
  kind: 'ONE_TIME_TOKEN',
  token: EesToken || refuse(INVALID_EES_TOKEN),
});
