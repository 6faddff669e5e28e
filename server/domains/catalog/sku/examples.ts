import type { ExampleStep } from '../../../api/method.ts';
import { withOptionGroup } from '../../pricing/index.ts';
import { withPriceList } from '../example-price-lists.ts';

/** EDITOR, whose price list ($priceList) uses the option group SUPPORT. */
export const withOptions: readonly ExampleStep[] = [
  ...withPriceList,
  ...withOptionGroup,
  {
    call: 'assignPricingConfigurationOptionGroup',
    params: { PricingConfigurationCode: '$priceList', PriceOptionsGroupAssigned: { Code: 'SUPPORT', Required: false } },
  },
];

export const exampleSkus = {
  ProductCode: 'EDITOR',
  PricingConfigurations: [
    {
      Code: '$priceList',
      Details: [
        { ProductSKU: 'ED-EUR-S', Currency: 'EUR', FromQty: 1, ToQty: 9, PurchaseType: 'NEW_PRODUCT' },
        { ProductSKU: 'ED-EUR-L', Currency: 'EUR', FromQty: 10, ToQty: 99, PurchaseType: 'NEW_PRODUCT' },
        {
          ProductSKU: 'ED-PHONE',
          PurchaseType: 'RENEWAL',
          Groups: [{ GroupCode: 'SUPPORT', Options: [{ Name: 'By telephone', Value: 'phone' }] }],
        },
      ],
    },
  ],
};

/** The price list of EDITOR has three SKUs. */
export const withSkus: readonly ExampleStep[] = [...withOptions, { call: 'setSku', params: { product: exampleSkus } }];
