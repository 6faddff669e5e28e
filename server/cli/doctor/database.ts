import { existsSync } from 'node:fs';
import { type Configuration, masterKeyFile, masterKeysOf } from '../../configuration.ts';
import { type Db, statement } from '../../db/database.ts';
import { pendingMigrations } from '../../db/migrate.ts';
import { findSecrets, type KeyPurpose, type MerchantRecord } from '../../domains/accounts/index.ts';
import { listImbalances, listOpenPayments } from '../../domains/payments/index.ts';
import type { Storage } from '../../storage.ts';
import { eachMerchant } from '../merchant.ts';
import { type Finding, fail, findingOf, ok, warn } from './finding.ts';
import { gatewaysCheck } from './gateways.ts';

/** Major versions of PostgreSQL that the program works on; it is built for 16 and later. */
const OLDEST = 15;
const NEWEST = 18;

/** A payment that is open for longer hangs: a shopper has fifteen minutes, and the work loop looks every few seconds. */
const HANGING_MS = 3_600_000;
const MOST_LISTED = 200;

/** Looks at the database and what is in it; a look that fails does not keep the next from being made. */
export const databaseChecks = async (
  configuration: Configuration,
  storage: Storage,
  report: (finding: Finding) => void,
): Promise<void> => {
  report(await versionCheck(storage.database));
  const migrations = await look('migrations', () => migrationsCheck(storage));
  report(migrations);
  if (migrations.state === 'FAIL') return;
  const merchants: MerchantRecord[] = [];
  for await (const merchant of eachMerchant(storage)) merchants.push(merchant);
  report(await look('master key', () => masterKeyCheck(configuration, storage.database, merchants)));
  report(await look('gateways', () => gatewaysCheck(configuration, storage.database, merchants)));
  report(await look('ledger', () => ledgerCheck(storage.database, merchants)));
  report(await look('payments', () => paymentsCheck(storage.database, merchants, new Date())));
};

const look = async (subject: string, check: () => Promise<Finding>): Promise<Finding> => {
  try {
    return await check();
  } catch (error) {
    return findingOf(subject, error);
  }
};

/** Throws when the database cannot be reached. */
const versionCheck = async (db: Db): Promise<Finding> => {
  const row = await db.row<{ version: string }>(statement("SELECT current_setting('server_version') AS version"));
  const version = row?.version ?? '';
  const major = Number.parseInt(version, 10);
  if (major >= OLDEST && major <= NEWEST) return ok('database', `PostgreSQL ${version} answers`);
  if (major > NEWEST) return warn('database', `PostgreSQL ${version} is newer than any that was tried (${NEWEST})`);
  return fail('database', `PostgreSQL ${version} is too old; ${OLDEST} to ${NEWEST} are supported`);
};

const migrationsCheck = async ({ connection }: Storage): Promise<Finding> => {
  const pending = await pendingMigrations(connection);
  if (pending.length === 0) return ok('migrations', 'all are applied');
  return fail('migrations', `${pending.length} are not applied (from ${pending[0]}); run "sutler migrate"`);
};

const SEALED: readonly KeyPurpose[] = ['API', 'BUY_LINK', 'INS', 'CARD_ENCRYPTION', 'STRIPE_API', 'STRIPE_WEBHOOK'];

const masterKeyCheck = async (
  configuration: Configuration,
  db: Db,
  merchants: readonly MerchantRecord[],
): Promise<Finding> => {
  const file = masterKeyFile(configuration.dataDir);
  if (configuration.masterKeys.length === 0 && !existsSync(file)) {
    return fail('master key', `${file} is missing; restore it or set SUTLER_MASTER_KEY, or the secrets are lost`);
  }
  const masterKeys = masterKeysOf(configuration);
  let opened = 0;
  const closed = new Set<string>();
  for (const { id, code } of merchants) {
    for (const purpose of SEALED) {
      try {
        opened += (await findSecrets(db, masterKeys, id, purpose, new Date())).length;
      } catch {
        closed.add(code);
      }
    }
  }
  if (closed.size === 0) return ok('master key', `it opens all secrets (${opened})`);
  return fail(
    'master key',
    `it does not open the secrets of ${some([...closed])}; restore the key they were sealed with`,
  );
};

const ledgerCheck = async (db: Db, merchants: readonly MerchantRecord[]): Promise<Finding> => {
  const wrong: string[] = [];
  for (const { id, code } of merchants) {
    const found = await listImbalances(db, id);
    for (const { transaction_id: transaction, sum_minor: sum, currency } of found) {
      wrong.push(`${code} transaction ${transaction} by ${sum} minor units ${currency}`);
    }
  }
  if (wrong.length === 0) return ok('ledger', 'the entries of every transaction sum to zero');
  return fail('ledger', `out of balance: ${some(wrong)}`);
};

const paymentsCheck = async (db: Db, merchants: readonly MerchantRecord[], at: Date): Promise<Finding> => {
  const hanging: string[] = [];
  for (const { id, code, clockOffsetMs } of merchants) {
    const now = at.getTime() + clockOffsetMs;
    // Whoever looks after an open payment notes it there, so the time of the request decides and not that of the note.
    const open = await listOpenPayments(db, id, new Date(now + HANGING_MS), MOST_LISTED);
    const old = open.filter(({ requested_at: requestedAt }) => now - requestedAt.getTime() > HANGING_MS);
    if (old.length > 0) hanging.push(`${old.length === MOST_LISTED ? 'at least ' : ''}${old.length} of ${code}`);
  }
  if (hanging.length === 0) return ok('payments', 'none is open for more than an hour');
  return warn('payments', `open for more than an hour: ${some(hanging)}; "sutler work" settles them`);
};

const SHOWN = 5;

const some = (texts: readonly string[]): string =>
  texts.length <= SHOWN ? texts.join(', ') : `${texts.slice(0, SHOWN).join(', ')} and ${texts.length - SHOWN} more`;
