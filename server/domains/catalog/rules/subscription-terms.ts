import { refuse } from '../../../api/errors.ts';
import type { Written } from '../../../api/schema.ts';
import type { Settings } from '../../accounts/index.ts';
import { SUBSCRIPTION_INFORMATION_INVALID } from '../errors.ts';
import type { ContractPeriod, GracePeriod, RenewalEmails, SubscriptionTerms } from '../objects/subscription.ts';

type Contract = Written<typeof ContractPeriod>;
type Grace = Written<typeof GracePeriod>;
type Emails = Written<typeof RenewalEmails>;

export type Cycle = { readonly length: number; readonly unit: 'DAY' | 'MONTH' };

/** Ten years in days, a hundred in months: longer cycles are typing errors. */
const LONGEST = { D: 3660, M: 1200 } as const;

/**
 * The renewal settings as they are kept: one form for what can be said in several. One-time fees have neither cycle nor
 * contract nor grace period. Without settings a product renews every month.
 */
export const subscriptionTerms = (given: SubscriptionTerms | null): SubscriptionTerms => {
  const oneTime = given?.IsOneTimeFee === true || given?.BillingCycle === -1;
  return {
    DeprecatedProducts: given?.DeprecatedProducts ?? [],
    BundleRenewalManagement: given?.BundleRenewalManagement ?? 'GLOBAL',
    ...(oneTime ? ONE_TIME : cycleOf(given)),
    ContractPeriod: oneTime ? null : contractOf(given?.ContractPeriod ?? null),
    UsageBilling: given?.UsageBilling ?? 0,
    GracePeriod: oneTime ? null : graceOf(given?.GracePeriod ?? null),
    RenewalEmails: emailsOf(given?.RenewalEmails ?? null),
  };
};

const ONE_TIME = { BillingCycle: -1, BillingCycleUnits: 'M', IsOneTimeFee: true } as const;

const cycleOf = (given: SubscriptionTerms | null) => {
  const length = given?.BillingCycle ?? 1;
  const unit = unitOf(given?.BillingCycleUnits ?? null, 'M');
  if (length < 1 || length > LONGEST[unit]) {
    return refuse(
      SUBSCRIPTION_INFORMATION_INVALID,
      `BillingCycle must be 1 to ${LONGEST.D} days or 1 to ${LONGEST.M} months, or -1 for a one-time fee.`,
    );
  }
  return { BillingCycle: length, BillingCycleUnits: unit, IsOneTimeFee: false };
};

const contractOf = (given: Contract | null): Contract => {
  const unlimited = given === null || given.IsUnlimited === true || given.Period === null || given.Period === -1;
  const unit = unitOf(given?.PeriodUnits ?? null, unlimited ? 'D' : 'M');
  const period = unlimited ? -1 : (given?.Period ?? -1);
  if (!unlimited && (period < 1 || period > LONGEST[unit])) {
    refuse(SUBSCRIPTION_INFORMATION_INVALID, 'ContractPeriod.Period must be a number of days or months, or -1.');
  }
  return {
    Period: period,
    PeriodUnits: unit,
    IsUnlimited: unlimited,
    Action: given?.Action ?? 'RESTART',
    EmailsDuringContract: given === null ? true : (given.EmailsDuringContract ?? false),
  };
};

const graceOf = (given: Grace | null): Grace => {
  const custom = given?.Type === 'CUSTOM' || (given?.Type == null && given?.Period != null);
  const unlimited = given?.IsUnlimited === true || given?.Period === -1;
  const unit = unitOf(given?.PeriodUnits ?? null, 'D');
  const period = given?.Period ?? 0;
  if (custom && !unlimited && (period < 0 || period > LONGEST[unit])) {
    refuse(SUBSCRIPTION_INFORMATION_INVALID, 'GracePeriod.Period must be a number of days or months.');
  }
  return {
    Type: custom ? 'CUSTOM' : 'GLOBAL',
    Period: unlimited ? -1 : period,
    PeriodUnits: unit,
    IsUnlimited: unlimited,
  };
};

const emailsOf = (given: Emails | null): Emails => ({
  Type: given?.Type === 'CUSTOM' || (given?.Type == null && given?.Settings != null) ? 'CUSTOM' : 'GLOBAL',
  Settings: given?.Settings ?? null,
});

const unitOf = (unit: string | null, otherwise: 'D' | 'M'): 'D' | 'M' => {
  if (unit === 'D' || unit === 'M') return unit;
  return otherwise;
};

/** The billing cycle; null when nothing is renewed. */
export const billingCycle = (generatesSubscription: boolean, terms: SubscriptionTerms | null): Cycle | null => {
  if (!generatesSubscription || terms === null || terms.IsOneTimeFee === true) return null;
  return { length: terms.BillingCycle ?? 1, unit: terms.BillingCycleUnits === 'D' ? 'DAY' : 'MONTH' };
};

/** Days after expiry in which a renewal is possible: null without end, undefined as the account is set. */
export const gracePeriodDays = (given: Grace | null): number | null | undefined => {
  if (given === null || given.Type !== 'CUSTOM') return undefined;
  if (given.IsUnlimited === true) return null;
  return (given.Period ?? 0) * (given.PeriodUnits === 'M' ? DAYS_PER_MONTH : 1);
};

/** A grace period is no time of service, so its months need no calendar. */
const DAYS_PER_MONTH = 30;

/** The terms as they are answered: where a product follows the account, the account's own settings are told. */
export const answeredTerms = (terms: SubscriptionTerms | null, settings: Settings): SubscriptionTerms | null =>
  terms && {
    ...terms,
    GracePeriod: terms.GracePeriod?.Type === 'GLOBAL' ? globalGrace(settings) : terms.GracePeriod,
    RenewalEmails: terms.RenewalEmails?.Type === 'GLOBAL' ? globalEmails(settings) : terms.RenewalEmails,
  };

const globalGrace = (settings: Settings): Grace => ({
  Type: 'GLOBAL',
  Period: settings.gracePeriodDays,
  PeriodUnits: 'D',
  IsUnlimited: false,
});

const globalEmails = ({ renewalEmails }: Settings): Emails => ({
  Type: 'GLOBAL',
  Settings: {
    ManualRenewal: switchesOf(renewalEmails.manualRenewal),
    AutomaticRenewal: switchesOf(renewalEmails.automaticRenewal),
  },
});

const switchesOf = (switches: Settings['renewalEmails']['manualRenewal']) => ({
  Before30Days: switches.before30Days,
  Before15Days: switches.before15Days,
  Before7Days: switches.before7Days,
  Before1Day: switches.before1Day,
  OnExpirationDate: switches.onExpirationDate,
  After5Days: switches.after5Days,
  After15Days: switches.after15Days,
});
