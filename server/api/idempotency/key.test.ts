import { describe, expect, test } from 'vitest';
import { readKey, requestHash } from './key.ts';

describe('a key', () => {
  test('is null when no header was sent', () => {
    expect(readKey(undefined)).toBeNull();
  });

  test.each(['a', 'cart-118', '"quoted"', '~!@#$%^&*()', 'x'.repeat(255)])('%s', (header) => {
    expect(readKey(header)).toBe(header);
  });

  test.each([
    ['nothing', ''],
    ['a blank inside', 'cart 118'],
    ['two headers, as Node joins them', 'a, b'],
    ['two headers', ['a', 'b']],
    ['a letter with an accent', 'clé'],
    ['a control character', 'a\u0007b'],
    ['a sign too many', 'x'.repeat(256)],
  ])('%s is none', (_, header) => {
    expect(() => readKey(header)).toThrow(
      expect.objectContaining({ refusal: expect.objectContaining({ code: 'IDEMPOTENCY_KEY_INVALID' }) }),
    );
  });
});

describe('the hash of a request', () => {
  const hash = requestHash('placeOrder', { Items: [{ Code: 'A', Quantity: 1 }], Country: 'de' });

  test.each<[string, string, unknown, boolean]>([
    ['another order of members', 'placeOrder', { Country: 'de', Items: [{ Quantity: 1, Code: 'A' }] }, true],
    [
      'members without a value',
      'placeOrder',
      { Country: 'de', Language: null, Items: [{ Code: 'A', Quantity: 1, SKU: undefined }] },
      true,
    ],
    ['another method', 'getContents', { Country: 'de', Items: [{ Code: 'A', Quantity: 1 }] }, false],
    ['another value', 'placeOrder', { Country: 'de', Items: [{ Code: 'A', Quantity: 2 }] }, false],
    ['text for a number', 'placeOrder', { Country: 'de', Items: [{ Code: 'A', Quantity: '1' }] }, false],
    ['a member more', 'placeOrder', { Country: 'de', Language: 'de', Items: [{ Code: 'A', Quantity: 1 }] }, false],
    ['a list for its element', 'placeOrder', { Country: 'de', Items: { Code: 'A', Quantity: 1 } }, false],
    [
      'an object written as a list',
      'placeOrder',
      {
        Country: 'de',
        Items: [
          [
            ['Code', 'A'],
            ['Quantity', 1],
          ],
        ],
      },
      false,
    ],
  ])('%s', (_, method, request, same) => {
    expect(requestHash(method, request) === hash).toBe(same);
  });

  test('tells nothing but itself', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
