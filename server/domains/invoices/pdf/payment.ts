import type { DocumentPayment } from '../document.ts';
import type { Words } from './words.ts';

const BRANDS: Readonly<Record<string, string>> = {
  visa: 'Visa',
  visaelectron: 'Visa Electron',
  mastercard: 'Mastercard',
  maestro: 'Maestro',
  amex: 'American Express',
  discover: 'Discover',
  dankort: 'Dankort',
  cartebleue: 'Carte Bleue',
  jcb: 'JCB',
  hipercard: 'Hipercard',
  elo: 'Elo',
};

/** Ways to pay that are called alike in all languages, by payment type. */
const NAMES: Readonly<Record<string, string>> = {
  PAYPAL: 'PayPal',
  PAYPAL_EXPRESS: 'PayPal',
  GOOGLE_PAY: 'Google Pay',
  APPLE_PAY: 'Apple Pay',
  BOLETO: 'Boleto',
  PIX: 'Pix',
  IDEAL: 'iDEAL',
  ALIPAY: 'Alipay',
  WE_CHAT_PAY: 'WeChat Pay',
  WEBMONEY: 'WebMoney',
  TRUSTLY: 'Trustly',
  GIROPAY: 'giropay',
  UNIONPAY: 'UnionPay',
  DIRECT_EBANKING: 'Sofort',
};

const WORD_OF: Readonly<Record<string, 'transfer' | 'check' | 'directDebit' | 'purchaseOrder' | 'free'>> = {
  WIRE: 'transfer',
  CHECK: 'check',
  DIRECT_DEBIT_ACH: 'directDebit',
  DIRECT_DEBIT: 'directDebit',
  PURCHASEORDER: 'purchaseOrder',
  FREE: 'free',
};

/** How an order was paid: "Visa •••• 1111", "PayPal", "Bank transfer". */
export const paymentWords = ({ type, cardBrand, lastDigits }: DocumentPayment, words: Words): string => {
  const key = type.replaceAll(' ', '_').toUpperCase();
  const word = WORD_OF[key];
  const method = word === undefined ? NAMES[key] : words[word];
  if (cardBrand === null) return method ?? words.card;
  const card = [BRANDS[cardBrand] ?? cardBrand, ...(lastDigits === null ? [] : [`•••• ${lastDigits}`])].join(' ');
  return method === undefined ? card : `${method}, ${card}`;
};
