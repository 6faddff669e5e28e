import { describe, expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import type { ItemDetails, ItemRow } from './rows.ts';
import { soldProductOf } from './sold-product.ts';

/* What a paid line hands on to the subscription that it makes. */

const merchant: Merchant = {
  id: 7n,
  code: 'SHOP',
  timeZone: 'GMT+02:00',
  clockOffsetMs: 0,
  settings: {},
};

const details: ItemDetails = {
  version: '2',
  shortDescription: '',
  tangible: false,
  fulfillment: 'NO_DELIVERY',
  generatesSubscription: true,
  cycle: { length: 1, unit: 'MONTH' },
  gracePeriodDays: 5,
  externalReference: '',
  additionalFields: null,
};

const sold = (more: Partial<ItemDetails>, columns: Partial<ItemRow> = {}) =>
  soldProductOf(
    {
      product_id: 1_000_001n,
      product_code: 'plan',
      product_name: 'Plan',
      price_type: 'GROSS',
      quantity: 2,
      details: { ...details, ...more },
      ...columns,
    } as ItemRow,
    merchant,
  );

test('a product on its own terms', () => {
  expect(sold({})).toEqual({
    product: {
      productId: 1_000_001n,
      code: 'plan',
      name: 'Plan',
      version: '2',
      generatesSubscription: true,
      cycle: { length: 1, unit: 'MONTH' },
      gracePeriodDays: 5,
    },
    quantity: 2,
    priceOptionCodes: [],
    sku: '',
    trialDays: null,
    optionMonths: 0,
    startsAt: null,
    terms: { renewalPrice: null, contract: null },
  });
});

test('the start is told on the clocks of the account', () => {
  expect(sold({ startDate: '2031-01-01 00:00:01' }).startsAt).toEqual(new Date('2030-12-31T22:00:01Z'));
});

test('months, trial and options', () => {
  const priceOptions = [{ code: 'SUPPORT', required: false, options: ['phone'] }];
  const trial = { days: 14, netMinor: '0', vatMinor: '0', grossMinor: '0' };
  expect(sold({ optionMonths: 3, priceOptions, trial, sku: 'S1' })).toMatchObject({
    optionMonths: 3,
    priceOptionCodes: ['phone'],
    trialDays: 14,
    sku: 'S1',
  });
});

describe('terms', () => {
  const settings = {
    amountMinor: '850',
    amountType: 'NET',
    contractLength: 12,
    merchantAutoRenewal: true,
    clientAutoRenewal: null,
  } as const;
  const recurring = { amountMinor: '1220', contractLength: 1, contractUnit: 'YEAR' } as const;
  const dynamic = { purchaseType: 'PRODUCT', surchargeMinor: '700', taxCategory: null } as const;
  const nobodySaid = { merchantAutoRenewal: null, clientAutoRenewal: null };
  const ofProduct = { length: 24, unit: 'MONTH', atEnd: 'RESTART' } as const;

  test.each<[string, Partial<ItemDetails>, object]>([
    [
      'the contract of the product',
      { contract: ofProduct },
      { renewalPrice: null, contract: { ...ofProduct, ...nobodySaid } },
    ],
    [
      'an agreement',
      { customSettings: settings, contract: ofProduct },
      {
        renewalPrice: { amountMinor: 850n, priceType: 'NET' },
        contract: { length: 12, unit: 'MONTH', atEnd: null, merchantAutoRenewal: true, clientAutoRenewal: null },
      },
    ],
    [
      'an agreement on the price alone',
      { customSettings: { ...settings, contractLength: null }, contract: ofProduct },
      { contract: { ...ofProduct, ...nobodySaid } },
    ],
    [
      'a dynamic line: its surcharges come back at every renewal',
      { recurring, dynamic },
      {
        renewalPrice: { amountMinor: 1_920n, priceType: 'GROSS' },
        contract: { length: 1, unit: 'YEAR', atEnd: 'CANCEL', ...nobodySaid },
      },
    ],
    [
      'one without end',
      { recurring: { ...recurring, contractLength: 0, contractUnit: 'FOREVER' }, dynamic },
      { contract: null },
    ],
    [
      'a renewal is never below zero',
      { recurring, dynamic: { ...dynamic, surchargeMinor: '-2000' } },
      { renewalPrice: { amountMinor: 0n, priceType: 'GROSS' } },
    ],
  ])('%s', (_, more, expected) => {
    expect(sold(more).terms).toMatchObject(expected);
  });
});
