import type { ExampleStep } from '../../api/method.ts';

/** What several methods' examples need: a choice of one of two, and a scale. */

export const exampleGroup = {
  Name: 'Support',
  Description: null,
  Translations: [],
  Code: 'SUPPORT',
  Type: 'RADIO',
  Required: false,
  Options: [
    { Code: 'email', Name: 'By e-mail', Default: true, PriceImpact: null },
    {
      Code: 'phone',
      Name: 'By telephone',
      PriceImpact: { ImpactOn: 'BASE', Impact: 'ADD', Method: 'PERCENT', Percent: 25, Amounts: [] },
    },
  ],
};

export const exampleScale = {
  Name: 'Seats',
  Code: 'SEATS',
  Type: 'INTERVAL',
  Required: false,
  Options: [
    { Code: 'few', Name: 'Up to ten', ScaleMin: 1, ScaleMax: 10 },
    {
      Code: 'many',
      Name: 'Up to a hundred',
      ScaleMin: 11,
      ScaleMax: 100,
      PriceImpact: { Impact: 'ADD', Method: 'FIXED', Amounts: [{ Currency: 'EUR', Amount: 5 }] },
    },
  ],
};

/** The group SUPPORT is there. */
export const withOptionGroup: readonly ExampleStep[] = [
  { call: 'addPriceOptionGroup', params: { PriceOptionGroup: exampleGroup } },
];
