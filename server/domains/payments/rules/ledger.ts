/** Accounts of the ledger. Debits are positive, credits negative. */
export type LedgerAccount =
  /** What a gateway collected and owes the merchant. */
  | `gateway:${string}`
  /** What buyers owe for goods that were delivered against a purchase order. */
  | 'receivable'
  | 'revenue'
  | 'tax_payable'
  | 'commission_expense'
  | 'commission_payable'
  /** What shoppers' banks hold back until a dispute is decided. */
  | 'disputed'
  /** What banks took beyond the sale that was disputed. */
  | 'dispute_loss'
  /** What the operator charges for lost disputes. */
  | 'dispute_fee_expense';

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

type Sale = Omit<Charge, 'gateway'>;

/** Revenue, tax and the operator's fee, against the account that the buyer's money or debt goes to. */
const saleEntries = (
  against: LedgerAccount,
  { currency, netMinor, vatMinor, commissionMinor }: Sale,
): LedgerEntry[] => {
  const entry = (account: LedgerAccount, amountMinor: bigint): LedgerEntry => ({ account, currency, amountMinor });
  return [
    entry(against, netMinor + vatMinor),
    entry('revenue', -netMinor),
    entry('tax_payable', -vatMinor),
    entry('commission_expense', commissionMinor),
    entry('commission_payable', -commissionMinor),
  ].filter(({ amountMinor }) => amountMinor !== 0n);
};

/** The entries of a collected charge. An amount of zero books nothing. */
export const chargeEntries = ({ gateway, ...sale }: Charge): LedgerEntry[] => saleEntries(`gateway:${gateway}`, sale);

/** The entries of goods delivered on account: the buyer owes what a charge would have collected. */
export const receivableEntries = (sale: Sale): LedgerEntry[] => saleEntries('receivable', sale);

/** The entries of money that a buyer owed and paid. */
export const collectedEntries = ({
  gateway,
  currency,
  netMinor,
  vatMinor,
}: Omit<Charge, 'commissionMinor'>): LedgerEntry[] => {
  const amountMinor = netMinor + vatMinor;
  if (amountMinor === 0n) return [];
  return [
    { account: `gateway:${gateway}`, currency, amountMinor },
    { account: 'receivable', currency, amountMinor: -amountMinor },
  ];
};

/** Entries that take others back. */
export const reversedEntries = (entries: readonly LedgerEntry[]): LedgerEntry[] =>
  entries.map((entry) => ({ ...entry, amountMinor: -entry.amountMinor }));

/** The entries of money that went back: those of a charge with the signs turned. `commissionMinor`: what of the fee, too. */
export const refundEntries = (reversal: Charge): LedgerEntry[] => reversedEntries(chargeEntries(reversal));

/** The entries of money that a gateway holds back, or, below zero, does not hold back any more. */
export const heldEntries = ({ gateway, currency, amountMinor }: Held): LedgerEntry[] =>
  moved(`gateway:${gateway}`, 'disputed', currency, amountMinor);

export type Held = { readonly gateway: string; readonly currency: string; readonly amountMinor: bigint };

/** Where the money of a lost dispute comes from: the sale, and what the bank took beyond it. */
export type Loss = { readonly netMinor: bigint; readonly vatMinor: bigint; readonly beyondMinor: bigint };

/** The entries of money that was held back and is lost. */
export const lossEntries = (currency: string, { netMinor, vatMinor, beyondMinor }: Loss): LedgerEntry[] => [
  ...moved('disputed', 'revenue', currency, netMinor),
  ...moved('disputed', 'tax_payable', currency, vatMinor),
  ...moved('disputed', 'dispute_loss', currency, beyondMinor),
];

/** The entries of what the operator charges for a lost dispute. */
export const disputeFeeEntries = (currency: string, feeMinor: bigint): LedgerEntry[] =>
  moved('commission_payable', 'dispute_fee_expense', currency, feeMinor);

const moved = (from: LedgerAccount, to: LedgerAccount, currency: string, amountMinor: bigint): LedgerEntry[] =>
  amountMinor === 0n
    ? []
    : [
        { account: from, currency, amountMinor: -amountMinor },
        { account: to, currency, amountMinor },
      ];

/** What is wrong with a set of entries: currencies whose sum is not zero. */
export const imbalances = (entries: readonly LedgerEntry[]): readonly string[] => {
  const sums = new Map<string, bigint>();
  for (const { currency, amountMinor } of entries) sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  return [...sums].filter(([, sum]) => sum !== 0n).map(([currency]) => currency);
};
