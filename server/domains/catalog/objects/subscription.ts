import { flag, integer, list, object, text, type Written } from '../../../api/schema.ts';

/** The API tells units by letter; some clients write the word. */
const units = {
  oneOf: ['D', 'M'],
  synonyms: { DAY: 'D', DAYS: 'D', MONTH: 'M', MONTHS: 'M' },
} as const;

export const ContractPeriod = object('ContractPeriod', {
  Period: integer({ max: 100_000, about: '-1 without end' }),
  PeriodUnits: text(units),
  IsUnlimited: flag(),
  Action: text({
    oneOf: ['RESTART', 'CANCEL'],
    synonyms: { RENEW: 'RESTART', EXPIRE: 'CANCEL' },
    about: 'What happens when the contract ends',
  }),
  EmailsDuringContract: flag(),
});

export const GracePeriod = object('GracePeriod', {
  Type: text({ oneOf: ['GLOBAL', 'CUSTOM'], about: 'GLOBAL: as the account is set' }),
  Period: integer({ asText: true, max: 100_000 }),
  PeriodUnits: text(units),
  IsUnlimited: flag(),
});

export const RenewalEmailSwitches = object('RenewalEmailSwitches', {
  Before30Days: flag(),
  Before15Days: flag(),
  Before7Days: flag(),
  Before1Day: flag(),
  OnExpirationDate: flag(),
  After5Days: flag(),
  After15Days: flag(),
});

export const RenewalEmailSettings = object('RenewalEmailSettings', {
  ManualRenewal: RenewalEmailSwitches,
  AutomaticRenewal: RenewalEmailSwitches,
});

export const RenewalEmails = object('RenewalEmails', {
  Type: text({ oneOf: ['GLOBAL', 'CUSTOM'], about: 'GLOBAL: as the account is set, whatever settings are sent' }),
  Settings: RenewalEmailSettings,
});

export const SubscriptionInformation = object('SubscriptionInformation', {
  DeprecatedProducts: list(text({ max: 255 }), { about: 'Codes of products that this one replaces at renewal' }),
  BundleRenewalManagement: text({ oneOf: ['GLOBAL', 'INDIVIDUAL'] }),
  BillingCycle: integer({ asText: true, max: 100_000, about: 'Number of units; -1 for a one-time fee' }),
  BillingCycleUnits: text(units),
  IsOneTimeFee: flag({ about: 'Lifetime, never renews' }),
  ContractPeriod,
  UsageBilling: integer({ min: 0, max: 1, about: '1: billed by metered usage' }),
  GracePeriod,
  RenewalEmails,
});

export type SubscriptionTerms = Written<typeof SubscriptionInformation>;
