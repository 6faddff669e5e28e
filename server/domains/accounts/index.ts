import type { Method } from '../method.ts';
import { getTimezone } from './methods/get-timezone.ts';

export { type CachedAccounts, createAccounts, merchantOf } from './cached-accounts.ts';
export { type CardKeys, createCardKeys } from './card-keys.ts';
export { demoSeed } from './demo-seed.ts';
export { type InvoiceSeller, type InvoiceSeries, TEST_SERIES } from './invoice-settings.ts';
export {
  addMerchant,
  type ClockMove,
  endSessions,
  findMerchantByCode,
  listMerchants,
  type MerchantFacts,
  type MerchantRecord,
  moveClock,
  type NewMerchant,
  updateMerchant,
} from './merchants.ts';
export { createNumbers, type NumberKind, type Numbers } from './numbers.ts';
export type { FraudReview } from './order-settings.ts';
export { DEFAULT_RETRY_HOURS } from './renewal-settings.ts';
export { findSecrets, type KeyPurpose, type Secret, setSecret } from './secrets.ts';
export { applySeed, type SeedCatalog, type SeedDeps, type SeedOptions, type SeedReport } from './seed.ts';
export {
  gatewayNameOf,
  type RenewalEmailSettings,
  type RenewalEmailSwitches,
  type Settings,
  settingsOf,
} from './settings.ts';
export { type StripeSecrets, setStripeKeys } from './stripe-keys.ts';

export const methods: readonly Method[] = [getTimezone];
