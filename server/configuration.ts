import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { sqlFolder } from './db/migrations-folder.ts';
import type { FaultShares } from './gateways/faults.ts';
import { randomHex } from './kit/ids.ts';
import { type MasterKey, newMasterKey, parseMasterKey } from './kit/seal.ts';

/** What the operator decides, read from the environment once. */
export type Configuration = {
  /** 0 takes any free one. */
  readonly port: number;
  readonly host: string;
  /** URL of the PostgreSQL server; undefined: the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Absolute path of the folder for the embedded database and its key. */
  readonly dataDir: string;
  /** Absolute path of a seed file that `serve` applies. */
  readonly seedFile: string | undefined;
  /** Keys of the environment: the first seals, all open. Empty: see `masterKeysOf`. */
  readonly masterKeys: readonly MasterKey[];
  readonly logLevel: string;
  /** Public address without a slash at its end, when this server stands behind another one. */
  readonly publicUrl: string | undefined;
  /** Whether X-Forwarded-* headers are believed. */
  readonly trustProxy: boolean;
  /** How far a login date may be from now. */
  readonly loginToleranceMinutes: number;
  readonly bodyLimitBytes: number;
  /** Connections to the database kept at most. */
  readonly poolSize: number;
  /** A payment whose outcome is open for so long is asked for; it must outlast the slowest answer of a gateway. */
  readonly sweepAgeMs: number;
  /** Feed of exchange rates; without one the rates stay as they were declared. */
  readonly ratesUrl: string | undefined;
  /** How badly the simulated payment provider behaves, for trying out what depends on it; undefined: well. */
  readonly simulatorFaults: FaultShares | undefined;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** A value that cannot be used; the message has one sentence a line and names the variables. */
export class BadConfiguration extends Error {
  override readonly name = 'BadConfiguration';
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** The folder of the project, above this file in the sources and beside `dist/` when this is a bundle. */
export const projectFolder = (): string => dirname(dirname(sqlFolder()));

/**
 * Reads the environment; an empty variable counts as absent. Throws BadConfiguration that names everything wrong.
 * @param project relative paths start here
 */
export const readConfiguration = (env: Environment, project: string = projectFolder()): Configuration => {
  const wrong: string[] = [];
  const variable = reader(env, wrong);
  const configuration: Configuration = {
    port: variable('PORT', 3000, wholeNumber(0, 65_535)),
    host: variable('HOST', '127.0.0.1', hostName),
    databaseUrl: variable('DATABASE_URL', undefined, databaseAddress),
    dataDir: variable('SUTLER_DATA_DIR', join(project, '.sutler'), (text) => resolve(project, text)),
    seedFile: variable('SUTLER_SEED', undefined, (text) => resolve(project, text)),
    masterKeys: variable('SUTLER_MASTER_KEY', [], masterKeyList),
    logLevel: variable('LOG_LEVEL', 'info', oneOf(LOG_LEVELS)),
    publicUrl: variable('PUBLIC_URL', undefined, webAddress),
    trustProxy: variable('TRUST_PROXY', false, yesOrNo),
    loginToleranceMinutes: variable('SUTLER_LOGIN_TOLERANCE_MINUTES', 900, wholeNumber(1, 10_080)),
    bodyLimitBytes: variable('SUTLER_BODY_LIMIT_BYTES', 5 * 1024 * 1024, wholeNumber(1_024, 268_435_456)),
    poolSize: variable('SUTLER_POOL_SIZE', 10, wholeNumber(2, 500)),
    sweepAgeMs: variable('SUTLER_SWEEP_AGE_MS', 120_000, wholeNumber(100, 86_400_000)),
    ratesUrl: variable('SUTLER_RATES_URL', undefined, webAddress),
    simulatorFaults: variable('SUTLER_SIMULATOR_FAULTS', undefined, faultShares),
  };
  if (configuration.databaseUrl !== undefined && given(env, 'SUTLER_MASTER_KEY') === undefined) {
    wrong.push(
      'SUTLER_MASTER_KEY must be set when DATABASE_URL is: it seals the secrets in that database. ' +
        'Make one with "openssl rand -hex 32" and keep it as safe as the database; without it the secrets are lost.',
    );
  }
  if (wrong.length > 0) throw new BadConfiguration(wrong.join('\n'));
  return configuration;
};

/** A value, or a sentence (behind the variable's name) that says what it must be. */
type Parse<T> = (text: string) => T | Wrong;
type Wrong = { readonly mustBe: string };

const isWrong = (value: unknown): value is Wrong => typeof value === 'object' && value !== null && 'mustBe' in value;

const given = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined;

const reader =
  (env: Environment, wrong: string[]) =>
  <T, D>(name: string, otherwise: D, parse: Parse<T>): T | D => {
    const text = given(env, name);
    if (text === undefined) return otherwise;
    const value = parse(text);
    if (!isWrong(value)) return value;
    wrong.push(`${name} must be ${value.mustBe}.`);
    return otherwise;
  };

const but = (text: string): string => `, not ${JSON.stringify(text.slice(0, 60))}`;

const wholeNumber =
  (least: number, most: number): Parse<number> =>
  (text) => {
    const number = Number(text);
    if (/^\d{1,9}$/.test(text) && number >= least && number <= most) return number;
    return { mustBe: `a whole number from ${least} to ${most}${but(text)}` };
  };

const oneOf =
  (values: readonly string[]): Parse<string> =>
  (text) =>
    values.includes(text.toLowerCase()) ? text.toLowerCase() : { mustBe: `one of ${values.join(', ')}${but(text)}` };

const yesOrNo: Parse<boolean> = (text) => {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  return { mustBe: `true or false${but(text)}` };
};

const hostName: Parse<string> = (text) => {
  const host = text.replace(/^\[(.*)\]$/, '$1');
  return /^[\w.:%-]+$/.test(host) ? host : { mustBe: `an address or host name to listen on${but(text)}` };
};

/** What is wrong with the URL is not repeated: it may hold a password. */
const databaseAddress: Parse<string> = (text) =>
  URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)
    ? text
    : { mustBe: 'a URL like postgresql://user:password@host:5432/database' };

const SHARES = ['lostRequest', 'lostAnswer', 'late', 'twice'] as const;

/** "lostAnswer=0.1,late=0.2,delayMs=300": shares of the calls to the provider, together at most 1. */
const faultShares: Parse<FaultShares> = (text) => {
  const pairs = text.split(',').map((part) => /^\s*(\w+)=(\d{1,5}(?:\.\d{1,6})?)\s*$/.exec(part));
  const shares = Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', Number(pair?.[2] ?? Number.NaN)]));
  const sum = SHARES.reduce((total, name) => total + (shares[name] ?? 0), 0);
  const isKnown = Object.keys(shares).every((name) => name === 'delayMs' || SHARES.some((share) => share === name));
  return isKnown && pairs.every((pair) => pair !== null) && sum <= 1
    ? shares
    : { mustBe: `shares like lostAnswer=0.1,late=0.2,delayMs=300 of ${SHARES.join(', ')}${but(text)}` };
};

const webAddress: Parse<string> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    return { mustBe: `an address like https://shop.example${but(text)}` };
  }
  return text.replace(/\/+$/, '');
};

