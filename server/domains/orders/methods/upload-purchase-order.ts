import { refuse } from '../../../api/errors.ts';
import { type ExampleStep, POST } from '../../../api/method.ts';
import { object, on, text } from '../../../api/schema.ts';
import { exampleOrder, withProduct } from '../../examples.ts';
import { method } from '../../method.ts';
import { orderAnswer } from '../answer.ts';
import { apiActor } from '../api-actor.ts';
import { ORDER_NOT_FOUND } from '../errors.ts';
import * as errors from '../life-errors.ts';
import { Order } from '../objects.ts';
import { uploadPurchaseOrder as upload } from '../purchase-orders.ts';
import { loadOrder, parseRefNo } from '../records.ts';
import { MAX_DOCUMENT_TEXT } from '../rules/document.ts';

const PurchaseOrderFile = object('PurchaseOrderFile', {
  Name: text({ max: 255, about: 'Name of the file' }),
  Content: text({
    required: true,
    max: MAX_DOCUMENT_TEXT,
    refusal: errors.PURCHASE_ORDER_DOCUMENT_INVALID,
    about: 'Base64 of a PDF, PNG or JPEG file of at most 5 MB',
  }),
});

/** $refNo is an order that waits for the document of its purchase order. */
export const withPurchaseOrder: readonly ExampleStep[] = [
  ...withProduct,
  {
    call: 'placeOrder',
    params: {
      Order: {
        ...exampleOrder,
        BillingDetails: { ...exampleOrder.BillingDetails, Company: 'Kern KG', FiscalCode: 'DE136695976' },
        PaymentDetails: {
          Type: 'PURCHASEORDER',
          Currency: 'EUR',
          PaymentMethod: { InternalPONumber: 'PO-4711', AutoApprove: false },
        },
      },
    },
    keep: { refNo: 'RefNo' },
  },
];

/** The smallest text that begins like a PDF. */
export const EXAMPLE_DOCUMENT = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');

export const uploadPurchaseOrder = method({
  name: 'uploadPurchaseOrder',
  summary: 'Hands in the document of a purchase order, or another one in its place.',
  versions: { since: '6.0' },
  params: {
    RefNo: text({ required: true, refusal: ORDER_NOT_FOUND }),
    File: on(PurchaseOrderFile, { required: true, refusal: errors.PURCHASE_ORDER_DOCUMENT_INVALID }),
  },
  result: Order,
  rest: POST('/orders/{RefNo}/purchaseorder/', { body: 'File' }),
  refusals: [
    ORDER_NOT_FOUND,
    errors.PURCHASE_ORDER_DOCUMENT_INVALID,
    errors.PURCHASE_ORDER_INVALID,
    errors.ORDER_ACTION_NOT_POSSIBLE,
    errors.PURCHASE_ORDER_DOCUMENTS_EXCEEDED,
  ],
  examples: [
    {
      title: 'a PDF',
      before: withPurchaseOrder,
      params: { RefNo: '$refNo', File: { Name: 'po-4711.pdf', Content: EXAMPLE_DOCUMENT } },
      answers: { Status: 'PENDING', PODetails: { Status: 'PENDING_APPROVAL', InternalPONumber: 'PO-4711' } },
    },
    {
      title: 'a file of another kind',
      before: withPurchaseOrder,
      params: { RefNo: '$refNo', File: { Name: 'po.pdf', Content: 'PGh0bWw+' } },
      refused: 'PURCHASE_ORDER_DOCUMENT_INVALID',
    },
  ],
  effect: 'write',
  run: async (call, { RefNo, File }) => {
    const refNo = parseRefNo(RefNo) ?? refuse(ORDER_NOT_FOUND);
    const { order } = (await loadOrder(call.db, call.merchant.id, refNo)) ?? refuse(ORDER_NOT_FOUND);
    const sent = { name: File.Name, content: File.Content };
    await upload(call.db, call.merchant, order, sent, { by: apiActor(call), comment: '' }, call.now);
    return orderAnswer(call.merchant, (await loadOrder(call.db, call.merchant.id, refNo)) ?? refuse(ORDER_NOT_FOUND));
  },
});
