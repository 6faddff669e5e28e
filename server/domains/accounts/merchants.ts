import { INVALID_PARAMETER, refuse } from '../../api/errors.ts';
import { type Database, type Db, isUniqueViolation } from '../../db/database.ts';
import { isZone } from '../../kit/dates.ts';
import { newId } from '../../kit/ids.ts';
import { isCurrency } from '../../kit/money.ts';
import { isAddressRule } from './allow-list.ts';
import { checkSettings } from './settings.ts';
import {
  findByCode,
  findById,
  insertMerchant,
  listAfter,
  lockMerchant,
  type MerchantFacts,
  type MerchantRecord,
  raiseSessionEpoch,
  setClockOffset,
  updateFacts,
} from './store.ts';

export type { MerchantFacts, MerchantRecord } from './store.ts';

/** What a new merchant has where nothing else is said; the zone is the platform's own. */
const DEFAULTS = {
  countryCode: '',
  currency: 'EUR',
  timeZone: 'GMT+02:00',
  isTest: true,
  enabled: true,
  allowedAddresses: [],
  settings: {},
} as const;

export type NewMerchant = Pick<MerchantFacts, 'code' | 'name'> & Partial<MerchantFacts>;

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
const MAX_LISTED = 200;
/** Beyond this the calendar of a merchant would leave the years that dates are kept in. */
const MAX_OFFSET_MS = 100 * 366 * 24 * 3_600_000;

/** Adds a merchant and answers its id. Refuses INVALID_PARAMETER for facts that cannot be, and for a code in use. */
export const addMerchant = async (db: Db, merchant: NewMerchant, at: Date): Promise<bigint> => {
  const facts = checked({ ...DEFAULTS, ...merchant });
  const id = newId();
  await unlessTaken(facts.code, insertMerchant(db, id, facts, at));
  return id;
};

/** The merchant of a code, in any letter case. */
export const findMerchantByCode = (db: Db, code: string): Promise<MerchantRecord | undefined> => findByCode(db, code);

/** Merchants in the order of their codes; `after` is the last code of the page before. 200 at most. */
export const listMerchants = (
  db: Db,
  { after = '', limit = MAX_LISTED }: { readonly after?: string; readonly limit?: number } = {},
): Promise<MerchantRecord[]> => listAfter(db, after, Math.min(limit, MAX_LISTED));

/** Changes what is named and leaves the rest; settings are replaced as a whole. Refuses INVALID_PARAMETER. */
export const updateMerchant = (
  database: Database,
  merchantId: bigint,
  changes: Partial<MerchantFacts>,
  at: Date,
): Promise<void> =>
  database.transaction(async (tx) => {
    const before = await locked(tx, merchantId);
    const facts = checked({ ...before, ...changes });
    await unlessTaken(facts.code, updateFacts(tx, merchantId, facts, at));
  });

/** Ends all API sessions of a merchant; nodes learn of it within seconds. */
export const endSessions = async (db: Db, merchantId: bigint, at: Date): Promise<void> => {
  await raiseSessionEpoch(db, merchantId, at);
};

export type ClockMove = { readonly advanceMs: number } | { readonly setTo: Date };

/**
 * Moves the clock of a test merchant and answers what it shows then. A clock only goes forwards: what has happened at a
 * date cannot be undone by an earlier one. Refuses INVALID_PARAMETER. `at` is the real time.
 */
export const moveClock = (
  database: Pick<Database, 'transaction'>,
  merchantId: bigint,
  move: ClockMove,
  at: Date,
): Promise<Date> =>
  database.transaction(async (tx) => {
    const merchant = await locked(tx, merchantId);
    if (!merchant.isTest) refuse(INVALID_PARAMETER, 'Only the clock of a test merchant can be moved.');
    const offsetMs =
      'setTo' in move ? move.setTo.getTime() - at.getTime() : merchant.clockOffsetMs + Math.trunc(move.advanceMs);
    if (!Number.isSafeInteger(offsetMs) || offsetMs > MAX_OFFSET_MS) {
      refuse(INVALID_PARAMETER, 'A clock can be moved by 100 years at most.');
    }
    if (offsetMs < merchant.clockOffsetMs) refuse(INVALID_PARAMETER, 'A clock can only be moved forwards.');
    await setClockOffset(tx, merchantId, offsetMs, at);
    return new Date(at.getTime() + offsetMs);
  });

const locked = async (tx: Db, merchantId: bigint): Promise<MerchantRecord> => {
  // A statement of its own: one that waited for the lock would still see the row as it was before.
  const lock = lockMerchant(tx, merchantId);
  const [merchant] = await Promise.all([findById(tx, merchantId), lock]);
  return merchant ?? refuse(INVALID_PARAMETER, 'There is no such merchant.');
};

const checked = (facts: MerchantFacts): MerchantFacts => {
  if (!CODE.test(facts.code)) {
    refuse(INVALID_PARAMETER, 'code has 1 to 64 letters, digits, dots, dashes and underscores.');
  }
  if (facts.name.trim() === '') refuse(INVALID_PARAMETER, 'name must not be empty.');
  const currency = facts.currency.toUpperCase();
  if (!isCurrency(currency)) refuse(INVALID_PARAMETER, `currency ${facts.currency} is not known.`);
  const countryCode = facts.countryCode.toUpperCase();
  if (!/^([A-Z]{2})?$/.test(countryCode)) refuse(INVALID_PARAMETER, 'country has two letters.');
  if (!isZone(facts.timeZone)) refuse(INVALID_PARAMETER, `time zone ${facts.timeZone} is not known.`);
  for (const rule of facts.allowedAddresses) {
    if (!isAddressRule(rule)) refuse(INVALID_PARAMETER, `allowed address ${rule} is no address and no CIDR block.`);
  }
  const { declared, ...settings } = facts.settings;
  const kept = declared === undefined ? {} : { declared };
  return { ...facts, currency, countryCode, settings: { ...checkSettings(settings, 'settings'), ...kept } };
};

const unlessTaken = async (code: string, write: Promise<unknown>): Promise<void> => {
  try {
    await write;
  } catch (error) {
    if (isUniqueViolation(error, 'merchants_code')) refuse(INVALID_PARAMETER, `The merchant code ${code} is taken.`);
    throw error;
  }
};
