import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chargeEntries, imbalances, refundEntries } from './ledger.ts';

test('a charge of 10.00 net and 1.90 tax with a fee of 0.50', () => {
  expect(
    chargeEntries({ gateway: 'simulator', currency: 'EUR', netMinor: 1000n, vatMinor: 190n, commissionMinor: 50n }),
  ).toEqual([
    { account: 'gateway:simulator', currency: 'EUR', amountMinor: 1190n },
    { account: 'revenue', currency: 'EUR', amountMinor: -1000n },
    { account: 'tax_payable', currency: 'EUR', amountMinor: -190n },
    { account: 'commission_expense', currency: 'EUR', amountMinor: 50n },
    { account: 'commission_payable', currency: 'EUR', amountMinor: -50n },
  ]);
});

test('a refund of 5.00 net and 0.95 tax; the fee stays', () => {
  expect(refundEntries({ gateway: 'simulator', currency: 'EUR', netMinor: 500n, vatMinor: 95n })).toEqual([
    { account: 'gateway:simulator', currency: 'EUR', amountMinor: -595n },
    { account: 'revenue', currency: 'EUR', amountMinor: 500n },
    { account: 'tax_payable', currency: 'EUR', amountMinor: 95n },
  ]);
});

test('a free order books nothing', () => {
  expect(
    chargeEntries({ gateway: 'simulator', currency: 'EUR', netMinor: 0n, vatMinor: 0n, commissionMinor: 0n }),
  ).toEqual([]);
});

test('every charge balances', () => {
  const minor = fc.bigInt(0n, 10n ** 12n);
  fc.assert(
    fc.property(minor, minor, minor, (netMinor, vatMinor, commissionMinor) => {
      const entries = chargeEntries({ gateway: 'x', currency: 'EUR', netMinor, vatMinor, commissionMinor });
      expect(imbalances(entries)).toEqual([]);
    }),
  );
});

test('an entry that lacks its counterpart is found', () => {
  expect(imbalances([{ account: 'revenue', currency: 'EUR', amountMinor: -1n }])).toEqual(['EUR']);
});
