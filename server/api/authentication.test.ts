import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Account, createAuthenticator, signature } from './authentication.ts';
import { Refused } from './errors.ts';
import { sessionTokens } from './session-tokens.ts';

const MASTER = Buffer.alloc(32, 1);
const CODE = 'AVANGATE';
const DATE = '2010-05-13 12:12:12';

const setUp = (account: Partial<Account> = {}) => {
  let now = new Date('2010-05-13T12:12:12Z');
  const known: Account = {
    merchant: { id: 1n, code: CODE, timeZone: 'GMT+02:00', clockOffsetMs: 0, settings: {} },
    enabled: true,
    secretKeys: ['SECRET_KEY'],
    sessionEpoch: 0,
    allows: () => true,
    ...account,
  };
  const authenticator = createAuthenticator({
    accounts: {
      byCode: async (code) => (code === CODE ? known : undefined),
      byId: async (id) => (id === 1n ? known : undefined),
    },
    tokens: sessionTokens([MASTER]),
    now: () => now,
    toleranceMinutes: 15,
  });
  return {
    authenticator,
    pass: (minutes: number): void => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
  };
};

const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    return `answered ${JSON.stringify(await work)}`;
  } catch (error) {
    return error instanceof Refused ? `${error.refusal.code}: ${error.message}` : String(error);
  }
};

test.each([
  ['md5', 'bf763db7d333e9c3038698cf59ada3e6'],
  ['sha256', '29e85dbf92ce0113e7755c31c0438a7db98a4de9f910bf0a527e005f35e43739'],
  ['sha3-256', '0c7e9c0c96148e5bf8e199a0a0e27977edc099ff0b27794e761853b96e04c7fb'],
])('the known value of the signature by %s', (algorithm, expected) => {
  expect(signature(CODE, DATE, 'SECRET_KEY', algorithm)).toBe(expected);
});

test('lengths count bytes', () => {
  const source = `4ÄÖ19${DATE}`;
  expect(signature('ÄÖ', DATE, 'k')).toBe(createHmac('md5', 'k').update(source).digest('hex'));
});

describe('login', () => {
  test.each([undefined, '', 'md5', 'SHA256', 'sha256', 'SHA3-256', 'sha3-256'])('by %s', async (algorithm) => {
    const { authenticator } = setUp();
    const hash = signature(CODE, DATE, 'SECRET_KEY', algorithm?.toLowerCase() || 'md5');
    const session = await authenticator.login({ code: CODE, date: DATE, hash, algorithm }, '::1');
    expect(session).toMatch(/^[a-z2-7]{58}$/);
    expect(await authenticator.ofSession(session, '::1')).toMatchObject({ code: CODE });
  });

  const hash = signature(CODE, DATE, 'SECRET_KEY');
  test.each([
    ['a wrong hash', { code: CODE, date: DATE, hash: hash.replace(/^./, 'x') }],
    ['an empty hash', { code: CODE, date: DATE, hash: '' }],
    ['another date than was signed', { code: CODE, date: '2010-05-13 12:12:13', hash }],
    ['an unknown account', { code: 'OTHER', date: DATE, hash: signature('OTHER', DATE, 'SECRET_KEY') }],
    ['an unknown algorithm', { code: CODE, date: DATE, hash, algorithm: 'sha1' }],
    ['a date in another form', { code: CODE, date: 'today', hash: signature(CODE, 'today', 'SECRET_KEY') }],
  ])('%s is FORBIDDEN', async (_, credentials) => {
    expect(await refusalOf(setUp().authenticator.login(credentials, '::1'))).toMatch(/^FORBIDDEN/);
  });

  test('a date outside of the tolerance is FORBIDDEN', async () => {
    const { authenticator, pass } = setUp();
    pass(16);
    expect(await refusalOf(authenticator.login({ code: CODE, date: DATE, hash }, '::1'))).toMatch(/^FORBIDDEN/);
  });

  test('the old key counts while the new one does too', async () => {
    const { authenticator } = setUp({ secretKeys: ['NEW_KEY', 'SECRET_KEY'] });
    expect(await authenticator.login({ code: CODE, date: DATE, hash }, '::1')).toHaveLength(58);
  });

  test('an address that is not on the list is NOT_ALLOWED', async () => {
    const { authenticator } = setUp({ allows: (address) => address === '192.0.2.1' });
    expect(await refusalOf(authenticator.login({ code: CODE, date: DATE, hash }, '192.0.2.2'))).toMatch(/^NOT_ALLOWED/);
  });

  test('whoever fails again and again has to wait, and only there', async () => {
    const { authenticator, pass } = setUp();
    const wrong = { code: CODE, date: DATE, hash: 'wrong' };
    for (let count = 0; count < 10; count += 1)
      expect(await refusalOf(authenticator.login(wrong, 'a'))).toMatch(/^FORBIDDEN/);
    expect(await refusalOf(authenticator.login({ ...wrong, hash }, 'a'))).toMatch(/^TOO_MANY_FAILURES/);
    expect(await authenticator.login({ ...wrong, hash }, 'b')).toHaveLength(58);
    pass(1);
    expect(await authenticator.login({ ...wrong, hash }, 'a')).toHaveLength(58);
  });
});

