import type { Written } from '../../api/schema.ts';
import { amountNumber } from '../../kit/money.ts';
import { itemDeliveryAnswer, type LineDelivery } from '../delivery/index.ts';
import type { OrderSubscription } from '../subscriptions/index.ts';
import { percentNumber } from '../taxes/index.ts';
import type { OrderItem } from './objects.ts';
import type { ItemDetails, ItemRow } from './rows.ts';
import type { PurchaseType } from './rules/purchase-types.ts';

type ItemObject = Written<typeof OrderItem>;

/** A line as the API answers it, of an order or of a cart that is only looked at. `clock` tells instants to the account. */
export const itemAnswer = (
  currency: string,
  item: ItemRow,
  subscriptions: readonly OrderSubscription[],
  clock: (at: Date | null) => string | null,
  delivery?: LineDelivery,
): ItemObject => ({
  ProductDetails: {
    Name: item.product_name,
    ShortDescription: item.details.shortDescription,
    Tangible: item.details.tangible,
    IsDynamic: item.details.dynamic !== undefined,
    ExtraInfo: null,
    RenewalStatus: item.details.renewal !== undefined,
    Subscriptions:
      subscriptions.length === 0
        ? null
        : subscriptions.map((subscription) => ({
            SubscriptionReference: subscription.reference,
            PurchaseDate: clock(subscription.purchasedAt),
            SubscriptionStartDate: clock(subscription.startsAt),
            ExpirationDate: clock(subscription.expiresAt),
            Lifetime: subscription.isLifetime,
            Trial: subscription.isTrial,
            Enabled: subscription.enabled,
            RecurringEnabled: subscription.recurringEnabled,
          })),
    DeliveryInformation: itemDeliveryAnswer(item.details.fulfillment, delivery),
  },
  PriceOptions: (item.details.priceOptions ?? []).map(({ code, required, options }) => ({
    Code: code,
    Required: required,
    Options: options,
  })),
  CrossSell: item.details.crossSell
    ? { ParentCode: item.details.crossSell.parentCode, CampaignCode: item.details.crossSell.campaignCode }
    : null,
  Price: itemPrice(currency, item),
  // Dynamic lines have no such member at all.
  Code: item.details.dynamic === undefined ? item.product_code : undefined,
  LineItemReference: item.line_item_reference,
  PurchaseType: purchaseTypeOfLine(item),
  ExternalReference: item.details.externalReference,
  Quantity: item.quantity,
  SKU: item.details.sku ?? null,
  Trial: trialAnswer(currency, item.details.trial),
  AdditionalFields: item.details.additionalFields,
  Promotion: item.details.promotion ?? null,
  RecurringOptions: recurringAnswer(currency, item.details),
  SubscriptionStartDate: item.details.startDate ?? null,
  SubscriptionCustomSettings: settingsAnswer(currency, item.details),
  UpSell: item.details.upSell
    ? { ParentCode: item.details.upSell.parentCode, CampaignCode: item.details.upSell.campaignCode }
    : null,
});

/** What a line is: the fee of a shipping method is of the same kind as a dynamic line for shipping. */
export const purchaseTypeOfLine = ({ details }: Pick<ItemRow, 'details'>): PurchaseType =>
  details.dynamic?.purchaseType ?? (details.shipping === undefined ? 'PRODUCT' : 'SHIPPING');

const recurringAnswer = (currency: string, { recurring, cycle }: ItemDetails): ItemObject['RecurringOptions'] =>
  recurring === undefined || cycle === null
    ? null
    : {
        CycleLength: cycle.length,
        CycleUnit: cycle.unit,
        CycleAmount: amountNumber(BigInt(recurring.amountMinor), currency),
        ContractLength: recurring.contractLength,
        ContractUnit: recurring.contractUnit,
      };

const settingsAnswer = (
  currency: string,
  { customSettings, cycle }: ItemDetails,
): ItemObject['SubscriptionCustomSettings'] =>
  customSettings === undefined
    ? null
    : {
        CycleAmountType: customSettings.amountType,
        CycleUnit: cycle?.unit ?? null,
        CycleAmount: amountNumber(BigInt(customSettings.amountMinor), currency),
        CycleLength: cycle?.length ?? null,
        ContractLength: customSettings.contractLength,
        MerchantDealAutoRenewal: customSettings.merchantAutoRenewal,
        ClientDealAutoRenewal: customSettings.clientAutoRenewal,
      };

const trialAnswer = (currency: string, trial: ItemRow['details']['trial']): ItemObject['Trial'] =>
  trial === undefined
    ? null
    : {
        Period: trial.days,
        GrossPrice: amountNumber(BigInt(trial.grossMinor), currency),
        VAT: amountNumber(BigInt(trial.vatMinor), currency),
        NetPrice: amountNumber(BigInt(trial.netMinor), currency),
      };

const itemPrice = (currency: string, item: ItemRow): ItemObject['Price'] => {
  const money = (minor: bigint): number => amountNumber(minor, currency);
  return {
    UnitNetPrice: money(item.unit_net_minor),
    UnitGrossPrice: money(item.unit_gross_minor),
    UnitVAT: money(item.unit_vat_minor),
    UnitDiscount: money(item.unit_discount_minor),
    UnitNetDiscountedPrice: money(item.unit_net_discounted_minor),
    UnitGrossDiscountedPrice: money(item.unit_gross_discounted_minor),
    UnitAffiliateCommission: 0,
    ItemUnitNetPrice: 0,
    ItemUnitGrossPrice: 0,
    ItemNetPrice: 0,
    ItemGrossPrice: 0,
    VATPercent: percentNumber(item.vat_rate_ppm),
    HandlingFeeNetPrice: 0,
    HandlingFeeGrossPrice: 0,
    Currency: currency,
    NetPrice: money(item.net_minor),
    GrossPrice: money(item.gross_minor),
    NetDiscountedPrice: money(item.net_discounted_minor),
    GrossDiscountedPrice: money(item.gross_discounted_minor),
    Discount: money(item.discount_minor),
    VAT: money(item.vat_minor),
    AffiliateCommission: 0,
  };
};
