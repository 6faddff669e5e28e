import type { OfflineMethod, RedirectMethod } from '../port.ts';

/** Every way to pay, as the books name it; SEPA and ACH are the two schemes of direct debits. */
export type MethodName = 'CARD' | 'GOOGLE_PAY' | 'APPLE_PAY' | 'SEPA' | 'ACH' | RedirectMethod | OfflineMethod;

export type MethodFacts = {
  /** As a person reads it. */
  readonly label: string;
  /** The shopper's means can be kept and charged again. */
  readonly recurs: boolean;
  /** Captured money can be given back. */
  readonly refunds: boolean;
  /** Currencies that are taken; null: all. */
  readonly currencies: readonly string[] | null;
};

const ANY = { recurs: false, refunds: true, currencies: null };

export const METHODS: Readonly<Record<MethodName, MethodFacts>> = {
  CARD: { ...ANY, label: 'Card', recurs: true },
  GOOGLE_PAY: { ...ANY, label: 'Google Pay', recurs: true },
  APPLE_PAY: { ...ANY, label: 'Apple Pay', recurs: true },
  CARD_PAGE: { ...ANY, label: 'Card', recurs: true },
  PAYPAL: { ...ANY, label: 'PayPal', recurs: true },
  IDEAL: { ...ANY, label: 'iDEAL', currencies: ['EUR'] },
  GIROPAY: { ...ANY, label: 'giropay', currencies: ['EUR'] },
  SOFORT: { ...ANY, label: 'Sofort' },
  TRUSTLY: { ...ANY, label: 'Trustly' },
  WE_CHAT_PAY: { ...ANY, label: 'WeChat Pay' },
  ALIPAY: { ...ANY, label: 'Alipay' },
  UNIONPAY: { ...ANY, label: 'UnionPay' },
  WEBMONEY: { ...ANY, label: 'WebMoney', refunds: false },
  SEPA: { ...ANY, label: 'SEPA direct debit', recurs: true, currencies: ['EUR'] },
  ACH: { ...ANY, label: 'ACH debit', recurs: true, currencies: ['USD'] },
  WIRE: { ...ANY, label: 'Bank transfer' },
  CHECK: { ...ANY, label: 'Check', refunds: false },
  BOLETO: { ...ANY, label: 'Boleto', refunds: false, currencies: ['BRL'] },
  PIX: { ...ANY, label: 'Pix', refunds: false, currencies: ['BRL'] },
};

export const takesCurrency = (method: MethodName, currency: string): boolean =>
  METHODS[method].currencies?.includes(currency) ?? true;

/** Narrows a stored text. */
export const methodOf = (text: string): MethodName => {
  const known = Object.keys(METHODS).find((name): name is MethodName => name === text);
  if (known === undefined) throw new Error(`The simulator does not know the method ${text}`);
  return known;
};

/** Methods whose money cannot be given back. */
export const NOT_REFUNDABLE: readonly MethodName[] = Object.keys(METHODS)
  .map(methodOf)
  .filter((name) => !METHODS[name].refunds);

const MINUTE_MS = 60_000;

/** A code that a phone scans is short-lived; other pages wait a day. Milliseconds by the merchant's clock. */
export const pageLifeMs = (method: RedirectMethod): number =>
  isScanned(method) ? 30 * MINUTE_MS : 24 * 60 * MINUTE_MS;

/** The shopper pays by scanning a picture with a phone. */
export const isScanned = (method: MethodName): boolean =>
  method === 'WE_CHAT_PAY' || method === 'ALIPAY' || method === 'PIX';
