import type { Logger } from 'pino';
import type { Database, Db } from '../db/database.ts';
import { scrub } from '../kit/log.ts';
import {
  INTERNAL_ERROR,
  INVALID_REQUEST,
  METHOD_NOT_FOUND,
  REQUEST_TOO_LARGE,
  Refused,
  refuse,
  TIMED_OUT,
  UNAVAILABLE,
} from './errors.ts';
import { readKey } from './idempotency/key.ts';
import { keyClaim, once } from './idempotency/once.ts';
import { type Method, type MethodList, resultAt } from './method.ts';
import { read } from './read.ts';
import type { Shape } from './schema.ts';
import { type Version, within } from './versions.ts';
import { write } from './write.ts';

/** Who calls: the merchant as the API knows it. What else a domain needs of a merchant it asks of accounts. */
export type Merchant = {
  readonly id: bigint;
  readonly code: string;
  /** IANA name or "GMT+02:00"; wall clock times of the API are told in it. */
  readonly timeZone: string;
  /** How far a test merchant's clock is ahead of the real one; 0 for all others. */
  readonly clockOffsetMs: number;
  readonly settings: Readonly<Record<string, unknown>>;
};

/** What a method is given beside its input. */
export type Call<Parts = unknown> = {
  readonly merchant: Merchant;
  /** The merchant's clock at the start of the call. */
  readonly now: Date;
  readonly version: Version;
  /** Address of the caller. */
  readonly address: string;
  /**
   * The key under which the caller may send this very request again, for methods that take one. For a `write` method
   * all is done; one with effect `own` claims it in the transaction that stores its intent.
   */
  readonly idempotencyKey: string | null;
  /** The transaction of a `write` method, the pool of the others. */
  readonly db: Db;
  /** One transaction; only methods with effect `own` open any. */
  readonly transaction: <T>(work: (tx: Db) => Promise<T>) => Promise<T>;
  /** Work to be done once the answer is on its way; it must be safe to lose, since a crash loses it. */
  readonly afterwards: (work: () => Promise<void>) => void;
  readonly parts: Parts;
  readonly log: Logger;
};

/** What the wires need to make calls. */
export type Kernel = {
  readonly methods: MethodList;
  readonly database: Database;
  readonly parts: unknown;
  readonly log: Logger;
  readonly now: () => Date;
  /** Longest time that a call may take, in milliseconds. */
  readonly timeLimitMs: number;
};

export type Origin = {
  readonly wire: 'rpc' | 'soap' | 'rest';
  readonly version: Version;
  readonly address: string;
  /** The Idempotency-Key header, as it came. */
  readonly idempotencyKey?: string | readonly string[] | undefined;
};

/** Finds a method by name in a version; refuses unknown ones and those that the version does not have. */
export const findMethod = (methods: MethodList, name: string, version: Version): Method => {
  const method = methods.get(name);
  if (method === undefined || !within(version, method.versions)) {
    return refuse(METHOD_NOT_FOUND, `There is no method ${JSON.stringify(name.slice(0, 80))} in version ${version}.`);
  }
  return method;
};

/** An answer: the JSON value of the version, its shape for wires that need types, and the latest form for headers. */
export type Answer = {
  readonly value: unknown;
  readonly shape: Shape;
  readonly latest: unknown;
  readonly input: unknown;
};

/** Makes one call for all wires: reads the parameters, runs the method on its terms, writes the answer of the version. */
export const perform = async (
  kernel: Kernel,
  merchant: Merchant,
  origin: Origin,
  method: Method,
  sent: Readonly<Record<string, unknown>>,
): Promise<Answer> => {
  const started = performance.now();
  try {
    const input = read(method.input, origin.version, sent, '');
    const latest = await run(kernel, merchant, origin, method, input);
    const { shape, write: step } = resultAt(method, origin.version);
    const value = write(shape, origin.version, step(latest));
    audit(kernel, merchant, origin, method, started, 'OK');
    return { value, shape, latest, input };
  } catch (error) {
    const refused = asRefusal(error, kernel.log, method.name);
    audit(kernel, merchant, origin, method, started, refused.refusal.code);
    throw refused;
  }
};

const run = async (
  kernel: Kernel,
  merchant: Merchant,
  origin: Origin,
  method: Method,
  input: unknown,
): Promise<unknown> => {
  const later: (() => Promise<void>)[] = [];
  const idempotencyKey = method.idempotent === true ? readKey(origin.idempotencyKey) : null;
  const on = (db: Db): Call => ({
    merchant,
    now: new Date(kernel.now().getTime() + merchant.clockOffsetMs),
    version: origin.version,
    address: origin.address,
    idempotencyKey,
    db,
    transaction: (work) => kernel.database.transaction(work),
    afterwards: (work) => later.push(work),
    parts: kernel.parts,
    log: kernel.log,
  });
  const work =
    method.effect === 'write'
      ? kernel.database.transaction((tx) => {
          // A transaction that is tried again starts its list again.
          later.length = 0;
          const call = on(tx);
          return once(tx, keyClaim(call, method.name, input, null), () => method.run(call, input as never));
        })
      : method.run(on(kernel.database), input as never);
  const result = await withinTime(work, kernel.timeLimitMs);
  for (const task of later)
    setImmediate(() => task().catch((error) => kernel.log.error({ err: error }, 'afterwards failed')));
  return result;
};

/** The work goes on when the limit passes (a payment may be under way), only the caller stops waiting for it. */
const withinTime = async <T>(work: Promise<T>, limitMs: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refused(TIMED_OUT)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};

const audit = (
  kernel: Kernel,
  merchant: Merchant,
  origin: Origin,
  method: Method,
  started: number,
  outcome: string,
): void => {
  const ms = Math.round((performance.now() - started) * 10) / 10;
  const line = {
    merchant: merchant.code,
    method: method.name,
    wire: origin.wire,
    version: origin.version,
    ms,
    outcome,
  };
  if (method.effect === 'read') kernel.log.debug(line, 'call');
  else kernel.log.info({ ...line, address: origin.address }, 'call');
};

/** Errors of a database that is gone or full: the caller may try again, nothing is wrong with the call. */
const UNAVAILABLE_CODES = /^(08|53|57P)|^ECONN|^EPIPE|^ENOENT/;

/** Turns whatever was thrown into a refusal; a bug keeps its text in the log and answers only an id to find it by. */
export const asRefusal = (error: unknown, log: Logger, where: string): Refused => {
  if (error instanceof Refused) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refused(REQUEST_TOO_LARGE);
  // What else the HTTP server or the unpacking of a body objects to lies in the request.
  if (/^(FST_ERR_CTP_|Z_|ERR_STREAM_PREMATURE_CLOSE)/.test(code)) return new Refused(INVALID_REQUEST);
  const message = error instanceof Error ? error.message : String(error);
  if (UNAVAILABLE_CODES.test(code) || /Connection terminated|timeout exceeded when trying to connect/.test(message)) {
    log.error({ err: error, where }, 'database unavailable');
    return new Refused(UNAVAILABLE);
  }
  const id = Math.random().toString(36).slice(2, 10);
  log.error(
    { incident: id, where, text: scrub(message), stack: error instanceof Error ? scrub(error.stack ?? '') : '' },
    'internal error',
  );
  return new Refused(INTERNAL_ERROR, `Internal error (incident ${id}).`);
};
