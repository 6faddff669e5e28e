import { refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { settingsOf } from '../accounts/index.ts';
import {
  applyChange,
  type Change,
  endUserColumns,
  findByExternalReference,
  findImport,
  lockSubscription,
  type SubscriptionState,
  statusOfState,
} from '../subscriptions/index.ts';
import { cardPut, digitsOf } from './cards.ts';
import { IMPORT_DATES_INVALID, IMPORT_TEST_INVALID } from './errors.ts';
import {
  customerOf,
  type Imported,
  type Importing,
  type ImportOrder,
  nextPriceColumns,
  numberForCustomer,
  putFacts,
  toldBy,
} from './import-order.ts';
import { graceOf } from './products.ts';
import { endedOn } from './rules/dates.ts';
import type { ImportFacts } from './rules/import-facts.ts';
import { movedToProduct } from './rules/products.ts';
import { isSame, onlyDifferent } from './rules/same.ts';

/** Changes the subscription that was imported before. Nothing is written where the import tells nothing new. */
export const changeImported = async (call: Importing, order: ImportOrder): Promise<Imported> => {
  const number = await numberForCustomer(call, order);
  return call.transaction(async (tx) => {
    const { merchant, now } = call;
    const found = await findByExternalReference(tx, merchant.id, order.externalReference);
    const state = found && (await lockSubscription(tx, merchant.id, found.reference));
    if (state === undefined) throw new Error('an imported subscription disappeared');
    if (state.is_test !== order.facts.isTest) {
      refuse(IMPORT_TEST_INVALID, 'A subscription stays a test, or none, as it was imported first.');
    }
    const last = (await findImport(tx, merchant.id, state.reference))?.sent ?? {};
    const change = onlyDifferent(state, await changesOf(tx, call, state, { ...order, last, number }));
    const changed = Object.keys(change);
    const { reference } = state;
    if (changed.length === 0 && isSame(last, toldBy(order.facts))) return { reference, outcome: 'UNCHANGED' };
    const details = { changed, ...(order.vaulted && { card: digitsOf(order.vaulted) }) };
    const event = { kind: 'IMPORTED', changedBy: 'VENDOR', details } as const;
    await applyChange(tx, state, change, event, now, settingsOf(merchant).retryHours);
    await putFacts(tx, state, order.facts, now);
    return { reference, outcome: 'CHANGED' };
  });
};

type Again = ImportOrder & {
  /** What the last import told. */
  readonly last: Readonly<Record<string, unknown>>;
  /** For a customer who may have to be made. */
  readonly number: bigint | null;
};

/** What an import tells otherwise than the last one did. */
const changesOf = async (tx: Db, call: Importing, state: SubscriptionState, order: Again): Promise<Change> => {
  const { facts, last, number } = order;
  const told = toldBy(facts);
  const isOther = (...names: readonly (keyof ImportFacts)[]): boolean =>
    names.some((name) => !isSame(told[name], last[name]));
  const names = facts.customer.avangate !== null || facts.customer.external !== null;
  const change: Change = {
    ...(isOther('endUser', 'language') ? endUserColumns(facts.endUser, facts.language) : {}),
    ...(isOther('startDate', 'expirationDate') ? periodOf(call, state, order) : {}),
    ...(isOther('product', 'quantity', 'priceOptionCodes') ? productOf(call, state, order) : {}),
    ...(isOther('partnerCode') ? { partner_code: facts.partnerCode } : {}),
    ...(isOther('nextPrice') ? nextPriceColumns(facts) : {}),
    ...(isOther('customer') && names ? { customer_id: await customerOf(tx, call, order, number) } : {}),
  };
  return { ...change, ...(await cardOf(tx, call, { ...state, ...change }, order)) };
};

/** The days are those of the beginning or the end of the service as it was imported, whatever the time of day. */
const periodOf = ({ merchant }: Importing, state: SubscriptionState, { facts, wanted, last }: Again): Change => {
  const starts_at = facts.startDate === last['startDate'] ? state.starts_at : wanted.period.starts_at;
  if (facts.expirationDate === last['expirationDate']) {
    if (state.expires_at !== null && state.expires_at <= starts_at) refuse(IMPORT_DATES_INVALID);
    return { starts_at };
  }
  const moved = { ...state, starts_at };
  return {
    starts_at,
    ...endedOn(moved, facts.expirationDate, null, merchant.timeZone),
  };
};

const productOf = (
  { merchant }: Importing,
  state: SubscriptionState,
  { facts, product, wanted }: ImportOrder,
): Change => ({
  ...(product.productId === state.product_id
    ? {}
    : movedToProduct(state, product, graceOf(merchant, product), merchant.timeZone)),
  product_name: facts.product.name ?? product.name,
  product_version: facts.product.version ?? product.version,
  quantity: facts.quantity,
  price_option_codes: wanted.price_option_codes,
});

const cardOf = async (
  tx: Db,
  { now }: Importing,
  state: SubscriptionState,
  { vaulted, renews }: ImportOrder,
): Promise<Change> => {
  if (vaulted === null) return {};
  const recurring = renews && statusOfState(state, now) !== 'EXPIRED';
  return { ...(await cardPut(tx, state, vaulted, now)), recurring_enabled: recurring };
};
