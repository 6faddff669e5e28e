import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signature } from '../server/api/authentication.ts';
import type { Merchant } from '../server/api/call.ts';
import { VERSIONS, type Version } from '../server/api/versions.ts';
import { endSessions, setSecret, updateMerchant } from '../server/domains/accounts/index.ts';
import { MASTER_KEY, SECRET_KEY, startTestApi, type TestApi } from '../server/testing/api.ts';
import { at, openSession, postRpc } from './asking.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const dateOf = (instant: Date): string => instant.toISOString().slice(0, 19).replace('T', ' ');

type Login = {
  readonly code: string;
  readonly date?: string;
  readonly key?: string;
  readonly algorithm?: string;
  readonly hash?: string;
  readonly version?: Version;
};

const lower = (algorithm: string | undefined): string => (algorithm ?? 'md5').toLowerCase();

const credentialsOf = ({ code, date = dateOf(api.now()), key = SECRET_KEY, algorithm, hash }: Login) => ({
  code,
  date,
  hash: hash ?? signature(code, date, key, lower(algorithm)),
  algorithm,
});

const logIn = (login: Login): Promise<unknown> => {
  const { code, date, hash, algorithm } = credentialsOf(login);
  const params = algorithm === undefined ? [code, date, hash] : [code, date, hash, algorithm];
  return postRpc(api, { id: 1, method: 'login', params }, login.version);
};

