import { refuse } from '../../../../api/errors.ts';
import type { Read } from '../../../../api/schema.ts';
import { PAYMENT_METHOD_EMPTY } from '../../payment-errors.ts';
import type { ApplePayToken } from '../../payment-objects.ts';

/**
 * What Apple's button gave, as one text: the token itself when the shop sent text, or else the JSON of its parts. What
 * is in it is the gateway's to read.
 */
export const applePayload = ({ token, ...parts }: Read<typeof ApplePayToken>): string => {
  if (token) return token;
  if (!parts.paymentData) return refuse(PAYMENT_METHOD_EMPTY.ApplePayToken);
  return JSON.stringify(parts, (_name, value) => value ?? undefined);
};