describe('session', () => {
  const open = async (account: Partial<Account> = {}) => {
    const made = setUp(account);
    const hash = signature(CODE, DATE, 'SECRET_KEY');
    return { ...made, session: await made.authenticator.login({ code: CODE, date: DATE, hash }, '::1') };
  };

  test('ends after ten minutes, used or not', async () => {
    const { authenticator, session, pass } = await open();
    pass(9.9);
    expect(await authenticator.ofSession(session, '::1')).toMatchObject({ id: 1n });
    pass(0.2);
    expect(await refusalOf(authenticator.ofSession(session, '::1'))).toMatch(/^FORBIDDEN/);
  });

  test.each(['', 'abc', 'a'.repeat(58), 'Ä'.repeat(58)])('%s is FORBIDDEN', async (session) => {
    expect(await refusalOf(setUp().authenticator.ofSession(session, '::1'))).toMatch(/^FORBIDDEN/);
  });

  test('a changed sign breaks it', async () => {
    const { authenticator, session } = await open();
    const changed = session.replace(/^./, (sign) => (sign === 'b' ? 'c' : 'b'));
    expect(await refusalOf(authenticator.ofSession(changed, '::1'))).toMatch(/^FORBIDDEN/);
  });

  test('is read with an older master key, and not with another', () => {
    const old = sessionTokens([MASTER]).issue(5n, 2, new Date());
    expect(sessionTokens([Buffer.alloc(32, 2), MASTER]).read(old)).toMatchObject({ merchantId: 5n, epoch: 2 });
    expect(sessionTokens([Buffer.alloc(32, 2)]).read(old)).toBeUndefined();
  });

  test('ends with the epoch of its account', async () => {
    const { session } = await open();
    expect(await refusalOf(setUp({ sessionEpoch: 1 }).authenticator.ofSession(session, '::1'))).toMatch(/^FORBIDDEN/);
  });
});

describe('REST header', () => {
  const hash = signature(CODE, DATE, 'SECRET_KEY');
  const sha = signature(CODE, DATE, 'SECRET_KEY', 'sha3-256');
  test.each([
    `code="${CODE}" date="${DATE}" hash="${hash}"`,
    `code='${CODE}' date='${DATE}' hash='${hash}'`,
    `code=${CODE} date=${DATE} hash=${hash}`,
    `  hash="${hash}"   code="${CODE}"  date="${DATE}" `,
    `Code="${CODE}" Date="${DATE}" Hash="${hash.toUpperCase()}" algo=""`,
    `code="${CODE}" date="${DATE}" hash="${sha}" algo="SHA3-256"`,
    `code="${CODE}", date="${DATE}", hash="${hash}", algo="md5"`,
  ])('%s', async (header) => {
    expect(await setUp().authenticator.ofHeader(header, '::1')).toMatchObject({ code: CODE });
  });

  const missing = 'AUTHENTICATION_ERROR: Authentication needed for this resource';
  test.each([
    [undefined, missing],
    ['', missing],
    ['Basic abc', missing],
    [`code="${CODE}" date="${DATE}"`, missing],
    [`code="OTHER" date="${DATE}" hash="${hash}"`, missing],
    [`code="${CODE}" date="${DATE}" hash="0"`, 'AUTHENTICATION_ERROR: Hash signature could not be authenticated'],
    ['x'.repeat(2000), missing],
  ])('%s is refused', async (header, expected) => {
    expect(await refusalOf(setUp().authenticator.ofHeader(header, '::1'))).toBe(expected);
  });
});
