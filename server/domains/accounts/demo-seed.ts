/** The merchant that a fresh installation has, so that every example can be tried at once. */
export const demoSeed = {
  merchants: [
    {
      code: 'DEMO',
      name: 'Demo shop',
      secretKey: 'demo-secret-key',
      buyLinkSecretWord: 'demo-secret-word',
      insSecretWord: 'demo-ins-word',
      currency: 'EUR',
      country: 'RO',
      timeZone: 'GMT+02:00',
      test: true,
      taxCategories: [{ uuid: 'f0a1c7de-3b52-4c1e-9d6a-2f4b8e5d7a10', name: 'Software', default: true }],
      productGroups: [{ code: 'D3A0C0DE01', name: 'General', description: 'Products of the demo shop', default: true }],
      products: [
        {
          ProductCode: 'SUTLER-DEMO',
          ProductName: 'Sutler demo plan',
          ProductVersion: '1.0',
          ShortDescription: 'A subscription that renews every month',
          ProductGroupCode: 'D3A0C0DE01',
          TaxCategory: 'f0a1c7de-3b52-4c1e-9d6a-2f4b8e5d7a10',
          Enabled: true,
          Fulfillment: 'NO_DELIVERY',
          GeneratesSubscription: true,
          SubscriptionInformation: {
            BillingCycle: 1,
            BillingCycleUnits: 'M',
            IsOneTimeFee: false,
            ContractPeriod: { Period: -1, IsUnlimited: true, Action: 'RESTART', EmailsDuringContract: true },
            GracePeriod: { Type: 'GLOBAL' },
            RenewalEmails: { Type: 'GLOBAL' },
          },
          PricingConfigurations: [demoPrices('9.90', '10.90')],
        },
        {
          ProductCode: 'SUTLER-ONCE',
          ProductName: 'Sutler demo handbook',
          ProductVersion: '1.0',
          ShortDescription: 'A product that is bought once',
          ProductGroupCode: 'D3A0C0DE01',
          TaxCategory: 'f0a1c7de-3b52-4c1e-9d6a-2f4b8e5d7a10',
          Enabled: true,
          Fulfillment: 'NO_DELIVERY',
          GeneratesSubscription: false,
          PricingConfigurations: [demoPrices('25.00', '28.00')],
        },
      ],
    },
  ],
} as const;

/** One list for all countries, net, in euros and dollars. */
function demoPrices(eur: string, usd: string) {
  return {
    Name: 'All countries',
    Default: true,
    PricingSchema: 'DYNAMIC',
    PriceType: 'NET',
    DefaultCurrency: 'EUR',
    Prices: {
      Regular: [
        { Amount: eur, Currency: 'EUR', MinQuantity: 1, MaxQuantity: 99999 },
        { Amount: usd, Currency: 'USD', MinQuantity: 1, MaxQuantity: 99999 },
      ],
      Renewal: [],
    },
  };
}