/** One key, or several with their numbers ("2:<key>,1:<key>") while an old one is being replaced. */
const masterKeyList: Parse<readonly MasterKey[]> = (text) => {
  const keys = text.split(',').map((part) => {
    const [, id = '1', key = ''] = /^\s*(?:(\d{1,3}):)?(.*)$/.exec(part) ?? [];
    return Number(id) <= 255 ? parseMasterKey(key, Number(id)) : undefined;
  });
  const known = keys.filter((key) => key !== undefined);
  if (known.length === keys.length && new Set(known.map(({ id }) => id)).size === keys.length) return known;
  return {
    mustBe: '32 bytes as 64 hexadecimal digits or in base64; several are numbered and separated by commas (2:…,1:…)',
  };
};

/** The file with the key of an embedded database. */
export const masterKeyFile = (dataDir: string): string => join(dataDir, 'master-key');

/**
 * The keys to seal and open with. An embedded database without a key in the environment has one in a file that only
 * its owner reads; it is made here when absent. Throws BadConfiguration when the file holds something else.
 */
export const masterKeysOf = (configuration: Configuration): readonly MasterKey[] => {
  if (configuration.masterKeys.length > 0) return configuration.masterKeys;
  const file = masterKeyFile(configuration.dataDir);
  const key = parseMasterKey(readKeyFile(file) ?? makeKeyFile(configuration.dataDir, file));
  if (key !== undefined) return [key];
  throw new BadConfiguration(
    `${file} holds no key of 64 hexadecimal digits. Restore it from a backup or set SUTLER_MASTER_KEY to that key; ` +
      'secrets that were sealed with it cannot be opened with another one.',
  );
};

const readKeyFile = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new BadConfiguration(
      `The master key in ${file} cannot be read (${String(error)}). SUTLER_DATA_DIR names its folder.`,
    );
  }
};

/** The link comes last and only if there is none: of two starters at once both go on with the same, whole key. */
const makeKeyFile = (dataDir: string, file: string): string => {
  const draft = `${file}-${randomHex(4)}`;
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(draft, `${newMasterKey()}\n`, { mode: 0o600, flag: 'wx', flush: true });
    chmodSync(draft, 0o600);
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      throw new BadConfiguration(`SUTLER_DATA_DIR must be a folder that can be written: ${String(error)}`);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8');
};
