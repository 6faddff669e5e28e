import { INVALID_PARAMETER, refuse } from '../../api/errors.ts';
import { flag, integer, list, object, type Read, table, text } from '../../api/schema.ts';
import { isCurrency } from '../../kit/currencies.ts';

/** How money goes back to buyers, by refunds and by disputes. */
export type RefundSettings = {
  /** What merchants may say of a refund; empty: the platform's own reasons. */
  readonly refundReasons: readonly string[];
  /** Minutes by the merchant's clock between the approval of a refund and its making, by where it was asked for. */
  readonly refundHoldMinutes: { readonly api: number; readonly panel: number };
  /** Whether subscriptions end when all money of their order goes back. */
  readonly cancelSubscriptionsOnTotalRefund: boolean;
  /** Whether the keys of an order go to others when all its money went back. */
  readonly reuseKeysOnTotalRefund: boolean;
  /** Whether the operator gives its fee back with a refund, in the proportion of what goes back. */
  readonly commissionBackOnRefund: boolean;
  /** Whether subscriptions are disabled while a dispute of their order is open, and for good when it is lost. */
  readonly cancelSubscriptionsOnChargeback: boolean;
  /** Whether the keys of an order go to others when a dispute over it is lost. */
  readonly reuseKeysOnLostChargeback: boolean;
  /** What the operator charges for a lost dispute, minor units by upper-case currency; nothing for the others. */
  readonly disputeFeeMinor: Readonly<Record<string, bigint>>;
};

const MOST_MINUTES = 30 * 24 * 60;

export const refundSettings = {
  refundReasons: list(text({ max: 255 }), { max: 200 }),
  refundHoldMinutes: object('RefundHoldMinutes', {
    api: integer({ min: 0, max: MOST_MINUTES }),
    panel: integer({ min: 0, max: MOST_MINUTES }),
  }),
  cancelSubscriptionsOnTotalRefund: flag(),
  reuseKeysOnTotalRefund: flag(),
  commissionBackOnRefund: flag(),
  cancelSubscriptionsOnChargeback: flag(),
  reuseKeysOnLostChargeback: flag(),
  disputeFeeMinor: table(),
} as const;

type Stored = { readonly [Name in keyof typeof refundSettings]?: Read<(typeof refundSettings)[Name]> | null };

/** Refuses INVALID_PARAMETER, naming the path, for fees in no currency and for what is no amount of minor units. */
export const checkDisputeFees = (given: Stored['disputeFeeMinor'], path: string): void => {
  for (const [currency, fee] of Object.entries(given ?? {})) {
    if (!isCurrency(currency)) refuse(INVALID_PARAMETER, `${path}: ${JSON.stringify(currency)} is not known.`);
    if (!/^\d{1,10}$/.test(fee.trim())) {
      refuse(INVALID_PARAMETER, `${path}.${currency} must be a whole number of minor units from 0.`);
    }
  }
};

export const refundSettingsOf = (own: Stored): RefundSettings => ({
  refundReasons: (own.refundReasons ?? []).map((reason) => reason.trim()).filter((reason) => reason !== ''),
  refundHoldMinutes: { api: own.refundHoldMinutes?.api ?? 0, panel: own.refundHoldMinutes?.panel ?? 120 },
  cancelSubscriptionsOnTotalRefund: own.cancelSubscriptionsOnTotalRefund ?? true,
  reuseKeysOnTotalRefund: own.reuseKeysOnTotalRefund ?? false,
  commissionBackOnRefund: own.commissionBackOnRefund ?? false,
  cancelSubscriptionsOnChargeback: own.cancelSubscriptionsOnChargeback ?? true,
  reuseKeysOnLostChargeback: own.reuseKeysOnLostChargeback ?? false,
  disputeFeeMinor: Object.fromEntries(
    Object.entries(own.disputeFeeMinor ?? {}).map(([currency, fee]) => [currency, BigInt(fee)]),
  ),
});
