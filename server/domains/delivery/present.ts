import type { Written } from '../../api/schema.ts';
import type { DeliveryInfo, ItemDelivery } from './objects.ts';
import type { LineDelivery } from './store.ts';

/**
 * The delivery of an order line as it is answered. `fulfillment` is the product's at the time of the order; there is no
 * delivery while the order is not finished, and for products that this program does not deliver.
 */
export const itemDeliveryAnswer = (
  fulfillment: string,
  delivery: LineDelivery | undefined,
): Written<typeof ItemDelivery> => ({
  Delivery: fulfillment || 'NO_DELIVERY',
  DownloadFile: delivery?.downloadFile ?? null,
  DeliveryDescription: delivery?.description ?? '',
  CodesDescription: delivery?.codesDescription ?? '',
  Codes: (delivery?.codes ?? []).map(codeAnswer),
});

/** What a subscription was delivered, as it is answered; without a delivery there is one empty entry. */
export const deliveryInfoAnswer = (
  delivery: Pick<LineDelivery, 'codes' | 'codesDescription'> | undefined,
): Written<typeof DeliveryInfo> => {
  const codes = delivery?.codes ?? [];
  return {
    Description: delivery?.codesDescription ?? '',
    Codes: codes.length === 0 ? [codeAnswer(null)] : codes.map(codeAnswer),
  };
};

/** Only lists that are made by a key generator tell more of a key. */
const codeAnswer = (code: string | null) => ({ Code: code, Description: '', ExtraInfo: null, File: null });

/** Whether nothing of these deliveries is to come any more. */
export const isDelivered = (deliveries: readonly Pick<LineDelivery, 'state'>[]): boolean =>
  deliveries.every(({ state }) => state !== 'WAITING' && state !== 'SHORT');
