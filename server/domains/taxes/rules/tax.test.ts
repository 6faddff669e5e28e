import { describe, expect, test } from 'vitest';
import { isCalendarDate } from '../../../kit/dates.ts';
import { canadaSalesTax, usStateSalesTax } from '../data/state-sales-tax.ts';
import { standardVatRates } from '../data/vat-rates.ts';
import { euCountries } from './fiscal-codes.ts';
import { parsePercent, percentNumber } from './percent.ts';
import { type TaxQuestion, type TaxReason, taxFor } from './tax.ts';

const ON = '2025-09-01';

type Row = [what: string, question: Omit<TaxQuestion, 'on'> & { on?: string }, percent: number, reason: TaxReason];

const COMPANY = { company: 'Beispiel GmbH', fiscalCode: 'DE123456789' };

const rows: Row[] = [
  ['German buyer', { country: 'DE' }, 19, 'STANDARD'],
  ['country in lower case', { country: 'de' }, 19, 'STANDARD'],
  ['half percents', { country: 'FI' }, 25.5, 'STANDARD'],
  ['Switzerland', { country: 'CH' }, 8.1, 'STANDARD'],
  ['Romania before the rise', { country: 'RO', on: '2025-07-31' }, 19, 'STANDARD'],
  ['Romania from the day of the rise', { country: 'RO', on: '2025-08-01' }, 21, 'STANDARD'],
  ['Germany in the cheap half year', { country: 'DE', on: '2020-12-31' }, 16, 'STANDARD'],
  ['day before the table begins', { country: 'DE', on: '2019-12-31' }, 0, 'NO_TAX'],
  ['no address', {}, 0, 'NO_TAX'],
  ['blank country', { country: ' ', taxExemptionId: 'X' }, 0, 'NO_TAX'],
  ['country without entry', { country: 'HK' }, 0, 'NO_TAX'],
  ['a name that every object has', { country: 'constructor' }, 0, 'NO_TAX'],

  ['US state by code', { country: 'US', state: 'tx' }, 6.25, 'STANDARD'],
  ['US state by name', { country: 'US', state: 'california' }, 7.25, 'STANDARD'],
  ['US state without sales tax', { country: 'US', state: 'OR' }, 0, 'NO_TAX'],
  ['US without state', { country: 'US' }, 0, 'NO_TAX'],
  ['US with unknown state', { country: 'US', state: 'Atlantis' }, 0, 'NO_TAX'],
  ['US certificate', { country: 'US', state: 'TX', taxExemptionId: 'TX-1' }, 0, 'EXEMPT'],
  ['certificate elsewhere', { country: 'DE', taxExemptionId: 'TX-1' }, 19, 'STANDARD'],
  ['Canada without province', { country: 'CA' }, 5, 'STANDARD'],
  ['Canadian province', { country: 'CA', state: 'Quebec' }, 14.975, 'STANDARD'],
  ['state outside of US and CA', { country: 'DE', state: 'CA' }, 19, 'STANDARD'],

  ['company in another EU country', { country: 'DE', ...COMPANY, sellerCountry: 'RO' }, 0, 'REVERSE_CHARGE'],
  ['company, merchant outside the EU', { country: 'DE', ...COMPANY, sellerCountry: 'US' }, 0, 'REVERSE_CHARGE'],
  ['company at home', { country: 'DE', ...COMPANY, sellerCountry: 'de' }, 19, 'STANDARD'],
  ['VAT number without company', { country: 'DE', fiscalCode: 'DE123456789' }, 19, 'STANDARD'],
  ['company without VAT number', { country: 'DE', company: 'X' }, 19, 'STANDARD'],
  ['VAT number of another country', { country: 'FR', ...COMPANY }, 20, 'STANDARD'],
  ['company outside the EU', { country: 'CH', company: 'X AG', fiscalCode: 'CHE123456789' }, 8.1, 'STANDARD'],

  ['rate of the merchant', { country: 'DE', merchantRates: new Map([['DE', 70_000n]]) }, 7, 'MERCHANT_RATE'],
  [
    'rate of the merchant for a state',
    {
      country: 'US',
      state: 'Texas',
      merchantRates: new Map([
        ['US-TX', 82_500n],
        ['US', 0n],
      ]),
    },
    8.25,
    'MERCHANT_RATE',
  ],
  ['merchant who takes no tax', { country: 'DE', merchantRates: new Map([['DE', 0n]]) }, 0, 'MERCHANT_RATE'],
  [
    'reverse charge before the rate of the merchant',
    { country: 'DE', ...COMPANY, sellerCountry: 'RO', merchantRates: new Map([['DE', 70_000n]]) },
    0,
    'REVERSE_CHARGE',
  ],
];

test.each(rows)('%s', (_, question, percent, reason) => {
  const tax = taxFor({ on: ON, ...question });
  expect([percentNumber(tax.ratePpm), tax.reason]).toEqual([percent, reason]);
});

describe('tables', () => {
  const tables = [
    ...Object.values(standardVatRates),
    ...Object.values(usStateSalesTax).map(({ rates }) => rates),
    ...Object.values(canadaSalesTax).map(({ rates }) => rates),
  ];

  test('hold real days in order and rates of 0 to 30 percent', () => {
    for (const rates of tables) {
      const days = rates.map(([since]) => since);
      expect(days.every(isCalendarDate)).toBe(true);
      expect(days).toEqual([...new Set(days)].sort());
      for (const [, percent] of rates) expect(Number(parsePercent(percent))).toBeLessThanOrEqual(300_000);
    }
  });

  test('cover the European Union, all states and all provinces', () => {
    expect([...euCountries].filter((country) => standardVatRates[country] === undefined)).toEqual([]);
    expect(euCountries.size).toBe(27);
    expect(Object.keys(usStateSalesTax)).toHaveLength(51);
    expect(Object.keys(canadaSalesTax)).toHaveLength(13);
  });
});

test.each([
  ['19', 190_000n],
  ['25.5', 255_000n],
  ['14.975', 149_750n],
  ['0.0001', 1n],
])('%s percent is %s parts per million and back', (percent, ppm) => {
  expect(parsePercent(percent)).toBe(ppm);
  expect(percentNumber(ppm)).toBe(Number(percent));
});

test.each(['', '-1', '1.00001', '1,5', '19%'])('%j is no percentage', (text) => {
  expect(() => parsePercent(text)).toThrow(RangeError);
});
