import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShop, type Shop, type TestMerchant } from './testing-shop.ts';

let shop: Shop;
let merchant: TestMerchant;

beforeAll(async () => {
  shop = await openShop();
  merchant = await shop.newMerchant();
});
afterAll(() => shop.drop());

const words = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\u0000', ''));
const name = words.map((text) => `N ${text}`.trim());
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const language = fc.constantFrom('DE', 'FR', 'RO');
const flag = fc.boolean();

/** Intervals that do not overlap: 1 to 9, 10 to 99 and so on, in some of the currencies. */
const prices = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.subarray(['USD', 'GBP', 'JPY', 'KWD']), fc.infiniteStream(fc.nat(999_999)))
  .map(([steps, more, amounts]) =>
    ['EUR', ...more].flatMap((Currency) =>
      Array.from({ length: steps }, (_, step) => ({
        Amount: Currency === 'JPY' ? (amounts.next().value ?? 0) : (amounts.next().value ?? 0) / 100,
        Currency,
        MinQuantity: String(10 ** step),
        MaxQuantity: String(10 ** (step + 1) - 1),
        OptionCodes: [],
      })),
    ),
  );

const priceList = fc.record({
  BillingCountries: fc.subarray(['DE', 'RO', 'US']),
  PricingSchema: fc.constantFrom('DYNAMIC', 'FLAT'),
  PriceType: fc.constantFrom('NET', 'GROSS'),
  DefaultCurrency: fc.constant('EUR'),
  UseOriginalPrices: flag,
  Prices: fc.record({ Regular: prices, Renewal: fc.oneof(fc.constant([]), prices) }),
  PriceOptions: fc.subarray([
    { Code: 'A', Required: true },
    { Code: 'b', Required: false },
  ]),
});

const switches = fc.record({
  Before30Days: flag,
  Before15Days: flag,
  Before7Days: flag,
  Before1Day: flag,
  OnExpirationDate: flag,
  After5Days: flag,
  After15Days: flag,
});
const unit = fc.constantFrom('D', 'M');
const unlimited = { Period: -1, PeriodUnits: 'D', IsUnlimited: true, Action: 'RESTART', EmailsDuringContract: true };
const subscription = fc.record({
  DeprecatedProducts: fc.subarray(['old', 'older']),
  BundleRenewalManagement: fc.constantFrom('GLOBAL', 'INDIVIDUAL'),
  BillingCycle: fc.integer({ min: 1, max: 1200 }).map(String),
  BillingCycleUnits: unit,
  IsOneTimeFee: fc.constant(false),
  ContractPeriod: fc.oneof(
    fc.constant(unlimited),
    fc.record({
      Period: fc.integer({ min: 1, max: 1200 }),
      PeriodUnits: unit,
      IsUnlimited: fc.constant(false),
      Action: fc.constantFrom('RESTART', 'CANCEL'),
      EmailsDuringContract: flag,
    }),
  ),
  UsageBilling: fc.constantFrom(0, 1),
  GracePeriod: fc.record({
    Type: fc.constant('CUSTOM'),
    Period: fc.nat(60).map(String),
    PeriodUnits: unit,
    IsUnlimited: fc.constant(false),
  }),
  RenewalEmails: fc.record({
    Type: fc.constant('CUSTOM'),
    Settings: fc.record({ ManualRenewal: switches, AutomaticRenewal: switches }),
  }),
});

const translated = fc.array(fc.record({ Name: words, Description: words, Language: language }), { maxLength: 2 });
const kept = orNull(fc.record({ Code: words, Name: words, Type: words }));
const fulfillment = fc.record({
  IsStartAfterFulfillment: flag,
  IsElectronicCode: flag,
  IsDownloadLink: flag,
  IsBackupMedia: flag,
  IsDownloadInsuranceService: flag,
  IsInstantDeliveryThankYouPage: flag,
  IsDisplayInPartnersCPanel: flag,
  CodeList: kept,
  BackupMedia: kept,
  ProductFile: fc.constant(null),
  AdditionalInformationByEmail: orNull(words),
  AdditionalInformationEmailTranslations: translated,
  AdditionalThankYouPage: orNull(words),
  AdditionalThankYouPageTranslations: translated,
  ReturnMethod: orNull(fc.record({ Type: orNull(words), URL: orNull(words) })),
});

const product = fc.record({
  ProductType: fc.constant('REGULAR'),
  ProductName: name,
  ProductVersion: words,
  PurchaseMultipleUnits: flag,
  ShippingClass: orNull(
    fc.record({
      Name: name,
      Amount: fc.nat(99_999).map((cents) => cents / 100),
      Currency: fc.constant('USD'),
      ApplyTo: fc.constantFrom('PRODUCT', 'ORDER'),
      Type: fc.constantFrom('PERCENT', 'FIXED'),
    }),
  ),
  GiftOption: flag,
  ShortDescription: words,
  LongDescription: words,
  SystemRequirements: words,
  ProductCategory: fc.oneof(fc.constant(false), name),
  TrialUrl: words,
  TrialDescription: words,
  Enabled: flag,
  ReviewProductUrl: words,
  ReviewAdditionalDetails: words,
  Translations: fc.array(
    fc.record({
      Language: language,
      Name: words,
      Description: orNull(words),
      LongDescription: words,
      TrialUrl: words,
      TrialDescription: words,
      SystemRequirements: words,
    }),
    { maxLength: 3 },
  ),
  PricingConfigurations: fc
    .array(priceList, { minLength: 1, maxLength: 3 })
    .map((lists) => lists.map((list, at) => ({ Name: `List ${at}`, Default: at === 0, ...list }))),
  Prices: fc.constant([]),
  BundleProducts: fc.constant([]),
  Fulfillment: fc.constantFrom('NO_DELIVERY', 'BY_AVANGATE', 'BY_VENDOR'),
  GeneratesSubscription: flag,
  SubscriptionInformation: subscription,
  FulfillmentInformation: orNull(fulfillment),
  Tangible: flag,
  TangibleDetails: orNull(
    fc.record({
      UnitDetails: fc.constant([{ Type: 'WEIGHT', Amount: '2' }]),
      Fee: fc.constant([{ Currency: 'EUR', Amount: '4.5' }]),
    }),
  ),
  ExternalReference: words,
});

let count = 0;

test('what was sent comes back, save the codes of price lists; sent back whole, it changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(product, async (sent) => {
      count += 1;
      const ProductCode = `p-${count}`;
      await merchant.call('addProduct', { Product: { ...sent, ProductCode } });
      const told = await merchant.product(ProductCode);
      const PricingConfigurations = told.PricingConfigurations.map(({ Code: _generated, ...list }) => list);
      expect({ ...told, PricingConfigurations }).toMatchObject({ ...sent, ProductCode });
      await merchant.call('updateProduct', { Product: told });
      expect(await merchant.product(ProductCode)).toEqual(told);
    }),
    { numRuns: 60 },
  );
});
