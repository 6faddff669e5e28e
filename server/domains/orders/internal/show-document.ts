import { RESOURCE_NOT_FOUND, refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { ORDER_NOT_FOUND } from '../errors.ts';
import { findDocument } from '../purchase-order-store.ts';
import { parseRefNo } from '../records.ts';
import { Document } from './objects.ts';

export const showDocument = method({
  name: 'internalShowPurchaseOrderDocument',
  summary: 'Answers the document of a purchase order that was handed in last.',
  params: { RefNo: text({ required: true, refusal: ORDER_NOT_FOUND }) },
  result: Document,
  rest: GET('/orders/{RefNo}/document/'),
  refusals: [ORDER_NOT_FOUND, RESOURCE_NOT_FOUND],
  examples: [],
  effect: 'read',
  run: async (call, { RefNo }) => {
    const refNo = parseRefNo(RefNo) ?? refuse(ORDER_NOT_FOUND);
    const document = (await findDocument(call.db, call.merchant.id, refNo)) ?? refuse(RESOURCE_NOT_FOUND);
    return {
      Name: document.file_name,
      MediaType: document.media_type,
      Content: document.content.toString('base64'),
    };
  },
});
