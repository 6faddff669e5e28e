import { refuse } from '../../../api/errors.ts';
import { type ExampleStep, POST } from '../../../api/method.ts';
import { on, type Written } from '../../../api/schema.ts';
import { GatewayUnreachable } from '../../../gateways/port.ts';
import { exampleOrder, withOptionGroup, withProduct } from '../../examples.ts';
import { type Call, method } from '../../method.ts';
import { orderAnswer } from '../answer.ts';
import { charge, type Works } from '../charging.ts';
import * as errors from '../errors.ts';
import { exampleDynamicItems } from '../example-items.ts';
import { finishRecord } from '../finishing.ts';
import { SYSTEM } from '../life-store.ts';
import type { Means } from '../means.ts';
import { Order, OrderRequest } from '../objects.ts';
import { writeDraft } from '../paying.ts';
import { paymentExamples } from '../payment-examples.ts';
import { draftOrder, type SentOrder } from '../placement.ts';
import { PLACE_ORDER_REFUSALS } from '../placement-refusals.ts';
import { claimsOfOrder, claimsOfRetry, loadEarlierOrder, onceForOrder, standingErrors } from '../placing-once.ts';
import { approvePurchaseOrder } from '../purchase-orders.ts';
import { type OrderRecord, parseRefNo } from '../records.ts';
import { payAgain } from '../retrying.ts';

const { BillingDetails, PaymentDetails } = exampleOrder;

/** The product is sold with a choice of support. */
const withOptions: readonly ExampleStep[] = [
  ...withOptionGroup,
  ...withProduct,
  { call: 'getPricingConfigurations', params: { ProductCode: 'EDITOR' }, keep: { priceList: '0.Code' } },
  {
    call: 'assignPricingConfigurationOptionGroup',
    params: { PricingConfigurationCode: '$priceList', PriceOptionsGroupAssigned: { Code: 'SUPPORT' } },
  },
];

export const placeOrder = method({
  name: 'placeOrder',
  summary: 'Places an order and pays it; with the reference of an order that failed to be paid, pays that one.',
  params: { Order: on(OrderRequest, { required: true, refusal: errors.ORDER_PRODUCTS_EMPTY }) },
  result: Order,
  rest: POST('/orders/', {
    body: 'Order',
    status: 201,
    location: ({ RefNo }: Written<typeof Order>) => `/orders/${RefNo}/`,
  }),
  refusals: PLACE_ORDER_REFUSALS,
  examples: [
    {
      title: 'two units, paid by a test card',
      before: withProduct,
      params: { Order: exampleOrder },
      answers: {
        Status: 'AUTHRECEIVED',
        ApproveStatus: 'WAITING',
        Currency: 'eur',
        NetPrice: 20,
        VAT: 3.8,
        GrossPrice: 23.8,
        Errors: null,
      },
    },
    {
      title: 'a price option, chosen by its group',
      before: withOptions,
      params: {
        Order: {
          ...exampleOrder,
          Items: [{ Code: 'EDITOR', PriceOptions: [{ Code: 'SUPPORT', Options: ['phone'] }] }],
        },
      },
      answers: {
        NetPrice: 12.5,
        Items: [{ PriceOptions: [{ Code: 'SUPPORT', Required: false, Options: ['phone'] }] }],
      },
    },
    {
      title: 'an option that the product does not have',
      before: withOptions,
      params: { Order: { ...exampleOrder, Items: [{ Code: 'EDITOR', PriceOptions: ['fax'] }] } },
      refused: 'ORDER_PRODUCT_OPTIONS_INVALID',
    },
    {
      title: 'what the catalogue does not know, every month again, less a coupon',
      params: { Order: { ...exampleOrder, Items: exampleDynamicItems } },
      answers: {
        NetPrice: 40,
        VAT: 7.6,
        GrossPrice: 47.6,
        Items: [
          { PurchaseType: 'PRODUCT', ProductDetails: { IsDynamic: true }, RecurringOptions: { CycleUnit: 'MONTH' } },
          { PurchaseType: 'COUPON', Price: { NetPrice: -10, VAT: -1.9, GrossPrice: -11.9 } },
        ],
      },
    },
    {
      title: 'a price and renewals that were agreed on in an assisted sale',
      before: withProduct,
      params: {
        Order: {
          ...exampleOrder,
          ExtraInformation: { AssistedSale: true },
          Items: [
            {
              Code: 'EDITOR',
              Price: { Amount: 7, Type: 'CUSTOM' },
              SubscriptionCustomSettings: {
                CycleAmountType: 'NET',
                CycleUnit: 'MONTH',
                CycleAmount: 8.5,
                CycleLength: 3,
                ContractLength: 12,
              },
            },
          ],
        },
      },
      answers: {
        NetPrice: 7,
        VAT: 1.33,
        Items: [{ SubscriptionCustomSettings: { CycleLength: 3, CycleAmount: 8.5 } }],
      },
    },
    {
      title: 'catalogue and dynamic items in one order',
      before: withProduct,
      params: { Order: { ...exampleOrder, Items: [...exampleOrder.Items, ...exampleDynamicItems] } },
      refused: 'ORDER_ITEMS_INVALID',
    },
    {
      title: 'a card without money',
      before: withProduct,
      params: {
        Order: {
          Items: [{ Code: 'EDITOR' }],
          BillingDetails,
          PaymentDetails: {
            ...PaymentDetails,
            PaymentMethod: { ...PaymentDetails.PaymentMethod, HolderName: 'Red Doe' },
          },
        },
      },
      answers: { Status: 'PENDING', ApproveStatus: 'WAITING' },
    },
    { title: 'nothing to buy', params: { Order: { Items: [] } }, refused: 'ORDER_PRODUCTS_EMPTY' },
    ...paymentExamples,
  ],
  // The gateway is asked between two transactions: the intent is stored before, the outcome after.
  effect: 'own',
  idempotent: true,
  run: async (call, { Order: sent }) => {
    const begun = sent.RefNo ? await retryOnce(call, sent, sent.RefNo) : await placeOnce(call, sent);
    if ('earlier' in begun)
      return orderAnswer(call.merchant, begun.earlier, standingErrors(begun.earlier), call.parts.publicUrl);
    return charged(call, begun.record, begun.means);
  },
});

