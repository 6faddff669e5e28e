import { refuse } from '../../../api/errors.ts';
import type { CycleUnit } from '../../../kit/dates.ts';
import { parseAmount } from '../../../kit/money.ts';
import { ORDER_PRODUCT_RECURRING_OPTIONS_INVALID } from '../errors.ts';
import type { PurchaseType } from './purchase-types.ts';
import type { RequestedItem } from './requested-items.ts';

/** Terms of the subscription that a dynamic item makes. */
export type RecurringTerms = {
  readonly cycle: { readonly length: number; readonly unit: CycleUnit };
  /** Price of one unit at every renewal, decimal text. */
  readonly amount: string;
  readonly contractLength: number;
  readonly contractUnit: CycleUnit | 'FOREVER';
};

/** As long as the cycles and contracts of products may be. */
const LONGEST: Readonly<Record<CycleUnit, number>> = { DAY: 3660, WEEK: 520, MONTH: 1200, YEAR: 100 };

const isUnit = (word: string): word is CycleUnit => Object.hasOwn(LONGEST, word);

const invalid = (sentence: string): never => refuse(ORDER_PRODUCT_RECURRING_OPTIONS_INVALID, sentence);

/** Reads RecurringOptions; null without. Refuses them beside what cannot recur, and terms that make no sense. */
export const recurringTerms = (
  { RecurringOptions: sent }: RequestedItem,
  purchaseType: PurchaseType,
): RecurringTerms | null => {
  if (sent == null) return null;
  if (purchaseType !== 'PRODUCT' && purchaseType !== 'TAX') invalid('Only a PRODUCT and a TAX can recur.');
  const unit = (sent.CycleUnit ?? '').trim().toUpperCase();
  if (!isUnit(unit)) return invalid('CycleUnit must be DAY, WEEK, MONTH or YEAR.');
  const amount = sent.CycleAmount;
  if (amount == null || amount.startsWith('-')) return invalid('CycleAmount must be an amount of zero or more.');
  return { cycle: { length: lengthOf('CycleLength', sent.CycleLength, unit), unit }, amount, ...contractOf(sent) };
};

type Sent = NonNullable<RequestedItem['RecurringOptions']>;

/** How long a contract without end is does not matter: some clients say 0, others 1. */
const contractOf = ({
  ContractLength,
  ContractUnit,
}: Sent): Pick<RecurringTerms, 'contractLength' | 'contractUnit'> => {
  const unit = (ContractUnit ?? '').trim().toUpperCase();
  if (unit === 'FOREVER') return { contractLength: ContractLength ?? 0, contractUnit: unit };
  if (!isUnit(unit)) return invalid('ContractUnit must be DAY, WEEK, MONTH, YEAR or FOREVER.');
  return { contractLength: lengthOf('ContractLength', ContractLength, unit), contractUnit: unit };
};

const lengthOf = (name: string, length: number | null | undefined, unit: CycleUnit): number =>
  length == null || length < 1 || length > LONGEST[unit]
    ? invalid(`${name} must be 1 to ${LONGEST[unit]} with the unit ${unit}.`)
    : length;

/** The price of a renewal in minor units. */
export const cycleAmountMinor = ({ amount }: RecurringTerms, currency: string): bigint =>
  parseAmount(amount, currency) ?? invalid(`CycleAmount ${amount} is no amount in ${currency}.`);
