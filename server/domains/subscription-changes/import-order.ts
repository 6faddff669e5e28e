import { createHash } from 'node:crypto';
import type { Db } from '../../db/database.ts';
import type { SaleProduct } from '../catalog/index.ts';
import { customerOfImport, findCustomerByReference } from '../customers/index.ts';
import type { Call } from '../method.ts';
import { putImport, type SubscriptionState } from '../subscriptions/index.ts';
import type { VaultedCard } from './cards.ts';
import type { ImportedPeriod } from './rules/dates.ts';
import { codesOf, type ImportFacts } from './rules/import-facts.ts';

/** What an import needs of a call. */
export type Importing = Pick<Call, 'db' | 'transaction' | 'merchant' | 'now' | 'parts'>;

export type Imported = {
  readonly reference: string;
  /** UNCHANGED: the same import was made before, and nothing was written. */
  readonly outcome: 'ADDED' | 'CHANGED' | 'UNCHANGED';
};

/** An import with all that was looked up for it. */
export type ImportOrder = {
  readonly externalReference: string;
  readonly facts: ImportFacts;
  readonly product: SaleProduct;
  readonly wanted: Wanted;
  readonly vaulted: VaultedCard | null;
  /** Whether the card is to be charged at the end of each cycle. */
  readonly renews: boolean;
};

export type Wanted = Pick<SubscriptionState, 'price_option_codes'> & {
  readonly period: ImportedPeriod;
};

/**
 * What is kept of an import to compare the next one with, as it comes back from the database. Of what was delivered, which
 * may be large and is kept elsewhere, there is a digest.
 */
export const toldBy = (facts: ImportFacts): Readonly<Record<string, unknown>> => {
  const { delivery } = facts;
  const digest = delivery && createHash('sha256').update(JSON.stringify(delivery)).digest('hex');
  return JSON.parse(JSON.stringify({ ...facts, delivery: digest }));
};

/**
 * The number for the customer whom an import is going to make; null when it makes none. Taken before the transaction, which
 * must not wait for another connection.
 */
export const numberForCustomer = async (
  { db, merchant, parts }: Importing,
  { facts: { customer } }: ImportOrder,
): Promise<bigint | null> => {
  if (customer.avangate !== null) return null;
  const { external } = customer;
  if (external !== null && (await findCustomerByReference(db, merchant.id, { external }))) return null;
  return parts.numbers.next(merchant.id, 'customer');
};

/** Whose it is; a new customer where nobody has the reference. */
export const customerOf = (
  tx: Db,
  { merchant, now, parts }: Importing,
  { facts }: ImportOrder,
  number: bigint | null,
): Promise<bigint> =>
  customerOfImport(
    tx,
    merchant.id,
    { references: facts.customer, person: facts.endUser, language: facts.language },
    async () => number ?? parts.numbers.next(merchant.id, 'customer'),
    now,
  );

/** The price of the next cycles. */
export const nextPriceColumns = ({ nextPrice }: ImportFacts) => ({
  next_price_minor: nextPrice === null ? null : BigInt(nextPrice.minor),
  next_price_currency: nextPrice?.currency ?? null,
  next_price_cycles: nextPrice?.cycles ?? null,
  next_price_reason: null,
});

/** Keeps what the import told, for the next one of the same subscription. */
export const putFacts = (
  tx: Db,
  { merchant_id, reference }: SubscriptionState,
  facts: ImportFacts,
  now: Date,
): Promise<void> => {
  const { value, additionalInfo, delivery } = facts;
  const row = {
    merchant_id,
    reference,
    value_minor: value === null ? null : BigInt(value.minor),
    value_currency: value?.currency ?? null,
    additional_info: additionalInfo,
    delivery,
    sent: toldBy(facts),
  };
  return putImport(tx, row, codesOf(delivery), now);
};
