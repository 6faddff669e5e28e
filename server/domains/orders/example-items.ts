/** Items for examples: 59.50 with 19 percent in it every month, and a coupon of 11.90. */
export const exampleDynamicItems = [
  {
    IsDynamic: true,
    PurchaseType: 'PRODUCT',
    Name: 'Care for a website',
    Description: 'an hour a month',
    Tangible: false,
    Quantity: 1,
    Price: { Amount: 59.5, Type: 'CUSTOM' },
    RecurringOptions: {
      CycleLength: 1,
      CycleUnit: 'MONTH',
      CycleAmount: 59.5,
      ContractLength: 1,
      ContractUnit: 'YEAR',
    },
  },
  { IsDynamic: true, PurchaseType: 'COUPON', Name: 'Old friends', Price: { Amount: 11.9, Type: 'CUSTOM' } },
];
