import type { Merchant } from '../../api/call.ts';
import type { Db } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import { settingsOf } from '../accounts/index.ts';
import type { SaleProduct } from '../catalog/index.ts';
import {
  chargeFactsOf,
  endUserColumns,
  insertEvent,
  insertState,
  newReference,
  nextChargeAt,
  type SubscriptionState,
  statusOfState,
} from '../subscriptions/index.ts';
import { digitsOf, keepCard } from './cards.ts';
import {
  customerOf,
  type Importing,
  type ImportOrder,
  nextPriceColumns,
  numberForCustomer,
  putFacts,
} from './import-order.ts';
import { graceOf } from './products.ts';
import type { ImportFacts } from './rules/import-facts.ts';
import { cycleOfProduct } from './rules/products.ts';

/** Ends a transaction in which somebody else turned out to have been faster. */
class TakenMeanwhile extends Error {}

/** The reference of the new subscription; null when another import of the same one was faster. */
export const addImported = async (call: Importing, order: ImportOrder): Promise<string | null> => {
  try {
    const number = await numberForCustomer(call, order);
    return await call.transaction((tx) => addIn(tx, call, order, number));
  } catch (error) {
    if (error instanceof TakenMeanwhile) return null;
    throw error;
  }
};

const addIn = async (tx: Db, call: Importing, order: ImportOrder, number: bigint | null): Promise<string> => {
  const { merchant, now } = call;
  const customerId = await customerOf(tx, call, order, number);
  const owner = { merchantId: merchant.id, customerId, isTest: order.facts.isTest };
  const cardId = order.vaulted === null ? null : await keepCard(tx, owner, order.vaulted, now);
  const state = newState(merchant, order, { customerId, cardId }, now);
  if (!(await insertState(tx, state))) throw new TakenMeanwhile();
  await insertEvent(tx, {
    merchant_id: merchant.id,
    event_id: newId(),
    reference: state.reference,
    kind: 'IMPORTED',
    changed_by: 'VENDOR',
    details: { added: true, ...(order.vaulted && { card: digitsOf(order.vaulted) }) },
    happened_at: now,
  });
  await putFacts(tx, state, order.facts, now);
  return state.reference;
};

const newState = (
  merchant: Merchant,
  { externalReference, facts, product, wanted, renews }: ImportOrder,
  { customerId, cardId }: { readonly customerId: bigint; readonly cardId: bigint | null },
  now: Date,
): SubscriptionState => {
  const { length, unit } = cycleOfProduct(product);
  const state: SubscriptionState = {
    merchant_id: merchant.id,
    reference: newReference(),
    customer_id: customerId,
    product_id: product.productId,
    product_code: product.code,
    product_name: facts.product.name ?? product.name,
    product_version: facts.product.version ?? product.version,
    quantity: facts.quantity,
    price_option_codes: wanted.price_option_codes,
    sku: '',
    currency: currencyOf(merchant, facts, product),
    is_test: facts.isTest,
    is_trial: false,
    enabled: true,
    recurring_enabled: false,
    receive_notifications: true,
    is_lifetime: false,
    partner_code: facts.partnerCode,
    ...wanted.period,
    cycle_length: length,
    cycle_unit: unit,
    grace_days: graceOf(merchant, product),
    purchased_at: now,
    renewed_at: null,
    card_id: cardId,
    ...endUserColumns(facts.endUser, facts.language),
    external_reference: externalReference,
    is_imported: true,
    ...nextPriceColumns(facts),
    ...NOTHING_SO_FAR,
    updated_at: now,
  };
  // What is over is not charged for: it would be charged at once.
  const recurring = cardId !== null && renews && statusOfState(state, now) !== 'EXPIRED';
  const whole = { ...state, recurring_enabled: recurring };
  return { ...whole, charge_at: nextChargeAt(chargeFactsOf(whole), settingsOf(merchant).retryHours) };
};

const NOTHING_SO_FAR = {
  own_price_minor: null,
  own_price_type: null,
  contract: null,
  scheduled: null,
  resumes_at: null,
  pause_reason: null,
  stop_after_cycles: null,
  cancel_when_stopped: false,
  charge_at: null,
  failed_charges: 0,
  claimed_until: null,
  replaced_by: null,
  card_updated: false,
  churn_reasons: [],
  churn_reason_other: null,
  renewal_key: null,
} as const;

/** In which renewals are charged: as the import tells of money, else as the product is priced. */
const currencyOf = (merchant: Merchant, { nextPrice, value }: ImportFacts, { configurations }: SaleProduct): string =>
  nextPrice?.currency ??
  value?.currency ??
  configurations.find(({ isDefault }) => isDefault)?.defaultCurrency ??
  settingsOf(merchant).currency;
