import type { PaymentRow } from '../payments/index.ts';

/** Names of the calls to a gateway that an attempt to pay makes, each at most once. */

type Attempt = Pick<PaymentRow, 'payment_id'>;

export const authoriseKey = ({ payment_id }: Attempt): string => `authorise:${payment_id}`;
export const captureKey = ({ payment_id }: Attempt): string => `capture:${payment_id}`;
export const voidKey = ({ payment_id }: Attempt): string => `void:${payment_id}`;

/** The payment that a key of `authoriseKey` belongs to. */
export const paymentIdOf = (key: string): bigint | undefined => {
  const id = /^authorise:(\d{1,19})$/.exec(key)?.[1];
  return id === undefined ? undefined : BigInt(id);
};
