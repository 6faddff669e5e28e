import { createHmac, timingSafeEqual } from 'node:crypto';
import { attemptsOf } from './attempts.ts';
import type { Merchant } from './call.ts';
import {
  AUTHENTICATION_ERROR,
  FORBIDDEN,
  NOT_ALLOWED,
  type Refusal,
  Refused,
  refuse,
  TOO_MANY_FAILURES,
} from './errors.ts';
import type { SessionTokens } from './session-tokens.ts';

/** A merchant with what is needed to prove who calls. */
export type Account = {
  readonly merchant: Merchant;
  readonly enabled: boolean;
  /** Secret keys that are valid now: during a rotation two. */
  readonly secretKeys: readonly string[];
  /** Counts up when all sessions shall end; tokens of other numbers are refused. */
  readonly sessionEpoch: number;
  /** Addresses or CIDR blocks that may call; none means all. */
  readonly allows: (address: string) => boolean;
  /** How far a login date may be from now, where the account differs from the server. */
  readonly toleranceMinutes?: number | null;
};

/** Finds accounts; both are answered from memory most of the time. */
export type Accounts = {
  byCode(code: string): Promise<Account | undefined>;
  byId(id: bigint): Promise<Account | undefined>;
};

export type Credentials = {
  readonly code: string;
  readonly date: string;
  readonly hash: string;
  readonly algorithm?: string | null | undefined;
};

export type Authenticator = {
  /** Opens a session; refuses FORBIDDEN for whatever is wrong, so that nothing is told about which part it is. */
  login(credentials: Credentials, address: string): Promise<string>;
  /** The account of a session; refuses FORBIDDEN, so that clients log in again, and NOT_ALLOWED. */
  ofSession(session: string, address: string): Promise<Merchant>;
  /** The account of a REST header; refuses AUTHENTICATION_ERROR. */
  ofHeader(header: string | undefined, address: string): Promise<Merchant>;
};

export type AuthenticationSettings = {
  readonly accounts: Accounts;
  readonly tokens: SessionTokens;
  /** The real time: sessions and login dates do not follow a merchant's moved clock. */
  readonly now: () => Date;
  /** How far a login date may be from now, in minutes. Clients reuse headers, and some send local time for UTC. */
  readonly toleranceMinutes: number;
};

const MISSING: Refusal = AUTHENTICATION_ERROR;
const BAD_SIGNATURE = 'Hash signature could not be authenticated';

export const createAuthenticator = (settings: AuthenticationSettings): Authenticator => {
  const attempts = attemptsOf(settings.now);

  /** Checks credentials; undefined when anything is wrong. The work is the same whether or not the code exists. */
  const check = async (credentials: Credentials, address: string): Promise<Account | undefined> => {
    const wait = attempts.waitSeconds(address, credentials.code);
    if (wait > 0) refuse(TOO_MANY_FAILURES, `Too many failed authentications; try again in ${wait} seconds.`);
    const account = await settings.accounts.byCode(credentials.code);
    const keys = account?.secretKeys ?? ['an account that does not exist'];
    const signed = keys.some((key) => signatureMatches(credentials, key)) && account !== undefined;
    const good =
      signed &&
      account.enabled &&
      isNear(credentials.date, settings.now(), account.toleranceMinutes ?? settings.toleranceMinutes);
    if (!good) attempts.failed(address, credentials.code);
    else attempts.succeeded(address, credentials.code);
    return good ? account : undefined;
  };

  return {
    async login(credentials, address) {
      const account = await check(credentials, address);
      if (account === undefined) return refuse(FORBIDDEN);
      allowed(account, address);
      return settings.tokens.issue(account.merchant.id, account.sessionEpoch, settings.now());
    },

    async ofSession(session, address) {
      const token = settings.tokens.read(session);
      if (token === undefined || token.expiresAt.getTime() <= settings.now().getTime()) return refuse(FORBIDDEN);
      const account = await settings.accounts.byId(token.merchantId);
      if (account === undefined || !account.enabled || account.sessionEpoch !== token.epoch) return refuse(FORBIDDEN);
      return allowed(account, address);
    },

    async ofHeader(header, address) {
      const credentials = readHeader(header);
      if (credentials === undefined) return refuse(MISSING);
      const account = await check(credentials, address);
      if (account === undefined) return refuse(AUTHENTICATION_ERROR, await reasonFor(settings.accounts, credentials));
      return allowed(account, address);
    },
  };
};

/** Clients know two texts: one for a missing or unknown account, one for a signature that does not fit. */
const reasonFor = async (accounts: Accounts, { code }: Credentials): Promise<string> =>
  (await accounts.byCode(code)) === undefined ? MISSING.sentence : BAD_SIGNATURE;

const allowed = (account: Account, address: string): Merchant => {
  if (!account.allows(address)) throw new Refused(NOT_ALLOWED);
  return account.merchant;
};

const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['md5', 'md5'],
  ['sha256', 'sha256'],
  ['sha-256', 'sha256'],
  ['sha3-256', 'sha3-256'],
  ['sha3256', 'sha3-256'],
]);

/** The signature of credentials: HMAC over code and date, each behind its length in bytes; lower-case hex. */
export const signature = (code: string, date: string, key: string, algorithm = 'md5'): string =>
  createHmac(algorithm, key)
    .update(`${Buffer.byteLength(code)}${code}${Buffer.byteLength(date)}${date}`)
    .digest('hex');

const signatureMatches = ({ code, date, hash, algorithm }: Credentials, key: string): boolean => {
  const name = ALGORITHMS.get((algorithm ?? '').trim().toLowerCase() || 'md5');
  if (name === undefined) return false;
  const expected = Buffer.from(signature(code, date, key, name));
  const given = Buffer.from(hash.trim().toLowerCase());
  return expected.length === given.length && timingSafeEqual(expected, given);
};

const isNear = (date: string, now: Date, toleranceMinutes: number): boolean => {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(date)) return false;
  const at = Date.parse(`${date.replace(' ', 'T')}Z`);
  return Math.abs(at - now.getTime()) <= toleranceMinutes * 60_000;
};

/** Attributes in double, single or no quotes, in any order and letter case; the date has a blank in it. */
const ATTRIBUTE = /([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^"'\s,;]+(?:\s\d{2}:\d{2}:\d{2})?))/gi;
const MAX_HEADER = 1024;

const readHeader = (header: string | undefined): Credentials | undefined => {
  if (header === undefined || header.length > MAX_HEADER) return undefined;
  const found = new Map<string, string>();
  for (const [, name = '', double, single, bare] of header.matchAll(ATTRIBUTE)) {
    found.set(name.toLowerCase(), (double ?? single ?? bare ?? '').trim());
  }
  const [code, date, hash] = [found.get('code'), found.get('date'), found.get('hash')];
  if (!code || !date || !hash) return undefined;
  return { code, date, hash, algorithm: found.get('algo') };
};
