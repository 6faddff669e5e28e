import { expect, test } from 'vitest';
import { createLogger, type Logger } from './log.ts';

const CARD = '4111111111111111';

function logged(write: (logger: Logger) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } }));
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain(CARD);
  expect(lines[0]).not.toContain('s3cret');
  return JSON.parse(lines[0] ?? '');
}

test.each([
  'CardNumber',
  'card_number',
  'CCID',
  'cvv2',
  'password',
  'PasswordHash',
  'secretKey',
  'INSSecretWord',
  'hash',
  'sessionID',
  'session_id',
  'authorization',
  'X-Avangate-Authentication',
  'EesToken',
  'cookie',
  'SIGNATURE_SHA2_256',
])('a member %s is hidden at every depth', (name) => {
  const line = logged((logger) => logger.info({ [name]: 's3cret', a: { b: [{ c: { [name]: 's3cret' } }] } }));
  expect(line).toMatchObject({ [name]: '[hidden]', a: { b: [{ c: { [name]: '[hidden]' } }] } });
});

test('card numbers are masked in messages, arguments, members and bindings', () => {
  expect(logged((logger) => logger.info(`paid ${CARD}`))['msg']).toBe('paid 4111…1111');
  expect(logged((logger) => logger.info('paid %s', CARD))['msg']).toBe('paid 4111…1111');
  expect(logged((logger) => logger.info({ note: `card ${CARD}` }, `paid ${CARD}`))).toMatchObject({
    note: 'card 4111…1111',
    msg: 'paid 4111…1111',
  });
  expect(logged((logger) => logger.child({ note: CARD, password: 's3cret' }).info('x'))).toMatchObject({
    note: '4111…1111',
    password: '[hidden]',
  });
});

test('errors keep their stack and lose their secrets', () => {
  const error = Object.assign(new TypeError(`bad ${CARD}`), { sessionId: 's3cret', cause: new Error(CARD) });
  for (const line of [logged((logger) => logger.error(error)), logged((logger) => logger.error({ err: error }))]) {
    expect(line).toMatchObject({ msg: 'bad 4111…1111', err: { type: 'TypeError', sessionId: '[hidden]' } });
    expect(JSON.stringify(line['err'])).toContain('log.test.ts');
  }
});

test('bigints, dates, bytes and cycles can be logged', () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  const line = logged((logger) =>
    logger.info({ id: 12345678901234567890n, at: new Date(0), body: Buffer.from('s3cret'), loop }),
  );
  expect(line).toMatchObject({ id: '12345678901234567890', at: '1970-01-01T00:00:00.000Z', body: '[6 bytes]' });
});

test('requests show their path without the query', () => {
  const req = { method: 'GET', url: '/order/finish?token=s3cret', headers: { cookie: 's3cret' }, ip: '127.0.0.1' };
  expect(logged((logger) => logger.info({ req }, 'in'))['req']).toEqual({
    method: 'GET',
    path: '/order/finish',
    ip: '127.0.0.1',
  });
});

test('lines below the level are not written', () => {
  const lines: string[] = [];
  createLogger({ level: 'warn', destination: { write: (line) => void lines.push(line) } }).info('quiet');
  expect(lines).toEqual([]);
});
