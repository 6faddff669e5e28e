import { sql } from 'kysely';
import { compose, type Db, json, statement } from '../../db/database.ts';
import type { CycleUnit } from '../../kit/dates.ts';
import type { EndUser } from './rules/end-user.ts';

/** SQL of whoever changes subscriptions. */

/** Agreed number of cycles; kept as JSON. */
export type Contract = {
  /** Cycles that the contract lasts. */
  readonly cycles: number;
  /** The cycle after which it began: cycle_number of that time. */
  readonly sinceCycle: number;
  /** Whether it begins anew at its end: what the merchant and the client agreed to. */
  readonly merchantRenews: boolean;
  readonly clientRenews: boolean;
};

/** What the next renewal changes to; null: stays as it is. Kept as JSON. */
export type ScheduledUpdate = {
  readonly productCode: string | null;
  readonly priceOptionCodes: readonly string[] | null;
  readonly quantity: number | null;
};

/** A row of `subscriptions`; the names are the columns'. */
export type SubscriptionState = {
  readonly merchant_id: bigint;
  readonly reference: string;
  readonly customer_id: bigint;
  readonly product_id: bigint;
  readonly product_code: string;
  readonly product_name: string;
  readonly product_version: string;
  readonly quantity: number;
  readonly price_option_codes: readonly string[];
  readonly sku: string;
  readonly currency: string;
  readonly is_test: boolean;
  readonly is_trial: boolean;
  readonly enabled: boolean;
  readonly recurring_enabled: boolean;
  readonly receive_notifications: boolean;
  readonly is_lifetime: boolean;
  readonly partner_code: string;
  /** YYYY-MM-DD in the account's zone. */
  readonly anchor_date: string;
  readonly cycle_length: number | null;
  readonly cycle_unit: CycleUnit | null;
  readonly cycle_number: number;
  readonly starts_at: Date;
  readonly expires_at: Date | null;
  readonly grace_days: number | null;
  readonly purchased_at: Date;
  readonly renewed_at: Date | null;
  readonly card_id: bigint | null;
  readonly email: string;
  readonly country_code: string;
  readonly end_user: EndUser;
  readonly updated_at: Date;
  readonly anchor_cycle: number;
  /** HH:MM:SS; null: that of the start. */
  readonly anchor_time: string | null;
  readonly external_reference: string | null;
  readonly is_imported: boolean;
  readonly own_price_minor: bigint | null;
  readonly own_price_type: 'NET' | 'GROSS' | null;
  readonly next_price_minor: bigint | null;
  readonly next_price_currency: string | null;
  readonly next_price_cycles: number | null;
  readonly next_price_reason: string | null;
  readonly contract: Contract | null;
  readonly scheduled: ScheduledUpdate | null;
  readonly resumes_at: Date | null;
  readonly pause_reason: string | null;
  readonly stop_after_cycles: number | null;
  readonly cancel_when_stopped: boolean;
  readonly charge_at: Date | null;
  readonly failed_charges: number;
  readonly claimed_until: Date | null;
  readonly replaced_by: string | null;
  readonly card_updated: boolean;
  readonly churn_reasons: readonly string[];
  readonly churn_reason_other: string | null;
  /** Opens the page on which it is renewed by hand to whoever has the link; null until somebody asked for it. */
  readonly renewal_key: string | null;
};

export const lockSubscription = (
  db: Db,
  merchantId: bigint,
  reference: string,
): Promise<SubscriptionState | undefined> =>
  db.row(
    statement('SELECT * FROM subscriptions WHERE merchant_id = $1 AND reference = $2 FOR UPDATE', [
      merchantId,
      reference,
    ]),
  );

export const findState = (db: Db, merchantId: bigint, reference: string): Promise<SubscriptionState | undefined> =>
  db.row(statement('SELECT * FROM subscriptions WHERE merchant_id = $1 AND reference = $2', [merchantId, reference]));

/** A means to pay that is kept for a customer; the id is text, as JSON has it. */
export type KeptMeans = { readonly cardId: string; readonly token: string };

/** A subscription with what is kept for its customer. */
export type StateWithMeans = SubscriptionState & { readonly kept_means: readonly KeptMeans[] };

/** A column of statements in which the subscription is s. */
export const KEPT_MEANS = `
  (SELECT coalesce(jsonb_agg(jsonb_build_object('cardId', c.card_id::text, 'token', c.token)), '[]')
   FROM stored_cards c WHERE c.merchant_id = s.merchant_id AND c.customer_id = s.customer_id) AS kept_means`;

export const findStateWithMeans = (
  db: Db,
  merchantId: bigint,
  reference: string,
): Promise<StateWithMeans | undefined> =>
  db.row(
    statement(`SELECT s.*, ${KEPT_MEANS} FROM subscriptions s WHERE s.merchant_id = $1 AND s.reference = $2`, [
      merchantId,
      reference,
    ]),
  );

/** Columns that hold JSON. */
const JSON_COLUMNS: ReadonlySet<string> = new Set(['end_user', 'contract', 'scheduled']);

export const updateState = async (
  db: Db,
  { merchant_id, reference }: Pick<SubscriptionState, 'merchant_id' | 'reference'>,
  changed: Partial<SubscriptionState>,
): Promise<void> => {
  const sets = Object.entries(changed)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => {
      const written = JSON_COLUMNS.has(column) && value !== null ? json(value) : value;
      return sql`${sql.ref(column)} = ${written}`;
    });
  await db.rows(
    compose(
      sql`UPDATE subscriptions SET ${sql.join(sets)} WHERE merchant_id = ${merchant_id} AND reference = ${reference}`,
    ),
  );
};

export type EventRow = {
  readonly merchant_id: bigint;
  readonly event_id: bigint;
  readonly reference: string;
  readonly kind: string;
  readonly changed_by: 'CUSTOMER' | 'VENDOR' | 'SYSTEM';
  readonly details: Readonly<Record<string, unknown>>;
  readonly happened_at: Date;
};

const INSERT_STATE = `
  INSERT INTO subscriptions SELECT * FROM jsonb_populate_record(NULL::subscriptions, $1)
  ON CONFLICT (merchant_id, external_reference) WHERE external_reference IS NOT NULL DO NOTHING
  RETURNING reference`;

/** False when another subscription of the merchant has the external reference. */
export const insertState = async (db: Db, state: SubscriptionState): Promise<boolean> =>
  (await db.row(statement(INSERT_STATE, [json(state)]))) !== undefined;

/** The subscription that was imported under a name of the merchant's own. */
export const findByExternalReference = (
  db: Db,
  merchantId: bigint,
  externalReference: string,
): Promise<SubscriptionState | undefined> =>
  db.row(
    statement('SELECT * FROM subscriptions WHERE merchant_id = $1 AND external_reference = $2', [
      merchantId,
      externalReference,
    ]),
  );

const LIST_BY_CARD = `
  SELECT * FROM subscriptions WHERE merchant_id = $1 AND card_id = $2 ORDER BY reference LIMIT 1000 FOR UPDATE`;

/** Subscriptions that are charged by a card, locked in the order of their references. */
export const lockByCard = (db: Db, merchantId: bigint, cardId: bigint): Promise<SubscriptionState[]> =>
  db.rows(statement(LIST_BY_CARD, [merchantId, cardId]));

export const insertEvent = async (db: Db, event: EventRow): Promise<void> => {
  await db.rows(
    statement('INSERT INTO subscription_events SELECT * FROM jsonb_populate_record(NULL::subscription_events, $1)', [
      json(event),
    ]),
  );
};