/** A payment whose intent is written, or the order of an earlier call with the same key. */
type Begun = { readonly record: OrderRecord; readonly means: Means | null } | { readonly earlier: OrderRecord };

const placeOnce = (call: Call, sent: SentOrder): Promise<Begun> =>
  onceForOrder(call, claimsOfOrder(call, sent, null), () => insertNew(call, sent));

const retryOnce = (call: Call, sent: SentOrder, reference: string): Promise<Begun> => {
  const refNo = parseRefNo(reference) ?? refuse(errors.ORDER_NOT_FOUND);
  const claims = claimsOfRetry(call, sent, refNo);
  return onceForOrder(call, claims, async () => {
    const retry = await payAgain(call, sent, refNo, claims);
    return 'earlier' in retry ? { earlier: await loadEarlierOrder(call, retry.earlier, claims) } : retry;
  });
};

/** The new order as it was written, or the one that an earlier call wrote for the same key. */
const insertNew = async (call: Call, sent: SentOrder): Promise<Begun> => {
  for (let attempt = 1; attempt <= MOST_DRAFTS; attempt += 1) {
    const draft = await draftOrder(call, sent);
    const keys = claimsOfOrder(call, sent, draft.order.ref_no);
    const outcome = await writeDraft(call, draft, keys);
    if (outcome === 'PLACED') return { record: draft, means: draft.means };
    if (outcome !== 'PROMOTION') return { earlier: await loadEarlierOrder(call, outcome, keys) };
  }
  return refuse(errors.ORDER_PROMOTION_INVALID, 'A promotion of this order was used up while it was placed.');
};

/**
 * Another order may take the last use of a promotion after this one was priced; then it is priced again, without. Each
 * time one limited promotion fewer is left, so many drafts are needed by nobody but a shop with many of them.
 */
const MOST_DRAFTS = 12;

const charged = async (call: Call, record: OrderRecord, means: Means | null): Promise<Written<typeof Order>> => {
  const works = worksOf(call);
  const { record: after, errors: problems } =
    means === null
      ? { record: await trusted(works, call, record), errors: null }
      : await charge(works, record, means, call.now);
  call.afterwards(() => finishLater(works, call, after));
  return orderAnswer(call.merchant, after, problems, call.parts.publicUrl);
};

/** What the provider does not answer now is left to the background work, which asks again. */
const finishLater = async (works: Works, { merchant, log }: Call, record: OrderRecord): Promise<void> => {
  try {
    await finishRecord(works, merchant, record);
  } catch (error) {
    if (!(error instanceof GatewayUnreachable)) throw error;
    log.warn({ refNo: String(record.order.ref_no) }, 'collecting the money is left for later');
  }
};

/** A purchase order may approve itself; its goods are delivered now. */
const trusted = (works: Works, { merchant }: Call, record: OrderRecord): Promise<OrderRecord> | OrderRecord =>
  record.order.details.purchaseOrder?.autoApprove === true
    ? approvePurchaseOrder(works, merchant, record, { by: SYSTEM, comment: 'approved without a document' })
    : record;

/** The work after the answer goes on with the time of the call. */
const worksOf = (call: Call): Works => ({
  database: { ...call.db, transaction: call.transaction },
  parts: call.parts,
  log: call.log,
  now: () => new Date(call.now.getTime() - call.merchant.clockOffsetMs),
});
