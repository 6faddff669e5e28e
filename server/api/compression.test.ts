import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { inflated, takesGzip } from './compression.ts';

test.each([
  [undefined, Buffer.from('body')],
  ['', Buffer.from('body')],
  ['identity', Buffer.from('body')],
  ['gzip', gzipSync('body')],
  ['X-GZIP', gzipSync('body')],
  ['deflate', deflateSync('body')],
  ['deflate', deflateRawSync('body')],
])('Content-Encoding %j', async (encoding, body) => {
  expect((await inflated(body, encoding, 100)).toString()).toBe('body');
});

test.each([
  ['a bomb', 'gzip', gzipSync(Buffer.alloc(1_000_000)), 'REQUEST_TOO_LARGE'],
  ['bytes that are not gzip', 'gzip', Buffer.from('body'), 'INVALID_REQUEST'],
  ['gzip that ends too early', 'gzip', gzipSync('body'.repeat(100)).subarray(0, 20), 'INVALID_REQUEST'],
  ['an encoding that is not known', 'br', Buffer.from('body'), 'INVALID_REQUEST'],
  ['two encodings', 'gzip, gzip', gzipSync(gzipSync('body')), 'INVALID_REQUEST'],
])('refuses %s', async (_, encoding, body, code) => {
  await expect(inflated(body, encoding, 1000)).rejects.toMatchObject({ refusal: { code } });
});

test.each([
  [undefined, false],
  ['', false],
  ['deflate', false],
  ['gzip', true],
  ['deflate, GZIP;q=0.5', true],
  ['gzip;q=0', false],
  ['gzip; q=0.000', false],
  ['*', true],
  ['*, gzip;q=0', false],
  ['identity;q=1, *;q=0', false],
])('Accept-Encoding %j lets gzip through: %s', (header, through) => {
  expect(takesGzip(header)).toBe(through);
});
