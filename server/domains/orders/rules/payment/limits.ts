import { type Refusal, refuse } from '../../../../api/errors.ts';
import { type PaymentTypeTerms, termsOf } from '../../../payments/index.ts';
import { ORDER_PAYMENT_NOT_FREE } from '../../errors.ts';
import { BILLING_EMPTY } from '../../errors-by-field.ts';
import {
  ORDER_PAYMENT_COUNTRY_NOT_ALLOWED,
  ORDER_PAYMENT_CURRENCY_NOT_ALLOWED,
  ORDER_PAYMENT_TYPE_NOT_ALLOWED,
} from '../../payment-errors.ts';
import type { Payer } from '../billing.ts';
import type { PaymentPlan } from './plan.ts';

/** What of an order decides whether it can be paid in a way. */
export type ToBePaid = {
  readonly payer: Payer;
  /** Upper case. */
  readonly currency: string;
  /** Minor units. */
  readonly totalMinor: bigint;
  readonly hasDynamicItems: boolean;
  readonly isRenewal: boolean;
};

/** What checkLimits refuses, in the order of its checks. */
export const LIMIT_REFUSALS: readonly Refusal[] = [
  ORDER_PAYMENT_NOT_FREE,
  ORDER_PAYMENT_TYPE_NOT_ALLOWED,
  ORDER_PAYMENT_CURRENCY_NOT_ALLOWED,
  ORDER_PAYMENT_COUNTRY_NOT_ALLOWED,
];

/** Refuses a way to pay that the order does not allow. */
export const checkLimits = (plan: PaymentPlan, order: ToBePaid): void => {
  const terms = termsOf(plan.type);
  if (plan.kind === 'FREE' && order.totalMinor > 0n) refuse(ORDER_PAYMENT_NOT_FREE);
  if ((order.hasDynamicItems && !terms.dynamic) || (order.isRenewal && !terms.renewals)) {
    refuse(ORDER_PAYMENT_TYPE_NOT_ALLOWED);
  }
  if (order.totalMinor === 0n && !canCostNothing(plan, terms)) {
    refuse(
      ORDER_PAYMENT_TYPE_NOT_ALLOWED,
      'An order that costs nothing is paid by FREE, or by what can be charged later.',
    );
  }
  if (terms.currencies !== null && !terms.currencies.includes(order.currency)) {
    refuse(ORDER_PAYMENT_CURRENCY_NOT_ALLOWED, `${plan.type} is paid in ${terms.currencies.join(', ')}.`);
  }
  if (terms.countries !== null && !terms.countries.includes(order.payer.CountryCode)) {
    refuse(ORDER_PAYMENT_COUNTRY_NOT_ALLOWED);
  }
  for (const field of terms.needsOfBilling) if (order.payer[field] === null) refuse(BILLING_EMPTY[field]);
};

/** Nobody can be asked to transfer nothing; a card or a wallet may be given for later. */
const canCostNothing = ({ kind }: PaymentPlan, { recurs }: PaymentTypeTerms): boolean =>
  kind === 'FREE' || (recurs && kind !== 'DEBIT');
