import { describe, expect, test } from 'vitest';
import { createIdSource, newId, randomCode, randomHex, randomReference } from './ids.ts';

const AT_MS = Date.UTC(2025, 5, 1);
const MAX_ID = 2n ** 63n - 1n;

function take(source: () => bigint, count: number): bigint[] {
  return Array.from({ length: count }, () => source());
}

function isRising(ids: readonly bigint[]): boolean {
  return ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? id));
}

describe('ids', () => {
  test('are positive, fit a bigint column and rise', () => {
    const ids = take(newId, 50_000);
    expect(isRising(ids)).toBe(true);
    expect(ids.every((id) => id > 0n && id <= MAX_ID)).toBe(true);
  });

  test('rise on when the counter is used up within a millisecond', () => {
    expect(isRising(take(createIdSource({ now: () => AT_MS }), 5_000))).toBe(true);
  });

  test('rise on when the time of the machine goes back', () => {
    const times = [AT_MS, AT_MS + 5, AT_MS - 60_000, AT_MS + 6];
    expect(isRising(take(createIdSource({ now: () => times.shift() ?? AT_MS }), 4))).toBe(true);
  });

  test('of two nodes differ in the same millisecond', () => {
    const now = () => AT_MS;
    const ids = [...take(createIdSource({ node: 1, now }), 2_000), ...take(createIdSource({ node: 2, now }), 2_000)];
    expect(new Set(ids).size).toBe(4_000);
  });

  test('of a later time are larger whatever the node', () => {
    const early = createIdSource({ node: 16_383, now: () => AT_MS })();
    const late = createIdSource({ node: 0, now: () => AT_MS + 1 })();
    expect(late > early).toBe(true);
  });

  test('stay positive until the year 2089', () => {
    expect(createIdSource({ now: () => Date.UTC(2089, 0, 1) })() <= MAX_ID).toBe(true);
  });

  test.each([-1, 16_384])('node number %i is refused', (node) => {
    expect(() => createIdSource({ node })).toThrow(RangeError);
  });
});

describe('random text', () => {
  test('has the forms that codes and references have', () => {
    expect(randomReference(10)).toMatch(/^[A-Z0-9]{10}$/);
    expect(randomHex(16)).toMatch(/^[0-9a-f]{32}$/);
    expect(randomCode()).toMatch(/^[0-9A-F]{10}$/);
  });

  test('uses all signs of the alphabet about equally often', () => {
    const counts = new Map<string, number>();
    for (const sign of randomReference(36_000)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
    expect(counts.size).toBe(36);
    // 1000 expected with a deviation of about 31; eight deviations do not happen by chance.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(250);
  });
});
