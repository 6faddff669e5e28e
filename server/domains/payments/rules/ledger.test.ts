import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chargeEntries,
  collectedEntries,
  disputeFeeEntries,
  heldEntries,
  imbalances,
  type LedgerEntry,
  lossEntries,
  receivableEntries,
  refundEntries,
  reversedEntries,
} from './ledger.ts';

/** The sum of each account that is moved. */
const sumsOf = (entries: readonly LedgerEntry[]): ReadonlyMap<string, bigint> => {
  const sums = new Map<string, bigint>();
  for (const { account, amountMinor } of entries) sums.set(account, (sums.get(account) ?? 0n) + amountMinor);
  return sums;
};

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
  const refund = { gateway: 'simulator', currency: 'EUR', netMinor: 500n, vatMinor: 95n, commissionMinor: 0n };
  expect(refundEntries(refund)).toEqual([
    { account: 'gateway:simulator', currency: 'EUR', amountMinor: -595n },
    { account: 'revenue', currency: 'EUR', amountMinor: 500n },
    { account: 'tax_payable', currency: 'EUR', amountMinor: 95n },
  ]);
});

test('a refund with which the operator gives 0.25 back', () => {
  const refund = { gateway: 'simulator', currency: 'EUR', netMinor: 500n, vatMinor: 0n, commissionMinor: 25n };
  expect(refundEntries(refund).slice(2)).toEqual([
    { account: 'commission_expense', currency: 'EUR', amountMinor: -25n },
    { account: 'commission_payable', currency: 'EUR', amountMinor: 25n },
  ]);
});

test('a dispute over 11.90: held back, then lost, with 1.00 beyond the sale and a fee of 20.00', () => {
  const held = { gateway: 'simulator', currency: 'EUR', amountMinor: 1290n };
  expect(heldEntries(held)).toEqual([
    { account: 'gateway:simulator', currency: 'EUR', amountMinor: -1290n },
    { account: 'disputed', currency: 'EUR', amountMinor: 1290n },
  ]);
  const lost = lossEntries('EUR', { netMinor: 1000n, vatMinor: 190n, beyondMinor: 100n });
  expect(sumsOf([...heldEntries(held), ...lost, ...disputeFeeEntries('EUR', 2000n)])).toEqual(
    new Map([
      ['gateway:simulator', -1290n],
      ['disputed', 0n],
      ['revenue', 1000n],
      ['tax_payable', 190n],
      ['dispute_loss', 100n],
      ['commission_payable', -2000n],
      ['dispute_fee_expense', 2000n],
    ]),
  );
});

test('what is held back and freed again leaves nothing', () => {
  const held = { gateway: 'simulator', currency: 'EUR', amountMinor: 1290n };
  const freed = { ...held, amountMinor: -1290n };
  expect(sumsOf([...heldEntries(held), ...heldEntries(freed)])).toEqual(
    new Map([
      ['gateway:simulator', 0n],
      ['disputed', 0n],
    ]),
  );
});

test('goods on account, paid later, book together what a charge books', () => {
  const sale = { currency: 'EUR', netMinor: 1000n, vatMinor: 190n, commissionMinor: 50n };
  const delivered = receivableEntries(sale);
  expect(delivered[0]).toEqual({ account: 'receivable', currency: 'EUR', amountMinor: 1190n });
  const paid = collectedEntries({ ...sale, gateway: 'simulator' });
  const sums = sumsOf([...delivered, ...paid]);
  const charged = chargeEntries({ ...sale, gateway: 'simulator' }).map((entry) => [entry.account, entry.amountMinor]);
  expect(sums).toEqual(new Map([['receivable', 0n], ...charged] as [string, bigint][]));
});

test('what is taken back leaves nothing', () => {
  const delivered = receivableEntries({ currency: 'EUR', netMinor: 1000n, vatMinor: 190n, commissionMinor: 50n });
  const together = [...delivered, ...reversedEntries(delivered)];
  expect(together.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(0n);
  expect(reversedEntries(delivered)[0]).toMatchObject({ account: 'receivable', amountMinor: -1190n });
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

test('every lost dispute balances', () => {
  const minor = fc.bigInt(0n, 10n ** 12n);
  fc.assert(
    fc.property(minor, minor, minor, minor, (netMinor, vatMinor, beyondMinor, feeMinor) => {
      const amountMinor = netMinor + vatMinor + beyondMinor;
      const entries = [
        ...heldEntries({ gateway: 'x', currency: 'EUR', amountMinor }),
        ...lossEntries('EUR', { netMinor, vatMinor, beyondMinor }),
        ...disputeFeeEntries('EUR', feeMinor),
      ];
      expect(imbalances(entries)).toEqual([]);
      expect(sumsOf(entries).get('disputed') ?? 0n).toBe(0n);
    }),
  );
});

test('an entry that lacks its counterpart is found', () => {
  expect(imbalances([{ account: 'revenue', currency: 'EUR', amountMinor: -1n }])).toEqual(['EUR']);
});
