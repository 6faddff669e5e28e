import { addCycles, calendarDate, parseWallClock, wallClock } from '../../../kit/dates.ts';
import type { SubscriptionState } from '../state-store.ts';
import { chargeFactsOf } from './charge-facts.ts';
import { nextChargeAt, type RetryHours } from './charges.ts';
import { contractOfNext } from './contract.ts';
import type { Cycle } from './cycle.ts';
import { DAY_MS } from './status.ts';

/** What a paid order line says of the subscription that it renews. */
export type RenewalTerms = {
  /** Days by which it is prolonged, in the place of a cycle; null: a cycle. */
  readonly days: number | null;
  /** The service begins with the payment, whatever was paid for before. */
  readonly fromPayment: boolean;
  /** The platform charged by itself. */
  readonly automatic: boolean;
  /** What was sold; a subscription may come to another product, other options and another quantity with a renewal. */
  readonly product: {
    readonly productId: bigint;
    readonly code: string;
    readonly name: string;
    readonly version: string;
    /** The cycle that the product has now; null: none. */
    readonly cycle: Cycle | null;
  };
  readonly quantity: number;
  readonly priceOptionCodes: readonly string[];
  /** A means that the buyer agreed to be charged by from now on; null: as it was. */
  readonly cardId: bigint | null;
  /** What was agreed on with an order that somebody placed; null where nobody did. */
  readonly agreed: {
    readonly currency: string;
    /** Of one unit at every renewal; null: as it was. */
    readonly ownPrice: { readonly amountMinor: bigint; readonly priceType: 'NET' | 'GROSS' } | null;
  } | null;
};

/** Columns of a subscription that a renewal sets. */
export type Renewed = Pick<
  SubscriptionState,
  | 'product_id'
  | 'product_code'
  | 'product_name'
  | 'product_version'
  | 'quantity'
  | 'price_option_codes'
  | 'currency'
  | 'is_trial'
  | 'recurring_enabled'
  | 'anchor_date'
  | 'anchor_cycle'
  | 'anchor_time'
  | 'cycle_length'
  | 'cycle_unit'
  | 'cycle_number'
  | 'renewed_at'
  | 'card_id'
  | 'own_price_minor'
  | 'own_price_type'
  | 'next_price_minor'
  | 'next_price_currency'
  | 'next_price_cycles'
  | 'next_price_reason'
  | 'contract'
  | 'scheduled'
  | 'resumes_at'
  | 'pause_reason'
  | 'stop_after_cycles'
  | 'charge_at'
  | 'failed_charges'
> & { readonly expires_at: Date };

export type Renewal = {
  readonly set: Renewed;
  /** The service that was paid for. */
  readonly startsAt: Date;
  readonly expiresAt: Date;
};

type Clocks = { readonly timeZone: string; readonly retryHours?: RetryHours };

/**
 * What becomes of a subscription that was renewed and paid for at `at`. The new period follows the old one, also while
 * there is grace; it begins with the payment when grace was over, the subscription paused, or all of the new period would
 * be past. Throws RangeError for a subscription that never ends.
 */
export const renewed = (state: SubscriptionState, terms: RenewalTerms, at: Date, clocks: Clocks): Renewal => {
  const { timeZone, retryHours } = clocks;
  const cycle = nextCycle(state, terms);
  const period = periodOf(state, terms, cycle, at, timeZone);
  const stop = cyclesLeft(state, terms);
  const set = {
    ...productColumns(terms),
    is_trial: false,
    // Who gave a means to be charged by wants to be charged.
    recurring_enabled: stop === 0 ? false : state.recurring_enabled || terms.cardId !== null,
    ...period.anchor,
    cycle_length: cycle.length,
    cycle_unit: cycle.unit,
    cycle_number: state.cycle_number + 1,
    expires_at: period.expiresAt,
    renewed_at: at,
    card_id: terms.cardId ?? state.card_id,
    ...ownPrice(state, terms),
    ...nextPrice(state),
    contract: contractOfNext(state),
    scheduled: null,
    resumes_at: null,
    pause_reason: null,
    stop_after_cycles: stop,
    failed_charges: 0,
  };
  const charge_at = nextChargeAt(chargeFactsOf({ ...state, ...set }), retryHours);
  return { set: { ...set, charge_at }, startsAt: period.startsAt, expiresAt: period.expiresAt };
};

/** Automatic renewals until they stop; somebody who agrees to be charged after they stopped wants them again. */
const cyclesLeft = ({ stop_after_cycles: left }: SubscriptionState, { cardId }: RenewalTerms): number | null => {
  if (left === null || (left === 0 && cardId !== null)) return null;
  return Math.max(left - 1, 0);
};

const productColumns = ({ product, quantity, priceOptionCodes }: RenewalTerms) => ({
  product_id: product.productId,
  product_code: product.code,
  product_name: product.name,
  product_version: product.version,
  quantity,
  price_option_codes: priceOptionCodes,
});

/** Terms of its own are in the currency of the subscription, which else is that of the last order that was placed. */
const ownPrice = (state: SubscriptionState, { product, agreed }: RenewalTerms) => {
  const { currency, own_price_minor, own_price_type } = state;
  if (agreed?.ownPrice) {
    const { amountMinor, priceType } = agreed.ownPrice;
    return { currency: agreed.currency, own_price_minor: amountMinor, own_price_type: priceType };
  }
  // What was agreed on was said of one product.
  const isKept = own_price_minor !== null && product.code === state.product_code;
  if (isKept) return { currency, own_price_minor, own_price_type };
  return { currency: agreed?.currency ?? currency, own_price_minor: null, own_price_type: null };
};

