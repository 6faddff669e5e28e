import { randomHex } from '../../kit/ids.ts';
import type { ShippingMethodRecord } from '../catalog/index.ts';
import { type LineAmounts, notationsOf, subscriptionMonths } from '../pricing/index.ts';
import { type DiscountedLine, promotionOfLine } from '../promotions/index.ts';
import type { SentOrder } from './placement.ts';
import type { Quote } from './quoting.ts';
import type { ItemDetails, ItemRow, OrderRow } from './rows.ts';
import type { DynamicOffer, DynamicOption } from './rules/dynamic-items.ts';
import type { CatalogOffer, Offer } from './rules/offers.ts';

type Head = Pick<OrderRow, 'merchant_id' | 'ref_no' | 'currency'>;

/** The rows of the lines of an order, or of a cart that is only looked at; that of shipping stands last. */
export const itemRows = (order: Head, { priced, promoted, shippingMethod }: Quote): readonly ItemRow[] => {
  const goods = priced.lines.map((line, index): ItemRow => {
    const offer = priced.offers[index];
    if (offer === undefined) throw new Error('a line was priced without its offer');
    const { details, ...product } =
      offer.kind === 'DYNAMIC' ? dynamicColumns(offer) : catalogColumns(offer, order, promoted.lines[index]);
    return {
      ...lineColumns(order, line, index + 1),
      ...product,
      price_type: offer.priceType,
      details: { ...details, ...detailsOfAll(offer, priced.trials[index] ?? null) },
    };
  });
  return priced.shipping === null || shippingMethod === null
    ? goods
    : [...goods, shippingRow(order, priced.shipping, goods.length + 1, shippingMethod)];
};

type ProductColumns = Pick<ItemRow, 'product_id' | 'product_code' | 'product_name'> & {
  readonly details: Omit<ItemDetails, 'externalReference' | 'additionalFields' | 'trial' | 'startDate' | 'renewal'>;
};

const catalogColumns = (offer: CatalogOffer, order: Head, discounted: DiscountedLine | undefined): ProductColumns => {
  const { product, sku, crossSell, upSell, settings } = offer.item;
  return {
    product_id: product.productId,
    product_code: product.code,
    product_name: product.name,
    details: {
      version: product.version,
      shortDescription: product.shortDescription,
      tangible: product.tangible,
      fulfillment: product.fulfillment,
      ...(product.startsAfterFulfillment === true ? { startsAfterFulfillment: true } : {}),
      generatesSubscription: product.generatesSubscription,
      cycle: settings?.cycle ?? product.cycle,
      ...(product.gracePeriodDays === undefined ? {} : { gracePeriodDays: product.gracePeriodDays }),
      ...(product.contract === null ? {} : { contract: product.contract }),
      ...(sku === null ? {} : { sku: sku.code }),
      ...(crossSell === null ? {} : { crossSell }),
      ...(upSell === null ? {} : { upSell }),
      ...optionDetails(offer),
      ...settingsDetails(offer),
      ...(discounted?.promotion ? { promotion: promotionOfLine(discounted.promotion, order.currency) } : {}),
    },
  };
};

const settingsDetails = ({
  item: { settings },
  cycleAmountMinor,
}: CatalogOffer): Pick<ItemDetails, 'customSettings'> => {
  if (settings === null || cycleAmountMinor === null) return {};
  const { amountType, contractLength, merchantAutoRenewal, clientAutoRenewal } = settings;
  const amountMinor = String(cycleAmountMinor);
  return { customSettings: { amountMinor, amountType, contractLength, merchantAutoRenewal, clientAutoRenewal } };
};

/** It is no product of the catalogue; numbers of products begin far above. */
const dynamicColumns = (offer: DynamicOffer): ProductColumns => {
  const { item, surchargeMinor } = offer;
  return {
    product_id: 0n,
    product_code: '',
    product_name: item.name,
    details: {
      version: '',
      shortDescription: item.description,
      tangible: item.tangible,
      fulfillment: 'NO_DELIVERY',
      generatesSubscription: item.recurring !== null,
      cycle: item.recurring?.cycle ?? null,
      dynamic: {
        purchaseType: item.purchaseType,
        surchargeMinor: String(surchargeMinor),
        taxCategory: item.taxCategory,
      },
      ...(item.options.length === 0 ? {} : { priceOptions: dynamicGroups(item.options) }),
      ...recurringDetails(offer),
    },
  };
};

