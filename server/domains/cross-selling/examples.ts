import type { ExampleStep } from '../../api/method.ts';
import { exampleProduct } from '../examples.ts';

/** What the examples of cross-sell and upsell need: two products, and campaigns of them. */

const backup = {
  ...exampleProduct,
  ProductCode: 'BACKUP',
  ProductName: 'Backup',
  PricingConfigurations: [
    {
      Name: 'List',
      Default: true,
      PricingSchema: 'DYNAMIC',
      PriceType: 'NET',
      DefaultCurrency: 'EUR',
      Prices: {
        Regular: [
          { Amount: 25, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '99999' },
          { Amount: 29.99, Currency: 'USD', MinQuantity: '1', MaxQuantity: '99999' },
        ],
        Renewal: [],
      },
    },
  ],
};

/** EDITOR and BACKUP are in the catalogue. */
export const withTwoProducts: readonly ExampleStep[] = [
  { call: 'addProduct', params: { Product: exampleProduct } },
  { call: 'addProduct', params: { Product: backup } },
];

export const exampleCrossSell = {
  Name: 'Add-ons',
  MasterProducts: ['EDITOR'],
  DisplayType: 'cart',
  DisplayInEmail: false,
  Products: [{ ProductCode: 'BACKUP', Discount: 10, DiscountType: 'PERCENT' }],
};

/** The campaign recommends BACKUP beside EDITOR: $campaign is its code. */
export const withCrossSell: readonly ExampleStep[] = [
  ...withTwoProducts,
  { call: 'createCrossSellCampaign', params: { campaign: exampleCrossSell }, keep: { campaign: 'CampaignCode' } },
];

export const exampleUpSell = {
  Name: 'From one to the set',
  StartDate: '2024-11-01',
  EndDate: '2098-12-31',
  DisplayForManualRenewals: true,
  Enabled: true,
  Discount: { Type: 'PERCENT', Value: 15 },
  PrimaryProduct: { Code: 'EDITOR', Quantity: 0 },
  RecommendedProduct: { Code: 'BACKUP', Quantity: 1 },
};

/** The campaign offers BACKUP in place of EDITOR: $campaign is its code. */
export const withUpSell: readonly ExampleStep[] = [
  ...withTwoProducts,
  { call: 'createUpSellCampaign', params: { UpSellCampaign: exampleUpSell }, keep: { campaign: 'Code' } },
];
