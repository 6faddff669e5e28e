import { randomHex } from '../../kit/ids.ts';
import type { ShippingMethodRecord } from '../catalog/index.ts';
import { type LineAmounts, notationsOf, subscriptionMonths } from '../pricing/index.ts';
import { type DiscountedLine, promotionOfLine } from '../promotions/index.ts';
import type { SentOrder } from './placement.ts';
import type { Quote } from './quoting.ts';
import type { ItemDetails, ItemRow, OrderRow } from './rows.ts';
import type { Offer } from './rules/cart.ts';

type Head = Pick<OrderRow, 'merchant_id' | 'ref_no' | 'currency'>;

/** The rows of the lines of an order, or of a cart that is only looked at; that of shipping stands last. */
export const itemRows = (order: Head, { priced, promoted, shippingMethod }: Quote): readonly ItemRow[] => {
  const goods = priced.lines.map((line, index) =>
    itemRow(order, line, index + 1, priced.offers[index], promoted.lines[index], priced.trials[index] ?? null),
  );
  return priced.shipping === null || shippingMethod === null
    ? goods
    : [...goods, shippingRow(order, priced.shipping, goods.length + 1, shippingMethod)];
};

const itemRow = (
  order: Head,
  line: LineAmounts,
  lineNo: number,
  offer: Offer | undefined,
  discounted: DiscountedLine | undefined,
  trial: LineAmounts | null,
): ItemRow => {
  if (offer === undefined) throw new Error('a line was priced without its offer');
  const { product, ...item } = offer.item;
  return {
    ...lineColumns(order, line, lineNo),
    product_id: product.productId,
    product_code: product.code,
    product_name: product.name,
    price_type: offer.list.priceType,
    details: {
      version: product.version,
      shortDescription: product.shortDescription,
      tangible: product.tangible,
      fulfillment: product.fulfillment,
      generatesSubscription: product.generatesSubscription,
      cycle: product.cycle,
      ...(product.gracePeriodDays === undefined ? {} : { gracePeriodDays: product.gracePeriodDays }),
      externalReference: item.externalReference,
      additionalFields: additionalFieldsOf(item.additionalFields),
      ...(item.sku === null ? {} : { sku: item.sku.code }),
      ...(item.crossSell === null ? {} : { crossSell: item.crossSell }),
      ...optionDetails(offer),
      ...trialDetails(offer, trial),
      ...(discounted?.promotion ? { promotion: promotionOfLine(discounted.promotion, order.currency) } : {}),
    },
  };
};

const trialDetails = ({ item }: Offer, trial: LineAmounts | null): Pick<ItemDetails, 'trial'> =>
  item.trial === null || trial === null
    ? {}
    : {
        trial: {
          days: item.trial.days,
          netMinor: String(trial.netMinor),
          vatMinor: String(trial.vatMinor),
          grossMinor: String(trial.grossMinor),
        },
      };

const shippingRow = (order: Head, line: LineAmounts, lineNo: number, method: ShippingMethodRecord): ItemRow => ({
  ...lineColumns(order, line, lineNo),
  // It is no product of the catalogue; numbers of products begin far above.
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

const optionDetails = ({ options }: Offer): Pick<ItemDetails, 'priceOptions' | 'optionMonths'> => {
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
