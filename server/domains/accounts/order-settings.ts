import { INVALID_PARAMETER, refuse } from '../../api/errors.ts';
import { flag, integer, list, object, type Read, text } from '../../api/schema.ts';
import { isCountry } from '../../kit/countries.ts';

/** What happens to paid orders under suspicion, before their money is collected. Test orders are never suspected. */
export type FraudReview = {
  /**
   * none: nothing is held back or turned away, whatever the gateway says. gateway: what the gateway holds, and what is
   * set below. all: every order is held.
   */
  readonly mode: 'none' | 'gateway' | 'all';
  /** Orders above it are held; minor units of the account's currency, others are converted. Null: no limit. */
  readonly holdAboveMinor: bigint | null;
  /** Upper-case codes of billing countries whose orders are turned away. */
  readonly blockedCountries: readonly string[];
  /** Lower-case addresses, or @domains, whose orders are turned away. */
  readonly blockedEmails: readonly string[];
};

/** How purchase orders go, and for how long each of their steps is waited for. */
export type PurchaseOrderSettings = {
  /** Days for paying once it is approved. */
  readonly purchaseOrderDays: number;
  /** Days for sending the document. */
  readonly purchaseOrderDocumentDays: number;
  /** Days for the merchant to look at the document. */
  readonly purchaseOrderConfirmationDays: number;
  /** Whether a buyer may ask for approval without a document. */
  readonly purchaseOrderAutoApprove: boolean;
};

const FraudReviewSettings = object('FraudReview', {
  mode: text({ oneOf: ['NONE', 'GATEWAY', 'ALL'] }),
  holdAboveMinor: integer({ min: 0, max: 9_000_000_000_000_000 }),
  blockedCountries: list(text({ max: 2, fold: 'upper' })),
  blockedEmails: list(text({ max: 254 }), { max: 1_000 }),
});

/** The members of an account's settings that steer the life of its orders. */
export const orderSettings = {
  fraudReview: FraudReviewSettings,
  reviewDays: integer({ min: 1, max: 30 }),
  confirmationDays: integer({ min: 1, max: 365 }),
  purchaseOrderDays: integer({ min: 1, max: 90 }),
  purchaseOrderDocumentDays: integer({ min: 1, max: 365 }),
  purchaseOrderConfirmationDays: integer({ min: 1, max: 365 }),
  purchaseOrderAutoApprove: flag(),
} as const;

type Stored<Name extends keyof typeof orderSettings> = Read<(typeof orderSettings)[Name]> | null | undefined;

/** Refuses INVALID_PARAMETER, naming the path, for what no country or address is. */
export const checkFraudReview = (given: Stored<'fraudReview'>, path: string): void => {
  for (const code of given?.blockedCountries ?? []) {
    if (!isCountry(code)) refuse(INVALID_PARAMETER, `${path}.blockedCountries: ${JSON.stringify(code)} is not known.`);
  }
  for (const email of given?.blockedEmails ?? []) {
    if (!/^[^@\s]*@[^@\s]+$/.test(email.trim())) {
      refuse(INVALID_PARAMETER, `${path}.blockedEmails: ${JSON.stringify(email)} is no address and no @domain.`);
    }
  }
};

const MODES = { NONE: 'none', GATEWAY: 'gateway', ALL: 'all' } as const;

const modeOf = (text: string | null | undefined): FraudReview['mode'] =>
  text === 'NONE' || text === 'ALL' ? MODES[text] : 'gateway';

export const fraudReviewOf = (own: Stored<'fraudReview'>): FraudReview => ({
  mode: modeOf(own?.mode),
  holdAboveMinor: own?.holdAboveMinor == null ? null : BigInt(own.holdAboveMinor),
  blockedCountries: own?.blockedCountries ?? [],
  blockedEmails: (own?.blockedEmails ?? []).map((email) => email.trim().toLowerCase()),
});

export const purchaseOrderSettingsOf = (
  own: {
    readonly [Name in keyof PurchaseOrderSettings]?: Stored<Name>;
  },
): PurchaseOrderSettings => ({
  purchaseOrderDays: own.purchaseOrderDays ?? 30,
  purchaseOrderDocumentDays: own.purchaseOrderDocumentDays ?? 30,
  purchaseOrderConfirmationDays: own.purchaseOrderConfirmationDays ?? 30,
  purchaseOrderAutoApprove: own.purchaseOrderAutoApprove ?? false,
});
