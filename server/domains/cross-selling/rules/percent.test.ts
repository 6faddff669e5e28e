import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentNumber, percentPpm } from './percent.ts';

test.each([
  ['0', 0n],
  ['10', 100_000n],
  ['12.5', 125_000n],
  ['0.0001', 1n],
  ['33.33330', 333_333n],
  ['100', 1_000_000n],
  ['100.00', 1_000_000n],
  ['100.0001', undefined],
  ['101', undefined],
  ['-1', undefined],
  ['0.00001', undefined],
  ['', undefined],
  ['1e1', undefined],
])('%s percent', (text, ppm) => {
  expect(percentPpm(text)).toBe(ppm);
});

test('what is answered reads back as the same', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 1_000_000n }), (ppm) => {
      expect(percentPpm(percentNumber(ppm).toFixed(4))).toBe(ppm);
    }),
  );
});
