import {
  type Bindings,
  type ChildLoggerOptions,
  type DestinationStream,
  type Logger,
  pino,
  stdSerializers,
} from 'pino';
import { scrub } from './cards.ts';

export type { Logger } from 'pino';
export { looksLikeCardNumber, maskCard, scrub } from './cards.ts';

const HIDDEN = '[hidden]';
const MAX_DEPTH = 8;

/** Names of members that hold secrets or card data, in any spelling of the wires and of our own code. */
const SECRET_NAME =
  /card_?number|ccid|cvv|cvc|security_?code|passw|secret|signature|hash$|session_?id|token|authori[sz]ation|authentication|cookie|api_?key|master_?key|private_?key|account_?number|^iban$|encrypted_?payment/i;

/** Members that Fastify hands over as live objects; the serializers below turn them into a few plain fields. */
const LIVE_OBJECTS: ReadonlySet<string> = new Set(['req', 'res']);

/**
 * A logger of JSON lines. Members with a secret name are hidden at any depth, card numbers in any text are masked.
 * `destination` is standard output when left out.
 */
export function createLogger(options: { level: string; destination?: DestinationStream }): Logger {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: cleanMembers,
    },
    // Errors are already plain when serializers see them; the library's own would rename their type.
    serializers: { req: describeRequest, res: describeReply, err: (error: unknown) => error },
    hooks: { logMethod: logScrubbed },
  };
  return withCleanChildren(options.destination === undefined ? pino(settings) : pino(settings, options.destination));
}

/** The formatters above do not see what a child logger is bound to, so it is cleaned on the way in. */
function withCleanChildren(logger: Logger): Logger {
  const child = logger.child<never>;
  return Object.assign(logger, {
    child(this: Logger, bindings: Bindings, options?: ChildLoggerOptions): Logger {
      return child.call(this, cleanMembers(bindings), options);
    },
  });
}

type LogMethod = (this: Logger, ...args: unknown[]) => void;

function logScrubbed(this: Logger, args: unknown[], method: LogMethod): void {
  const [first, ...rest] = args;
  if (first instanceof Error) method.call(this, { err: first }, scrub(first.message), ...rest);
  else if (isObject(first)) method.call(this, first, ...cleanMessage(first, rest));
  else method.apply(this, cleanAll(args));
}

/** Left alone, the logger would take the message of an error that comes without one, before anything is masked. */
function cleanMessage(members: object, rest: unknown[]): unknown[] {
  if (rest.length > 0) return cleanAll(rest);
  return 'err' in members && members.err instanceof Error ? [scrub(members.err.message)] : [];
}

function cleanAll(values: unknown[]): unknown[] {
  return values.map((value) => clean(value, 0));
}

function cleanMembers(members: Record<string, unknown>): Record<string, unknown> {
  return cleanObject(members, 0);
}

/** A copy that is safe to print: secrets hidden, card numbers masked, bigints as text. */
function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value === 'bigint') return value.toString();
  if (!isObject(value) || value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Error) return cleanError(value, depth);
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  if (value instanceof URL) return scrub(value.origin + value.pathname);
  return cleanObject(value, depth);
}

function cleanObject(value: object, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (SECRET_NAME.test(name)) copy[name] = HIDDEN;
    else copy[name] = depth === 0 && LIVE_OBJECTS.has(name) ? member : clean(member, depth + 1);
  }
  return copy;
}

function cleanError(error: Error, depth: number): Record<string, unknown> {
  return cleanObject(stdSerializers.err(error), depth + 1);
}

/** Query strings carry tokens and signatures, so only the path of a request is printed. */
function describeRequest(request: { method?: string; url?: string; ip?: string }): Record<string, unknown> {
  return { method: request.method, path: scrub(request.url?.split('?')[0] ?? ''), ip: request.ip };
}

function describeReply(reply: { statusCode?: number }): Record<string, unknown> {
  return { statusCode: reply.statusCode };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