/** The custom price, with one cycle fewer. */
const nextPrice = (state: SubscriptionState) =>
  (state.next_price_cycles ?? 0) > 1
    ? {
        next_price_minor: state.next_price_minor,
        next_price_currency: state.next_price_currency,
        next_price_cycles: (state.next_price_cycles ?? 0) - 1,
        next_price_reason: state.next_price_reason,
      }
    : { next_price_minor: null, next_price_currency: null, next_price_cycles: null, next_price_reason: null };

/** That of the product as it is now, save where terms of its own were agreed on. */
const nextCycle = (state: SubscriptionState, { product }: RenewalTerms): Cycle => {
  const { cycle_length: length, cycle_unit: unit } = state;
  if (length === null || unit === null) throw new RangeError('a subscription without a cycle cannot be renewed');
  const isOwn = state.own_price_minor !== null && product.code === state.product_code;
  return isOwn || product.cycle === null ? { length, unit } : product.cycle;
};

type Period = {
  readonly startsAt: Date;
  readonly expiresAt: Date;
  readonly anchor: Pick<SubscriptionState, 'anchor_date' | 'anchor_cycle' | 'anchor_time'>;
};

const periodOf = (state: SubscriptionState, terms: RenewalTerms, cycle: Cycle, at: Date, timeZone: string): Period => {
  const { expires_at: expiresAt } = state;
  if (expiresAt === null) throw new RangeError('a subscription that never ends cannot be renewed');
  const begins = terms.fromPayment ? at : beginOf({ ...state, expires_at: expiresAt }, at, terms.automatic);
  const period = periodFrom(state, begins, terms.days, cycle, timeZone);
  // Nobody pays for time that is over.
  return period.expiresAt > at ? period : periodFrom(state, at, terms.days, cycle, timeZone);
};

/** A charge that comes so late because the platform was late is no fault of the customer's. */
const OWN_DELAY_MS = DAY_MS;

/** When the service begins that is paid for at `at`. */
const beginOf = (
  { expires_at, resumes_at, grace_days }: Pick<SubscriptionState, 'resumes_at' | 'grace_days'> & { expires_at: Date },
  at: Date,
  automatic: boolean,
): Date => {
  const isPaused = resumes_at !== null && resumes_at > expires_at;
  // Who pays during his pause wants to go on.
  if (isPaused && at < resumes_at) return at < expires_at ? expires_at : at;
  const due = isPaused ? resumes_at : expires_at;
  if (grace_days === null || at <= due) return due;
  const patienceMs = Math.max(grace_days * DAY_MS, automatic ? OWN_DELAY_MS : 0);
  return at.getTime() < due.getTime() + patienceMs ? due : at;
};

const periodFrom = (
  state: SubscriptionState,
  begins: Date,
  days: number | null,
  cycle: Cycle,
  timeZone: string,
): Period => {
  const goesOn = begins.getTime() === state.expires_at?.getTime();
  const { anchor_date, anchor_cycle, anchor_time } = state;
  if (goesOn && days === null && isCounted(state, cycle, timeZone)) {
    const time = anchor_time ?? timeOf(state.starts_at, timeZone);
    const expiresAt = instant(cycleEnd(state, cycle, state.cycle_number + 1), time, timeZone);
    return { startsAt: begins, expiresAt, anchor: { anchor_date, anchor_cycle, anchor_time } };
  }
  const date = calendarDate(begins, timeZone);
  // What follows without a gap keeps the time of day, also when the clocks were changed in between.
  const ownTime = goesOn ? anchor_time : timeOf(begins, timeZone);
  const time = ownTime ?? timeOf(state.starts_at, timeZone);
  if (days === null) {
    const expiresAt = instant(addCycles(date, cycle.length, cycle.unit), time, timeZone);
    const anchor = { anchor_date: date, anchor_cycle: state.cycle_number, anchor_time: ownTime };
    return { startsAt: begins, expiresAt, anchor };
  }
  const end = addCycles(date, days, 'DAY');
  const anchor = { anchor_date: end, anchor_cycle: state.cycle_number + 1, anchor_time: ownTime };
  return { startsAt: begins, expiresAt: instant(end, time, timeZone), anchor };
};

/** The day on which the n-th cycle ends. */
const cycleEnd = ({ anchor_date, anchor_cycle }: SubscriptionState, { length, unit }: Cycle, cycle: number): string =>
  addCycles(anchor_date, length * (cycle - anchor_cycle), unit);

/** Whether the running period ends where such cycles, counted from the anchor, end: not after a change of either. */
const isCounted = (state: SubscriptionState, cycle: Cycle, timeZone: string): boolean =>
  cycle.length === state.cycle_length &&
  cycle.unit === state.cycle_unit &&
  state.expires_at !== null &&
  cycleEnd(state, cycle, state.cycle_number) === calendarDate(state.expires_at, timeZone);

const timeOf = (at: Date, timeZone: string): string => wallClock(at, timeZone).slice(11);

const instant = (date: string, time: string, timeZone: string): Date => {
  const at = parseWallClock(`${date} ${time}`, timeZone);
  if (at === undefined) throw new RangeError('the cycle leads to no time');
  return at;
};
