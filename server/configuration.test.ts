import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BadConfiguration, type Environment, masterKeyFile, masterKeysOf, readConfiguration } from './configuration.ts';

const KEY = 'ab'.repeat(32);

const complaint = (env: Environment): string => {
  try {
    readConfiguration(env, '/project');
  } catch (error) {
    if (error instanceof BadConfiguration) return error.message;
    throw error;
  }
  return '';
};

describe('the environment', () => {
  test('may be empty', () => {
    expect(readConfiguration({}, '/project')).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      dataDir: '/project/.sutler',
      seedFile: undefined,
      masterKeys: [],
      logLevel: 'info',
      publicUrl: undefined,
      trustProxy: false,
      loginToleranceMinutes: 900,
      bodyLimitBytes: 5_242_880,
      poolSize: 10,
      sweepAgeMs: 120_000,
    });
  });

  test('sets everything', () => {
    const env = {
      PORT: '8080',
      HOST: '[::1]',
      DATABASE_URL: 'postgres://sutler:secret@db.example/shop',
      SUTLER_DATA_DIR: 'data',
      SUTLER_SEED: '/etc/sutler/seed.yaml',
      SUTLER_MASTER_KEY: KEY,
      LOG_LEVEL: 'WARN',
      PUBLIC_URL: 'https://shop.example/',
      TRUST_PROXY: 'true',
      SUTLER_LOGIN_TOLERANCE_MINUTES: '5',
      SUTLER_BODY_LIMIT_BYTES: '1048576',
      SUTLER_POOL_SIZE: '30',
      SUTLER_SWEEP_AGE_MS: '60000',
    };
    expect(readConfiguration(env, '/project')).toEqual({
      port: 8080,
      host: '::1',
      databaseUrl: 'postgres://sutler:secret@db.example/shop',
      dataDir: '/project/data',
      seedFile: '/etc/sutler/seed.yaml',
      masterKeys: [{ id: 1, secret: Buffer.from(KEY, 'hex') }],
      logLevel: 'warn',
      publicUrl: 'https://shop.example',
      trustProxy: true,
      loginToleranceMinutes: 5,
      bodyLimitBytes: 1_048_576,
      poolSize: 30,
      sweepAgeMs: 60_000,
    });
  });

  test('takes an empty variable for an absent one', () => {
    expect(readConfiguration({ PORT: '', HOST: ' ', DATABASE_URL: '' }, '/project')).toEqual(
      readConfiguration({}, '/project'),
    );
  });

  test.each([
    ['PORT', 'http', 'PORT must be a whole number from 0 to 65535, not "http".'],
    ['PORT', '65536', 'PORT must be a whole number from 0 to 65535, not "65536".'],
    ['HOST', 'a b', 'HOST must be an address or host name to listen on, not "a b".'],
    [
      'DATABASE_URL',
      'mysql://me:pw@db/x',
      'DATABASE_URL must be a URL like postgresql://user:password@host:5432/database.',
    ],
    ['SUTLER_MASTER_KEY', 'abc', 'SUTLER_MASTER_KEY must be 32 bytes'],
    ['SUTLER_MASTER_KEY', `1:${KEY},1:${KEY}`, 'SUTLER_MASTER_KEY must be 32 bytes'],
    ['SUTLER_MASTER_KEY', `999:${KEY}`, 'SUTLER_MASTER_KEY must be 32 bytes'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, not "loud".'],
    ['PUBLIC_URL', 'shop.example', 'PUBLIC_URL must be an address like https://shop.example, not "shop.example".'],
    ['TRUST_PROXY', 'maybe', 'TRUST_PROXY must be true or false, not "maybe".'],
    ['SUTLER_LOGIN_TOLERANCE_MINUTES', '0', 'SUTLER_LOGIN_TOLERANCE_MINUTES must be a whole number from 1 to 10080'],
    ['SUTLER_BODY_LIMIT_BYTES', '-1', 'SUTLER_BODY_LIMIT_BYTES must be a whole number from 1024 to 268435456'],
    ['SUTLER_POOL_SIZE', '1', 'SUTLER_POOL_SIZE must be a whole number from 2 to 500'],
  ])('is refused with %s=%s', (name, value, sentence) => {
    expect(complaint({ [name]: value })).toContain(sentence);
  });

  test('is refused with all its faults at once and without the secrets in them', () => {
    const text = complaint({ PORT: 'x', DATABASE_URL: 'db.example:5432?password=hunter2', LOG_LEVEL: 'y' });
    expect(text.split('\n')).toHaveLength(3);
    expect(text).not.toContain('hunter2');
  });

  test('must bring the master key of a database of its own', () => {
    expect(complaint({ DATABASE_URL: 'postgres://db.example/shop' })).toMatch(/^SUTLER_MASTER_KEY must be set when/);
  });

  test('may bring several numbered master keys; the first is the one that seals', () => {
    const { masterKeys } = readConfiguration({ SUTLER_MASTER_KEY: `2:${'cd'.repeat(32)}, 1:${KEY}` }, '/project');
    expect(masterKeys.map(({ id }) => id)).toEqual([2, 1]);
  });
});

describe('the master key of an embedded database', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'sutler-key-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const keys = (env: Environment = {}) => masterKeysOf(readConfiguration({ SUTLER_DATA_DIR: dataDir, ...env }));

  test('is made once, in a file that only its owner reads', () => {
    const first = keys();
    expect(keys()).toEqual(first);
    expect(statSync(masterKeyFile(dataDir)).mode & 0o777).toBe(0o600);
    expect(readFileSync(masterKeyFile(dataDir), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
  });

  test('comes from the environment when that has one, and no file is made', () => {
    expect(keys({ SUTLER_MASTER_KEY: KEY })).toEqual([{ id: 1, secret: Buffer.from(KEY, 'hex') }]);
    expect(() => statSync(masterKeyFile(dataDir))).toThrow('ENOENT');
  });

  test('is not replaced when its file is damaged', () => {
    writeFileSync(masterKeyFile(dataDir), 'not a key');
    expect(() => keys()).toThrow(/holds no key of 64 hexadecimal digits/);
    expect(readFileSync(masterKeyFile(dataDir), 'utf8')).toBe('not a key');
  });

  test('cannot be kept in a folder that cannot be made', () => {
    writeFileSync(join(dataDir, 'file'), '');
    expect(() => keys({ SUTLER_DATA_DIR: join(dataDir, 'file', 'folder') })).toThrow(BadConfiguration);
  });
});
