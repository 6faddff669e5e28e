import type { Merchant } from '../../api/call.ts';
import type { StoredMeans } from '../customers/index.ts';
import type { Parts } from '../method.ts';
import type { PaymentType } from '../payments/index.ts';
import { isReal, type Means } from './means.ts';

/** What is charged by itself, without a shopper. */

/** What cannot be charged, and why: none is on file, or the card is expired. */
export type Unchargeable = 'NO_PAYMENT_METHOD' | 'EXPIRED_CARD';

/** The means that charges what is on file; or why that is not possible, and need not be asked of any gateway. */
export const keptMeans = (
  parts: Pick<Parts, 'gateways'>,
  merchant: Merchant,
  kept: StoredMeans | undefined,
  at: Date,
): Means | Unchargeable => {
  if (kept === undefined || !parts.gateways.has(kept.gateway) || !isReal(merchant, kept)) return 'NO_PAYMENT_METHOD';
  if (isExpired(kept, at)) return 'EXPIRED_CARD';
  return {
    gateway: kept.gateway,
    isTest: kept.is_test,
    method: { kind: 'TOKEN', token: kept.token, securityCode: null },
    browser: null,
    keep: true,
    offSession: true,
    card: kept.first_digits === '' && kept.last_digits === '' ? null : cardOnRecord(kept),
    holderName: kept.holder_name || undefined,
    takes: null,
    begun: null,
  };
};

const cardOnRecord = (kept: StoredMeans) => ({
  brand: kept.brand,
  firstDigits: kept.first_digits,
  lastDigits: kept.last_digits,
  expirationMonth: kept.expiration_month,
  expirationYear: kept.expiration_year,
  holderName: kept.holder_name,
});

/** The last month of a card counts to its end, in UTC; accounts at banks and wallets have none. */
const isExpired = ({ expiration_month: month, expiration_year: year }: StoredMeans, at: Date): boolean => {
  if (!/^\d{1,2}$/.test(month) || !/^\d{2,4}$/.test(year)) return false;
  const full = Number(year) < 100 ? 2000 + Number(year) : Number(year);
  return at.getTime() >= Date.UTC(full, Number(month), 1);
};

/** How an order is paid that is charged by what is on file. */
export const typeOfMeans = (kept: StoredMeans | undefined, isTest: boolean): PaymentType => {
  switch (kept?.brand.toUpperCase()) {
    case 'PAYPAL':
      return 'PAYPAL';
    case 'SEPA':
      return 'DIRECT_DEBIT';
    case 'ACH':
      return 'DIRECT_DEBIT_ACH';
    default:
      return (kept?.is_test ?? isTest) ? 'TEST' : 'CC';
  }
};
