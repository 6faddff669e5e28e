import type pg from 'pg';
import { CommitUnknown, isAbortedEcho, isConnectionFailure, TransactionRolledBack } from './failures.ts';
import type { Statement } from './statement.ts';

/** Where statements run: a pool of connections or one open transaction. */
export interface Db {
  /** All rows of the answer, columns under their SQL names. */
  rows<Row>(s: Statement): Promise<Row[]>;
  /** The first row, or undefined when there is none. */
  row<Row>(s: Statement): Promise<Row | undefined>;
}

/** Sends one statement to a connection; rejects (never throws) when a value cannot be encoded. */
export type Send = <Row>(client: pg.ClientBase, s: Statement) => Promise<Row[]>;

/** What went wrong first among the statements of a transaction; later errors are mostly its echo. */
type Issued = { readonly answers: Promise<unknown>[]; open: boolean; failure: { readonly error: unknown } | undefined };

function follow<Result>(issued: Issued, answer: Promise<Result>): Promise<Result> {
  issued.answers.push(
    answer.catch((error: unknown) => {
      issued.failure ??= { error };
    }),
  );
  return answer;
}

function transactionDb(client: pg.ClientBase, send: Send, issued: Issued): Db {
  const rows = <Row>(s: Statement): Promise<Row[]> => {
    if (!issued.open) return Promise.reject(new Error('The transaction is over: a statement came too late'));
    return follow(issued, send<Row>(client, s));
  };
  const row = <Row>(s: Statement): Promise<Row | undefined> => {
    const first = rows<Row>(s).then((all) => all[0]);
    // The failure is already noted; a caller that pipelines without waiting must not end the process.
    first.catch(() => undefined);
    return first;
  };
  return { rows, row };
}

async function rollBack(client: pg.ClientBase, issued: Issued): Promise<void> {
  // When ROLLBACK cannot be sent the server undoes the transaction by itself, as the connection is gone.
  await Promise.allSettled([...issued.answers, client.query('ROLLBACK')]);
}

async function commit(client: pg.ClientBase, issued: Issued): Promise<void> {
  const [answer] = await Promise.allSettled([client.query('COMMIT'), ...issued.answers]);
  const failure = issued.failure?.error;
  if (answer.status === 'fulfilled' && answer.value.command === 'COMMIT') {
    if (issued.failure !== undefined) throw failure;
    return;
  }
  if (answer.status === 'fulfilled' || (failure !== undefined && !isConnectionFailure(failure))) {
    throw new TransactionRolledBack('The transaction was rolled back because a statement in it failed', {
      cause: failure,
    });
  }
  if (isConnectionFailure(answer.reason)) {
    throw new CommitUnknown('The connection broke during COMMIT', { cause: answer.reason });
  }
  throw answer.reason;
}

/**
 * Runs `work` between BEGIN and COMMIT on a pipelined connection, once. The server answers a COMMIT after a failed
 * statement with success and the tag ROLLBACK, so every issued statement is looked at, waited for by `work` or not,
 * and the tag must be COMMIT. Throws what `work` threw, TransactionRolledBack, CommitUnknown, or the error of COMMIT.
 */
export async function runTransaction<T>(
  client: pg.ClientBase,
  send: Send,
  isBroken: () => boolean,
  work: (tx: Db) => Promise<T>,
): Promise<T> {
  const issued: Issued = { answers: [], open: true, failure: undefined };
  follow(issued, client.query('BEGIN'));
  let result: T;
  try {
    result = await work(transactionDb(client, send, issued));
  } catch (error) {
    issued.open = false;
    await rollBack(client, issued);
    throw isAbortedEcho(error) && issued.failure !== undefined ? issued.failure.error : error;
  }
  issued.open = false;
  if (issued.failure !== undefined || isBroken()) {
    await rollBack(client, issued);
    const cause = issued.failure?.error;
    throw new TransactionRolledBack('The transaction was rolled back because a statement in it failed', { cause });
  }
  await commit(client, issued);
  return result;
}
