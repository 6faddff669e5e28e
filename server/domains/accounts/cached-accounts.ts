import type { Account, Accounts } from '../../api/authentication.ts';
import type { Merchant } from '../../api/call.ts';
import type { Database } from '../../db/database.ts';
import type { MasterKey } from '../../kit/seal.ts';
import { allowList } from './allow-list.ts';
import { findSecrets } from './secrets.ts';
import { settingsOf } from './settings.ts';
import { findByCode, findById, type MerchantRecord } from './store.ts';

/** How long an answer is kept: the longest time until all nodes know of a change. */
const KEPT_MS = 5_000;
const MAX_KEPT = 10_000;
/** Codes are at most this long; longer ones are not worth a question to the database. */
const MAX_CODE = 64;

export type CachedAccounts = Accounts & {
  /** Makes the next question go to the database, for a program that has just changed an account. */
  forget(): void;
};

type Found = { readonly account: Account | undefined; readonly until: number };

/**
 * Accounts with their opened keys, kept in memory for five seconds, unknown ones too. Questions for the same account
 * that come together share one look. `now` is the real time: keys retire by it, whatever a merchant's clock says.
 */
export const createAccounts = (deps: {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  readonly now: () => Date;
}): CachedAccounts => {
  const kept = new Map<string, Promise<Found>>();

  const load = async (find: () => Promise<MerchantRecord | undefined>): Promise<Found> => {
    const at = deps.now();
    const record = await find();
    if (record === undefined) return { account: undefined, until: at.getTime() + KEPT_MS };
    const secrets = await findSecrets(deps.database, deps.masterKeys, record.id, 'API', at);
    const ends = secrets.flatMap(({ retiresAt }) => (retiresAt === null ? [] : [retiresAt.getTime()]));
    const account = accountOf(
      record,
      secrets.map((secret) => secret.text),
    );
    return { account, until: Math.min(at.getTime() + KEPT_MS, ...ends) };
  };

  const ask = async (key: string, find: () => Promise<MerchantRecord | undefined>): Promise<Account | undefined> => {
    const known = kept.get(key);
    if (known !== undefined) {
      const found = await known;
      if (deps.now().getTime() < found.until) return found.account;
      // Whoever finds it too old first asks again; the others find the new question in its place.
      if (kept.get(key) !== known) return ask(key, find);
    }
    const question = load(find);
    keep(key, question);
    return (await question).account;
  };

  const keep = (key: string, question: Promise<Found>): void => {
    kept.delete(key);
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(key, question);
    question.catch(() => {
      if (kept.get(key) === question) kept.delete(key);
    });
  };

  return {
    byCode: async (code) => {
      if (code.length > MAX_CODE || code.includes('\u0000')) return undefined;
      return ask(`code ${code.toLowerCase()}`, () => findByCode(deps.database, code));
    },
    byId: (id) => ask(`id ${id}`, () => findById(deps.database, id)),
    forget: () => kept.clear(),
  };
};

const accountOf = (record: MerchantRecord, secretKeys: readonly string[]): Account => ({
  merchant: merchantOf(record),
  enabled: record.enabled,
  secretKeys,
  sessionEpoch: record.sessionEpoch,
  allows: allowList(record.allowedAddresses),
  toleranceMinutes: settingsOf(merchantOf(record)).loginToleranceMinutes,
});

/** The merchant as calls carry it. */
export const merchantOf = (record: MerchantRecord): Merchant => ({
  id: record.id,
  code: record.code,
  timeZone: record.timeZone,
  clockOffsetMs: record.clockOffsetMs,
  settings: {
    ...record.settings,
    name: record.name,
    currency: record.currency,
    countryCode: record.countryCode,
    isTest: record.isTest,
  },
});
