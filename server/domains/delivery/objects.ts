import { integer, list, object, text } from '../../api/schema.ts';
import { ProductFile } from '../catalog/index.ts';

/** The shapes in which orders and subscriptions tell what was delivered. */

const CodeExtraInfo = object('CodeExtraInfo', { Type: text(), Label: text(), Value: text() });

const DeliveryExtraInfo = object('DeliveryExtraInfo', { CodeExtraInfo });

const DeliveryFile = object('DeliveryFile', {
  Content: text({ about: 'Base64.' }),
  ContentLength: integer(),
  Filename: text(),
  FileType: text(),
});

const DeliveryCode = object('DeliveryCode', {
  Code: text({ about: 'Activation key.' }),
  Description: text(),
  ExtraInfo: DeliveryExtraInfo,
  File: list(DeliveryFile),
});

/** Of a subscription. */
export const DeliveryInfo = object('DeliveryInfo', {
  Description: text(),
  Codes: list(DeliveryCode, { about: 'One empty entry when nothing was delivered.' }),
});

/** Of an order line. */
export const ItemDelivery = object('ItemDelivery', {
  Delivery: text({ about: 'How the product is delivered: NO_DELIVERY, BY_AVANGATE or BY_VENDOR.' }),
  DownloadFile: ProductFile,
  DeliveryDescription: text(),
  CodesDescription: text(),
  Codes: list(DeliveryCode),
});
