import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyCodes } from '../../kit/currencies.ts';
import { fromStripe, toStripe } from './amounts.ts';

describe('amounts as Stripe counts them', () => {
  test.each([
    // Minor units here, currency, Stripe's count.
    [1_240n, 'EUR', 1_240],
    [1n, 'USD', 1],
    [500n, 'JPY', 500],
    [1_000n, 'KRW', 1_000],
    [5_120n, 'KWD', 5_120],
    [10n, 'BHD', 10],
    // Not divided any more, but counted as if they were.
    [5n, 'ISK', 500],
    [5n, 'UGX', 500],
    // Divided here, and not there.
    [700n, 'MGA', 7],
    [99_999_999n, 'HUF', 99_999_999],
    [0n, 'EUR', 0],
  ])('%s %s is %s', (minor, currency, amount) => {
    expect(toStripe(minor, currency)).toBe(amount);
    expect(fromStripe(amount, currency)).toBe(minor);
  });

  test.each([
    ['thousandths of three places, which card networks do not take', 5_124n, 'KWD'],
    ['a part of a currency that is not divided there', 150n, 'MGA'],
    ['more than a number holds', 10n ** 16n, 'EUR'],
    ['a currency that nobody knows', 100n, 'XXX'],
  ])('%s cannot be moved', (_what, minor, currency) => {
    expect(toStripe(minor, currency)).toBeNull();
  });

  test('what Stripe can count comes back as it was', () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(amounts, fc.constantFrom(...currencyCodes), (minor, currency) => {
        const amount = toStripe(minor, currency);
        if (amount !== null) expect(fromStripe(amount, currency)).toBe(minor);
      }),
    );
  });
});
