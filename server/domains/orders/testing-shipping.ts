import type { Merchant } from '../../api/call.ts';
import type { TestApi } from '../../testing/api.ts';
import { rpcClient, type WireClient } from '../../testing/clients.ts';
import { declareShippingMethods } from '../catalog/index.ts';
import { exampleProduct } from '../examples.ts';
import { declareRates } from '../rates/index.ts';

const free = [{ Amount: 0, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '99999' }];

/** Books of two kilograms, ten euros net and a euro for the padding; a book that is free; and the Editor by download. */
const products = [
  exampleProduct,
  {
    ...exampleProduct,
    ProductCode: 'BOOK',
    ProductName: 'Book',
    GeneratesSubscription: false,
    Tangible: true,
    TangibleDetails: {
      UnitDetails: [{ Type: 'WEIGHT', Amount: '2' }],
      Fee: [{ Currency: 'EUR', Amount: '1' }],
    },
  },
  {
    ...exampleProduct,
    ProductCode: 'LEAFLET',
    ProductName: 'Leaflet',
    GeneratesSubscription: false,
    Tangible: true,
    PricingConfigurations: exampleProduct.PricingConfigurations.map((list) => ({ ...list, Prices: { Regular: free } })),
  },
];

const methods = [
  { Name: 'Post', Code: 'POST', BasePrice: 5, Default: true, Surcharge: [{ Type: 'WEIGHT', From: 5, Amount: 3 }] },
  {
    Name: 'Express',
    Code: 'EXPRESS',
    TrackingURL: 'https://track.example/',
    BasePrice: 12,
    Currency: 'USD',
    Availability: 'CUSTOM',
    Countries: [{ CountryCode: 'DE', Surcharge: 2 }, { CountryCode: 'FR' }],
  },
  { Name: 'Collection', Code: 'SELF', Availability: 'HOME' },
  { Name: 'Coach', Code: 'COACH', Active: false },
];

export type ShippingShop = {
  readonly merchant: Merchant;
  readonly client: WireClient;
  readonly declare: (declared: readonly unknown[]) => Promise<void>;
};

/** A merchant at home in Romania who sends books, at an exchange rate of two dollars for a euro. */
export const openShippingShop = async (
  api: TestApi,
  declared: readonly unknown[] = methods,
  version: '3.0' | '6.0' = '6.0',
): Promise<ShippingShop> => {
  await declareRates(api.database, { asOf: '2025-01-02', rates: { USD: '2' } }, api.now());
  const merchant = await api.newMerchant();
  const client = await rpcClient(api, merchant, version);
  for (const Product of products) {
    const added = await client('addProduct', { Product });
    if (!('value' in added)) throw new Error(added.message);
  }
  const declare = (more: readonly unknown[]): Promise<void> =>
    api.database.transaction((db) =>
      declareShippingMethods({ db, merchantId: merchant.id, currency: 'EUR', now: api.now() }, more, 'shippingMethods'),
    );
  await declare(declared);
  return { merchant, client, declare };
};