const byHeader = (login: Login): Promise<Response> => {
  const { code, date, hash, algorithm } = credentialsOf(login);
  const algo = algorithm === undefined ? '' : ` algo="${algorithm}"`;
  return fetch(`${api.url}/rest/${login.version ?? '6.0'}/timezone/`, {
    headers: { 'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"${algo}` },
  });
};

const useOf = (session: unknown, version?: Version): Promise<unknown> =>
  postRpc(api, { id: 1, method: 'getTimezone', params: [session] }, version);

const FORBIDDEN = { error: { code: 10000, message: expect.any(String), data: { error_code: 'FORBIDDEN' } } };

const isWelcome = async (login: Login): Promise<void> => {
  expect(at(await logIn(login), 'result'), JSON.stringify(login)).toMatch(/^[a-z0-9]+$/);
  expect((await byHeader(login)).status, JSON.stringify(login)).toBe(200);
};

const isTurnedAway = async (login: Login): Promise<void> => {
  expect(await logIn(login), JSON.stringify(login)).toMatchObject(FORBIDDEN);
  expect((await byHeader(login)).status, JSON.stringify(login)).toBe(401);
};

describe('signatures', () => {
  const algorithms = [undefined, 'md5', 'MD5', 'sha256', 'SHA256', 'Sha256', 'sha3-256', 'SHA3-256', ''];
  const rows = VERSIONS.flatMap((version) => algorithms.map((algorithm) => [version, algorithm] as const));

  test.each(rows)('at %s, algorithm %j', async (version, algorithm) => {
    const { code } = await api.newMerchant();
    const given = algorithm === undefined ? {} : { algorithm };
    const date = dateOf(api.now());
    const hash = signature(code, date, SECRET_KEY, algorithm ? lower(algorithm) : 'md5');
    await isWelcome({ code, version, date, hash, ...given });
    await isWelcome({ code, version, date, hash: hash.toUpperCase(), ...given });
  });

  test.each([
    ['another key', { key: 'another-secret-key' }],
    ['an empty hash', { hash: '' }],
    ['a hash that is too short', { hash: '00' }],
    ['a hash that is no hash', { hash: 'ü'.repeat(32) }],
    ['an algorithm that nobody offers', { algorithm: 'sha1' }],
    ['an algorithm of the library', { algorithm: 'sha512' }],
    ['an algorithm other than the one that was signed with', { algorithm: 'sha256', hash: 'f'.repeat(32) }],
  ])('not with %s', async (_, wrong) => {
    const { code } = await api.newMerchant();
    await isTurnedAway({ code, ...wrong });
  });

  test('not for a merchant that there is not, nor for code that is no code', async () => {
    for (const code of ['NOBODY', "' OR 1=1 --", 'x'.repeat(64), '\u0000']) {
      const date = dateOf(api.now());
      expect(await logIn({ code, date, hash: '0'.repeat(32) })).toHaveProperty('error');
    }
  });

  test('the code may be written in other letters, as long as it is signed so', async () => {
    const { code } = await api.newMerchant();
    await isWelcome({ code: code.toLowerCase() });
    await isTurnedAway({ code: code.toLowerCase(), hash: signature(code, dateOf(api.now()), SECRET_KEY) });
  });

  test('a wrong hash and a session that is over are told in the words that clients look for', async () => {
    const { code } = await api.newMerchant();
    const message = expect.stringMatching(/^Invalid hash provided/);
    expect(await logIn({ code, key: 'wrong' })).toMatchObject({ error: { message } });
    expect(await useOf('a'.repeat(58))).toMatchObject({ error: { message } });
  });

  test('bytes are counted, not letters', async () => {
    const { code } = await api.newMerchant();
    const date = dateOf(api.now());
    expect(signature('ü', date, 'k')).not.toBe(signature('u', date, 'k'));
    await isWelcome({ code, date });
  });
});

describe('the date of a login', () => {
  test.each([0, 1, -1, 14, -14])('may be %i hours off', async (hours) => {
    const { code } = await api.newMerchant();
    await isWelcome({ code, date: dateOf(new Date(api.now().getTime() + hours * HOUR)) });
  });

  test.each([16, -16, 24 * 365])('may not be %i hours off', async (hours) => {
    const { code } = await api.newMerchant();
    await isTurnedAway({ code, date: dateOf(new Date(api.now().getTime() + hours * HOUR)) });
  });

  test.each(['2020-13-45 99:99:99', 'now', '2026-01-01', '20260101000000', '0'])('is no %s', async (date) => {
    const { code } = await api.newMerchant();
    await isTurnedAway({ code, date });
  });
});

describe('a session', () => {
  const inUse = async (version: Version = '6.0'): Promise<{ merchant: Merchant; session: string }> => {
    const merchant = await api.newMerchant();
    const session = await openSession(api, merchant, version);
    expect(session).toMatch(/^[a-z0-9]{32,}$/);
    expect(await useOf(session, version)).toMatchObject({ result: 'GMT+02:00' });
    return { merchant, session };
  };

  test('lives for ten minutes, used or not', async () => {
    const { merchant, session } = await inUse();
    api.advance(9 * MINUTE);
    expect(await useOf(session)).toHaveProperty('result');
    api.advance(2 * MINUTE);
    expect(await useOf(session)).toMatchObject(FORBIDDEN);
    expect(await useOf(await openSession(api, merchant))).toHaveProperty('result');
  });

  test('does not end another one of the same merchant', async () => {
    const { merchant, session } = await inUse();
    const second = await openSession(api, merchant);
    expect(second).not.toBe(session);
    for (const one of [session, second]) expect(await useOf(one)).toHaveProperty('result');
  });

  test('is not to be made up', async () => {
    const { session } = await inUse();
    const last = session.at(-3) === 'a' ? 'b' : 'a';
    const changed = `${session.slice(0, -3)}${last}${session.slice(-2)}`;
    const first = `${session.startsWith('a') ? 'b' : 'a'}${session.slice(1)}`;
    for (const wrong of [
      '',
      'x',
      changed,
      first,
      `${session}a`,
      session.slice(1),
      session.toUpperCase(),
      'a'.repeat(58),
    ]) {
      expect(await useOf(wrong), wrong).toHaveProperty('error.data.error_code', 'FORBIDDEN');
    }
  });

  test('ends with the merchant being disabled', async () => {
    const { merchant, session } = await inUse();
    await updateMerchant(api.database, merchant.id, { enabled: false }, api.now());
    api.accounts.forget();
    expect(await useOf(session)).toMatchObject(FORBIDDEN);
    await isTurnedAway({ code: merchant.code });
    await updateMerchant(api.database, merchant.id, { enabled: true }, api.now());
    api.accounts.forget();
    await isWelcome({ code: merchant.code });
  });

  test('ends when all of them are ended', async () => {
    const { merchant, session } = await inUse();
    await endSessions(api.database, merchant.id, api.now());
    api.accounts.forget();
    expect(await useOf(session)).toMatchObject(FORBIDDEN);
    expect(await useOf(await openSession(api, merchant))).toHaveProperty('result');
  });

  test('nodes learn of a change within seconds', async () => {
    const { merchant, session } = await inUse();
    await endSessions(api.database, merchant.id, api.now());
    api.advance(5_001);
    expect(await useOf(session)).toMatchObject(FORBIDDEN);
  });
});

describe('whoever fails again and again', () => {
  test('has to wait, not for long, and nobody else has to', async () => {
    const [{ code }, other] = [await api.newMerchant(), await api.newMerchant()];
    for (let failure = 0; failure < 10; failure += 1) {
      expect(await logIn({ code, key: 'wrong' })).toMatchObject(FORBIDDEN);
    }
    // The right key in the wrong moment: it has to wait like everybody at this address.
    expect(await logIn({ code })).toHaveProperty('error.data.error_code', 'TOO_MANY_FAILURES');
    expect((await byHeader({ code })).status).toBe(429);
    await isWelcome({ code: other.code });
    api.advance(2_000);
    await isWelcome({ code });
    // Success forgets the failures.
    for (let failure = 0; failure < 9; failure += 1) await logIn({ code, key: 'wrong' });
    await isWelcome({ code });
  });

  test('does not get more tries by writing the code in other letters', async () => {
    const { code } = await api.newMerchant({ code: `Abc${Date.now()}` });
    for (let failure = 0; failure < 10; failure += 1) {
      await logIn({ code: failure % 2 === 0 ? code.toLowerCase() : code.toUpperCase(), key: 'wrong' });
    }
    expect(await logIn({ code, key: 'wrong' })).toHaveProperty('error.data.error_code', 'TOO_MANY_FAILURES');
  });

  test('waits longer each time, a minute at most', async () => {
    const { code } = await api.newMerchant();
    for (let failure = 0; failure < 30; failure += 1) {
      await logIn({ code, key: 'wrong' });
      api.advance(61_000);
    }
    await isWelcome({ code });
  });
});

describe('the list of allowed addresses', () => {
  const NOT_ALLOWED = { error: { code: 10004, data: { error_code: 'NOT_ALLOWED' } } };

  const allow = async ({ id }: Merchant, allowedAddresses: readonly string[]): Promise<void> => {
    await updateMerchant(api.database, id, { allowedAddresses: [...allowedAddresses] }, api.now());
    api.accounts.forget();
  };

  test('keeps others out, sessions that are open included', async () => {
    const merchant = await api.newMerchant();
    const session = await openSession(api, merchant);
    await allow(merchant, ['203.0.113.0/24', '2001:db8::/32']);
    expect(await useOf(session)).toMatchObject(NOT_ALLOWED);
    expect(await logIn({ code: merchant.code })).toMatchObject(NOT_ALLOWED);
    const refused = await byHeader({ code: merchant.code });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ error_code: 'NOT_ALLOWED' });
    for (const here of ['127.0.0.1', '127.0.0.0/8', '0.0.0.0/0']) {
      await allow(merchant, ['203.0.113.9', here]);
      expect(await useOf(session), here).toHaveProperty('result');
    }
  });

  test('does not believe what a caller says of itself', async () => {
    const merchant = await api.newMerchant();
    await allow(merchant, ['203.0.113.9']);
    const { code, date, hash } = credentialsOf({ code: merchant.code });
    const refused = await fetch(`${api.url}/rest/6.0/timezone/`, {
      headers: {
        'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"`,
        'x-forwarded-for': '203.0.113.9',
        forwarded: 'for=203.0.113.9',
        'x-real-ip': '203.0.113.9',
      },
    });
    expect(refused.status).toBe(403);
  });
});

test('two keys are good while one takes the place of the other', async () => {
  const { id, code } = await api.newMerchant();
  const deps = { database: api.database, masterKeys: [MASTER_KEY] };
  await setSecret(deps, id, 'API', 'the-new-key', { at: api.now(), overlapMs: HOUR });
  api.accounts.forget();
  await isWelcome({ code });
  await isWelcome({ code, key: 'the-new-key' });
  api.advance(59 * MINUTE);
  await isWelcome({ code });
  api.advance(2 * MINUTE);
  await isTurnedAway({ code });
  await isWelcome({ code, key: 'the-new-key' });
});
