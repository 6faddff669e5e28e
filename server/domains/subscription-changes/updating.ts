import { refuse } from '../../api/errors.ts';
import type { Read } from '../../api/schema.ts';
import type { SaleProduct } from '../catalog/index.ts';
import { customerNamed } from '../customers/index.ts';
import type { Call } from '../method.ts';
import {
  type Change,
  changedEndUser,
  enabledAgain,
  type Subscription,
  type SubscriptionState,
  switchedToRenew,
} from '../subscriptions/index.ts';
import { SUBSCRIPTION_PRODUCT_INVALID, SUBSCRIPTION_PRODUCT_NOT_FOUND } from './errors.ts';
import { findProductById, graceOf, optionsFor } from './products.ts';
import { changedDates } from './rules/dates.ts';
import { checkQuantity, movedToProduct } from './rules/products.ts';
import { isSame, onlyDifferent } from './rules/same.ts';

export type SentSubscription = Read<typeof Subscription>;

/** What becomes different of a subscription that was sent back: the members that count, as far as they differ. */
export const changesSent = async (
  call: Pick<Call, 'db' | 'merchant' | 'now'>,
  state: SubscriptionState,
  sent: SentSubscription,
): Promise<Change> => {
  const { merchant, now } = call;
  const dates = { activation: sent.ActivationDate, expiration: sent.ExpirationDate };
  const change = {
    ...(sent.EndUser == null ? {} : changedEndUser(state, sent.EndUser)),
    ...changedDates(state, dates, now, merchant.timeZone),
  };
  const product = await changedProduct(call, { ...state, ...change }, sent.Product ?? {});
  const customer = await changedCustomer(call, state, sent);
  const after = { ...state, ...change, ...product, ...customer };
  const switched = switches(after, sent, now);
  return onlyDifferent(state, { ...change, ...product, ...customer, ...switched });
};

type SentProduct = NonNullable<SentSubscription['Product']>;

const changedProduct = async (
  { db, merchant }: Pick<Call, 'db' | 'merchant'>,
  state: SubscriptionState,
  sent: Partial<SentProduct>,
): Promise<Change> => {
  const moves = Boolean(sent.ProductId) && BigInt(sent.ProductId ?? 0) !== state.product_id;
  const options = optionsSent(state, sent);
  const quantity = sent.ProductQuantity ?? state.quantity;
  const changes = moves || options !== null || quantity !== state.quantity;
  const product = changes
    ? await findProductById(db, merchant.id, moves ? BigInt(sent.ProductId ?? 0) : state.product_id)
    : undefined;
  const moved = moves ? await productMove({ db, merchant }, state, product) : {};
  if (moves || quantity !== state.quantity) checkQuantity(quantity, product, state.is_trial);
  const codes = options ?? (moves ? state.price_option_codes : null);
  return {
    ...moved,
    ...labels(state, sent),
    quantity,
    ...(codes === null ? {} : { price_option_codes: await optionsOf({ db, merchant }, state, product, codes) }),
  };
};

const productMove = async (
  { db, merchant }: Pick<Call, 'db' | 'merchant'>,
  state: SubscriptionState,
  product: SaleProduct | undefined,
): Promise<Change> => {
  if (product === undefined) return refuse(SUBSCRIPTION_PRODUCT_NOT_FOUND);
  const old = await findProductById(db, merchant.id, state.product_id);
  if (old !== undefined && old.type !== product.type) {
    refuse(SUBSCRIPTION_PRODUCT_INVALID, `The product ${product.code} is of another type.`);
  }
  return movedToProduct(state, product, graceOf(merchant, product), merchant.timeZone);
};

/** Name and version that differ from those of now; what comes back as it was read follows the product. */
const labels = (state: SubscriptionState, sent: Partial<SentProduct>): Change => ({
  ...(sent.ProductName && sent.ProductName !== state.product_name ? { product_name: sent.ProductName } : {}),
  ...(sent.ProductVersion != null && sent.ProductVersion !== state.product_version
    ? { product_version: sent.ProductVersion }
    : {}),
});

/** The options that are asked for; null when they are those of now, or were left out. */
const optionsSent = (
  state: SubscriptionState,
  { PriceOptionCodes }: Partial<SentProduct>,
): readonly string[] | null => {
  if (PriceOptionCodes === undefined) return null;
  const codes = (PriceOptionCodes ?? []).filter((code) => code !== '');
  return isSame(codes, state.price_option_codes) ? null : codes;
};

/** What was sold without a catalogue has the options that were named then. */
const optionsOf = (
  { db, merchant }: Pick<Call, 'db' | 'merchant'>,
  state: SubscriptionState,
  product: SaleProduct | undefined,
  codes: readonly string[],
): Promise<readonly string[]> =>
  product === undefined
    ? refuse(SUBSCRIPTION_PRODUCT_NOT_FOUND, 'The product is not in the catalogue, so its options cannot change.')
    : optionsFor(db, merchant.id, product, state.country_code, codes);

const changedCustomer = async (
  { db, merchant }: Pick<Call, 'db' | 'merchant'>,
  state: SubscriptionState,
  sent: SentSubscription,
): Promise<Change> => {
  const { AvangateCustomerReference: avangate, ExternalCustomerReference: external } = sent;
  if (!avangate && !external) return {};
  if (avangate && BigInt(avangate) === state.customer_id && !external) return {};
  return { customer_id: (await customerNamed(db, merchant.id, { avangate, external })).customer_id };
};

const switches = (state: SubscriptionState, sent: SentSubscription, now: Date): Change => {
  const { SubscriptionEnabled: enabled = null, RecurringEnabled: recurring = null } = sent;
  const change =
    enabled === null || enabled === state.enabled ? {} : enabled ? enabledAgain(state) : { enabled: false };
  const after = { ...state, ...change };
  if (recurring === null || recurring === state.recurring_enabled) return change;
  return { ...change, ...(recurring ? switchedToRenew(after, now) : { recurring_enabled: false }) };
};
