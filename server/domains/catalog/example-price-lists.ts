import type { ExampleStep } from '../../api/method.ts';
import { withProduct } from '../examples.ts';

/** The product EDITOR is there with one price list, whose code is kept. */
export const withPriceList: readonly ExampleStep[] = [
  ...withProduct,
  { call: 'getPricingConfigurations', params: { ProductCode: 'EDITOR' }, keep: { priceList: '0.Code' } },
];

export const examplePriceList = {
  Name: 'Nordic countries',
  Default: false,
  BillingCountries: ['SE', 'NO'],
  PricingSchema: 'DYNAMIC',
  PriceType: 'GROSS',
  DefaultCurrency: 'EUR',
  Prices: { Regular: [{ Amount: 12.5, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '9' }], Renewal: [] },
};
