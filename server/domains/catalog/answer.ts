import { amountNumber } from '../../kit/money.ts';
import type { Settings } from '../accounts/index.ts';
import type { Price, PriceKind } from '../pricing/index.ts';
import type { AnsweredConfiguration, AnsweredPrice } from './objects/pricing.ts';
import type { ProductAnswer } from './objects.ts';
import type { PriceList, ProductDetails, ProductGroupFacts, ProductRecord } from './product.ts';
import { answeredTerms } from './rules/subscription-terms.ts';

/** A product as the API tells it, in the form of the latest version. */
export const productAnswer = (product: ProductRecord, settings: Settings): ProductAnswer => ({
  ...product.details,
  AvangateId: String(product.productId),
  ProductCode: product.code,
  ProductType: product.type,
  ProductName: product.name,
  ProductVersion: product.version,
  ProductGroup: product.group && groupAnswer(product.group),
  PurchaseMultipleUnits: product.multipleUnits,
  ProductImages: [],
  Enabled: product.enabled,
  AdditionalFields: assignedFieldsAnswer(product.details.AdditionalFields, product.fieldLabels),
  PricingConfigurations: product.priceLists.map(priceListAnswer),
  Prices: [],
  Fulfillment: product.fulfillment,
  GeneratesSubscription: product.generatesSubscription,
  SubscriptionInformation: answeredTerms(product.subscription, settings),
  Tangible: product.tangible,
  ExternalReference: product.externalReference,
});

/** Fields that the account does not have are told as they were sent. */
export const assignedFieldsAnswer = (
  fields: ProductDetails['AdditionalFields'],
  labels: ProductRecord['fieldLabels'],
): NonNullable<ProductAnswer['AdditionalFields']> =>
  (fields ?? []).map((field) => ({
    ...field,
    Label: labels.find(({ code }) => code === field.Code)?.label ?? field.Label,
    URLParameter: `ADDITIONAL_${field.Code ?? ''}`,
  }));

export const groupAnswer = (group: ProductGroupFacts) => ({
  Name: group.name,
  Code: group.code,
  TemplateName: group.templateName,
  Description: group.description,
});

export const priceListAnswer = (list: PriceList): AnsweredConfiguration => ({
  Name: list.name,
  Code: list.code,
  Default: list.isDefault,
  BillingCountries: list.billingCountries,
  PricingSchema: list.schema,
  PriceType: list.priceType,
  DefaultCurrency: list.defaultCurrency,
  UseOriginalPrices: list.useOriginalPrices,
  Prices: { Regular: pricesOf(list, 'REGULAR'), Renewal: pricesOf(list, 'RENEWAL') },
  PriceOptions: list.optionGroups.map(({ code, required }) => ({ Code: code, Required: required })),
});

const pricesOf = (list: PriceList, kind: PriceKind): readonly AnsweredPrice[] =>
  list.prices.filter((price) => price.kind === kind).map(priceAnswer);

const priceAnswer = (price: Price): AnsweredPrice => ({
  Amount: amountNumber(price.amountMinor, price.currency),
  Currency: price.currency,
  MinQuantity: price.minQuantity,
  MaxQuantity: price.maxQuantity,
  OptionCodes: price.optionCodes.map(({ code, options }) => ({ Code: code, Options: options })),
});
