import { refuse } from '../../../api/errors.ts';
import { type ExampleStep, POST } from '../../../api/method.ts';
import { on, type Written } from '../../../api/schema.ts';
import { isUniqueViolation } from '../../../db/database.ts';
import { exampleOrder, withOptionGroup, withProduct } from '../../examples.ts';
import { type Call, method } from '../../method.ts';
import { orderAnswer } from '../answer.ts';
import { charge, type Works } from '../charging.ts';
import * as errors from '../errors.ts';
import { finishRecord } from '../finishing.ts';
import { Order, OrderRequest } from '../objects.ts';
import { checkTestSystem, draftOrder, paymentRow, type SentOrder } from '../placement.ts';
import { loadOrder, type OrderRecord, parseRefNo } from '../records.ts';
import { type PaymentPlan, paymentPlanOf } from '../rules/payment-method.ts';
import { mayPay } from '../states.ts';
import { insertOrder, insertRetry } from '../store.ts';

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
  refusals: [
    errors.ORDER_NOT_FOUND,
    errors.ORDER_STATUS_INVALID,
    errors.ORDER_PRODUCTS_EMPTY,
    errors.ORDER_ITEMS_INVALID,
    errors.ORDER_FEATURE_NOT_OFFERED,
    errors.ORDER_PRODUCT_IS_DYNAMIC_INVALID,
    errors.ORDER_PRODUCT_PRICE_STRUCTURE_INVALID,
    errors.ORDER_PRODUCT_PRICE_AMOUNT_INVALID,
    errors.ORDER_PRODUCT_PRICE_TYPE_INVALID,
    errors.ORDER_PRODUCT_PRICE_TYPE_BASE_INVALID,
    errors.ORDER_PRODUCT_PRICE_TYPE_DEFAULT_INVALID,
    errors.ORDER_PRODUCT_CODE_INVALID,
    errors.ORDER_PRODUCT_INVALID,
    errors.ORDER_PRODUCT_SKU_INVALID,
    errors.ORDER_ITEMS_QUANTITY_INVALID,
    errors.INVALID_PRODUCT,
    errors.ORDER_BILLING_DETAILS_EMPTY,
    errors.ORDER_BILLING_FIELD_EMPTY,
    errors.ORDER_COUNTRY_INVALID,
    errors.ORDER_BILLING_EMAIL_INVALID,
    errors.ORDER_BILLING_STATE_EMPTY,
    errors.ORDER_BILLING_PHONE_EMPTY,
    errors.ORDER_BILLING_FISCALCODE_INVALID,
    errors.ORDER_PAYMENT_DETAILS_EMPTY,
    errors.ORDER_PAYMENT_TYPE_INVALID,
    errors.ORDER_PAYMENT_METHOD_EMPTY,
    errors.ORDER_PAYMENT_FREE_RECURRING_INVALID,
    errors.ORDER_TEST_DISABLED,
    errors.ORDER_CURRENCY_INVALID,
    errors.ORDER_PRODUCT_OPTIONS_INVALID,
    errors.ORDER_PRODUCT_TRIAL_PRICE_INVALID,
    errors.ORDER_PRODUCT_NO_PRICE,
    errors.ORDER_PRODUCT_CROSS_SELL_INVALID,
    errors.ORDER_PROMOTION_INVALID,
    errors.ORDER_SHIPPING_METHOD_INVALID,
    errors.ORDER_PAYMENT_NOT_FREE,
    errors.ORDER_PAYMENT_IN_PROGRESS,
  ],
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
  ],
  // The gateway is asked between two transactions: the intent is stored before, the outcome after.
  effect: 'own',
  run: async (call, { Order: sent }) => (sent.RefNo ? payAgain(call, sent, sent.RefNo) : placeNew(call, sent)),
});

const placeNew = async (call: Call, sent: SentOrder): Promise<Written<typeof Order>> => {
  for (let attempt = 1; attempt <= MOST_DRAFTS; attempt += 1) {
    const draft = await draftOrder(call, sent);
    if (await insertOrder(call.db, draft.order, draft.items, draft.payment, draft.claims)) {
      return charged(call, draft, draft.plan);
    }
  }
  return refuse(errors.ORDER_PROMOTION_INVALID, 'A promotion of this order was used up while it was placed.');
};

/**
 * Another order may take the last use of a promotion after this one was priced; then it is priced again, without. Each
 * time one limited promotion fewer is left, so many drafts are needed by nobody but a shop with many of them.
 */
const MOST_DRAFTS = 12;

const payAgain = async (call: Call, sent: SentOrder, reference: string): Promise<Written<typeof Order>> => {
  const refNo = parseRefNo(reference) ?? refuse(errors.ORDER_NOT_FOUND);
  const record = (await loadOrder(call.db, call.merchant.id, refNo)) ?? refuse(errors.ORDER_NOT_FOUND);
  if (!mayPay(record.order.status)) refuse(errors.ORDER_STATUS_INVALID);
  const plan = paymentPlanOf(sent.PaymentDetails);
  checkTestSystem(call, plan);
  if (plan.type === 'FREE') refuse(errors.ORDER_PAYMENT_NOT_FREE);
  const order = {
    ...record.order,
    payment_type: plan.type,
    is_test: plan.type === 'TEST',
    recurring_enabled: plan.recurring,
    customer_ip: sent.PaymentDetails?.CustomerIP || call.address,
  };
  const payment = paymentRow(call, order, (record.payment?.attempt ?? 0) + 1);
  const begun = await beginRetry(call, payment);
  if (begun === 'STATUS') refuse(errors.ORDER_STATUS_INVALID);
  if (begun === 'BUSY') refuse(errors.ORDER_PAYMENT_IN_PROGRESS);
  return charged(call, { ...record, order, payment }, plan);
};

/** Two retries at once both count the same next attempt; one of them finds it taken. */
const beginRetry = async (
  call: Call,
  payment: NonNullable<OrderRecord['payment']>,
): Promise<'BEGUN' | 'STATUS' | 'BUSY'> => {
  try {
    return await insertRetry(call.db, payment);
  } catch (error) {
    if (isUniqueViolation(error, 'payments_order')) return 'BUSY';
    throw error;
  }
};

const charged = async (call: Call, record: OrderRecord, plan: PaymentPlan): Promise<Written<typeof Order>> => {
  const { record: after, errors: problems } = await charge(call, record, plan);
  call.afterwards(async () => {
    await finishRecord(worksOf(call), call.merchant, after);
  });
  return orderAnswer(call.merchant, after, problems);
};

/** The work after the answer goes on with the time of the call. */
const worksOf = (call: Call): Works => ({
  database: call.db,
  parts: call.parts,
  log: call.log,
  now: () => new Date(call.now.getTime() - call.merchant.clockOffsetMs),
});