/** Options of one group stand together, in the order in which the groups were first named. */
const dynamicGroups = (options: readonly DynamicOption[]): NonNullable<ItemDetails['priceOptions']> =>
  [...new Set(options.map(({ group }) => group))].map((code) => ({
    code,
    required: true,
    options: options.filter(({ group }) => group === code).map(({ value }) => value),
  }));

const recurringDetails = ({ item: { recurring }, cycleAmountMinor }: DynamicOffer): Pick<ItemDetails, 'recurring'> => {
  if (recurring === null || cycleAmountMinor === null) return {};
  const { contractLength, contractUnit } = recurring;
  return { recurring: { amountMinor: String(cycleAmountMinor), contractLength, contractUnit } };
};

const detailsOfAll = ({ item }: Offer, trial: LineAmounts | null) => ({
  externalReference: item.externalReference,
  additionalFields: additionalFieldsOf(item.additionalFields),
  ...(item.startDate === null ? {} : { startDate: item.startDate }),
  ...(item.renewal === undefined ? {} : { renewal: item.renewal.line }),
  ...(item.trial === null || trial === null
    ? {}
    : {
        trial: {
          days: item.trial.days,
          netMinor: String(trial.netMinor),
          vatMinor: String(trial.vatMinor),
          grossMinor: String(trial.grossMinor),
        },
      }),
});

const shippingRow = (order: Head, line: LineAmounts, lineNo: number, method: ShippingMethodRecord): ItemRow => ({
  ...lineColumns(order, line, lineNo),
  product_id: 0n,
  product_code: 'SHIPPING_GENERIC_PRODUCT',
  product_name: 'Shipping fees',
  price_type: 'NET',
  details: {
    version: '',
    shortDescription: '',
    tangible: false,
    fulfillment: 'NO_DELIVERY',
    generatesSubscription: false,
    cycle: null,
    externalReference: '',
    additionalFields: null,
    shipping: { code: method.code, trackingUrl: method.trackingUrl },
  },
});

const lineColumns = (order: Head, line: LineAmounts, lineNo: number) => ({
  merchant_id: order.merchant_id,
  ref_no: order.ref_no,
  line_no: lineNo,
  line_item_reference: randomHex(20),
  quantity: line.quantity,
  vat_rate_ppm: line.ratePpm,
  unit_net_minor: line.unitNetMinor,
  unit_vat_minor: line.unitVatMinor,
  unit_gross_minor: line.unitGrossMinor,
  unit_discount_minor: line.unitDiscountMinor,
  unit_net_discounted_minor: line.unitNetDiscountedMinor,
  unit_gross_discounted_minor: line.unitGrossDiscountedMinor,
  net_minor: line.netMinor,
  vat_minor: line.vatMinor,
  gross_minor: line.grossMinor,
  discount_minor: line.discountMinor,
  net_discounted_minor: line.netDiscountedMinor,
  vat_discounted_minor: line.vatDiscountedMinor,
  gross_discounted_minor: line.grossDiscountedMinor,
});

const optionDetails = ({ options }: CatalogOffer): Pick<ItemDetails, 'priceOptions' | 'optionMonths'> => {
  if (options.length === 0) return {};
  const months = subscriptionMonths(options);
  return {
    priceOptions: options.map((group) => ({
      code: group.code,
      required: group.required,
      options: notationsOf([group]),
    })),
    ...(months === 0 ? {} : { optionMonths: months }),
  };
};

/** Additional fields of an order or a line as they are kept. */
export const additionalFieldsOf = (fields: SentOrder['AdditionalFields']): OrderRow['details']['additionalFields'] =>
  fields == null || fields.length === 0
    ? null
    : fields.map(({ Code, Text, Value }) => ({ Code, Text: Text ?? null, Value: Value ?? null }));
