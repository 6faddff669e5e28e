/** Accounts of the ledger. Debits are positive, credits negative. */
export type LedgerAccount =
  /** What a gateway collected and owes the merchant. */
  `gateway:${string}` | 'revenue' | 'tax_payable' | 'commission_expense' | 'commission_payable';

export type LedgerEntry = {
  readonly account: LedgerAccount;
  readonly currency: string;
  /** Minor units; debit positive, credit negative. */
  readonly amountMinor: bigint;
};

export type Charge = {
  readonly gateway: string;
  readonly currency: string;
  /** After discounts, in minor units: what was collected is net plus tax. */
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  /** Fee of the platform's operator. */
  readonly commissionMinor: bigint;
};

/** The entries of a collected charge. An amount of zero books nothing. */
export const chargeEntries = ({ gateway, currency, netMinor, vatMinor, commissionMinor }: Charge): LedgerEntry[] => {
  const entry = (account: LedgerAccount, amountMinor: bigint): LedgerEntry => ({ account, currency, amountMinor });
  return [
    entry(`gateway:${gateway}`, netMinor + vatMinor),
    entry('revenue', -netMinor),
    entry('tax_payable', -vatMinor),
    entry('commission_expense', commissionMinor),
    entry('commission_payable', -commissionMinor),
  ].filter(({ amountMinor }) => amountMinor !== 0n);
};

export type Reversal = Pick<Charge, 'gateway' | 'currency' | 'netMinor' | 'vatMinor'>;

/** The entries of money that went back: those of a charge with the signs turned. The operator keeps the fee. */
export const refundEntries = (reversal: Reversal): LedgerEntry[] =>
  chargeEntries({ ...reversal, commissionMinor: 0n }).map((entry) => ({ ...entry, amountMinor: -entry.amountMinor }));

/** What is wrong with a set of entries: currencies whose sum is not zero. */
export const imbalances = (entries: readonly LedgerEntry[]): readonly string[] => {
  const sums = new Map<string, bigint>();
  for (const { currency, amountMinor } of entries) sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  return [...sums].filter(([, sum]) => sum !== 0n).map(([currency]) => currency);
};
