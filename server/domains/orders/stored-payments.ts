import { newId, randomHex } from '../../kit/ids.ts';
import type { CardOnRecord } from '../payments/index.ts';
import type { OrderRecord } from './records.ts';

/** A row of `stored_cards`, as it comes to be with its order. */
export type StoredPayment = {
  readonly merchant_id: bigint;
  readonly card_id: bigint;
  readonly customer_id: bigint;
  readonly gateway: string;
  readonly token: string;
  readonly transient_token: string;
  readonly is_test: boolean;
  readonly brand: string;
  readonly first_digits: string;
  readonly last_digits: string;
  readonly expiration_month: string;
  readonly expiration_year: string;
  readonly holder_name: string;
  readonly created_at: Date;
};

/** A wallet's account has nothing to show but the wallet's name. */
const WITHOUT_CARD: CardOnRecord = {
  brand: 'PAYPAL',
  firstDigits: '',
  lastDigits: '',
  expirationMonth: '',
  expirationYear: '',
};

/**
 * What is kept for renewals of what an order sold: the card, account or wallet that paid it. Only where the buyer agreed
 * to be charged again; null otherwise, and where the gateway gave nothing that could be.
 */
export const storedPaymentOf = (
  { order, payment }: Pick<OrderRecord, 'order' | 'payment'>,
  customerId: bigint,
  at: Date,
): StoredPayment | null => {
  if (!payment?.token || !order.recurring_enabled) return null;
  const card = payment.card ?? WITHOUT_CARD;
  return {
    merchant_id: payment.merchant_id,
    card_id: newId(),
    customer_id: customerId,
    gateway: payment.gateway,
    token: payment.token,
    transient_token: randomHex(32),
    is_test: payment.is_test,
    brand: card.brand,
    first_digits: card.firstDigits,
    last_digits: card.lastDigits,
    expiration_month: card.expirationMonth,
    expiration_year: card.expirationYear,
    holder_name: card.holderName ?? '',
    created_at: at,
  };
};
