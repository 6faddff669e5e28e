import pg from 'pg';

/** The work ended, but the server undid it: nothing of the transaction was stored. `cause` is the statement's error. */
export class TransactionRolledBack extends Error {
  override readonly name = 'TransactionRolledBack';
}

/** The connection broke while COMMIT was on its way: the work is stored wholly or not at all, and only a read can tell. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';
}

/** The SQL error behind `error`, looking through wrappers; undefined when the server did not speak. */
function sqlErrorOf(error: unknown): pg.DatabaseError | undefined {
  let current = error;
  for (let depth = 0; depth < 8 && current instanceof Error; depth += 1) {
    if (current instanceof pg.DatabaseError) return current;
    current = current.cause;
  }
  return undefined;
}

/** Whether a unique or primary key was violated (that of `constraintName`, when given). */
export function isUniqueViolation(error: unknown, constraintName?: string): boolean {
  const sqlError = sqlErrorOf(error);
  if (sqlError?.code !== '23505') return false;
  return constraintName === undefined || sqlError.constraint === constraintName;
}

/** Whether the server refused with this SQLSTATE; functions of the schema raise codes of their own. */
export function hasSqlState(error: unknown, code: string): boolean {
  return sqlErrorOf(error)?.code === code;
}

/** Whether the connection is gone or about to go, so that it must not be used again. */
export function isConnectionFailure(error: unknown): boolean {
  const sqlError = sqlErrorOf(error);
  if (sqlError?.code === undefined) return true;
  if (sqlError.severity === 'FATAL' || sqlError.severity === 'PANIC') return true;
  return sqlError.code.startsWith('08') || ['57P01', '57P02', '57P03', '57P05', '25P03'].includes(sqlError.code);
}

/** The server's refusal of every statement after the one that failed; it says nothing of the reason. */
export function isAbortedEcho(error: unknown): boolean {
  return sqlErrorOf(error)?.code === '25P02';
}

/** A prepared statement outlived a change of its tables; under another name it is planned afresh. */
export function isStalePlan(error: unknown): boolean {
  const sqlError = sqlErrorOf(error);
  return sqlError?.code === '0A000' && sqlError.routine === 'RevalidateCachedQuery';
}

/** Serialization failure and deadlock: the same transaction may well succeed when run again. */
export function isRetriable(error: unknown): boolean {
  const code = sqlErrorOf(error)?.code;
  return code === '40001' || code === '40P01' || isStalePlan(error);
}
