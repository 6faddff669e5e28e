import { isIP } from 'node:net';
import { type Refusal, refuse } from '../../api/errors.ts';
import { json } from '../../db/database.ts';
import { languageOfCountry } from '../../kit/countries.ts';
import { isCurrency } from '../../kit/currencies.ts';
import { isEmailAddress } from '../../kit/email-addresses.ts';
import { settingsOf } from '../accounts/index.ts';
import type { Call } from '../method.ts';
import { ORDER_COUNTRY_INVALID, ORDER_COUNTRY_NOT_OFFERED, ORDER_CURRENCY_NOT_OFFERED } from './errors.ts';
import { GIFT_INVALID, ORDER_INVALID, PAYMENT_INVALID } from './errors-by-field.ts';
import type { SentOrder } from './placement.ts';
import type { OrderDetails } from './rows.ts';
import { PAYER_REFUSALS, type Payer, type Person, payerOf, RECIPIENT_REFUSALS, recipientOf } from './rules/billing.ts';
import { countryMeant } from './rules/country.ts';
import { languageOf } from './rules/language.ts';

/** What stands around the items and the payment of an order. */
export type Surroundings = {
  readonly payer: Payer;
  readonly delivery: Person;
  /** Two letters, lower case: that of the order, else the payer's. */
  readonly country: string;
  readonly language: string;
  readonly customerIp: string | null;
  readonly gift: OrderDetails['gift'];
  /** Null when none were sent. */
  readonly customParameters: NonNullable<OrderDetails['customParameters']> | null;
};

/** What surroundingsOf refuses, in the order of its checks. */
export const SURROUNDING_REFUSALS: readonly Refusal[] = [
  ...PAYER_REFUSALS,
  ...RECIPIENT_REFUSALS,
  GIFT_INVALID.Email,
  ORDER_COUNTRY_INVALID,
  ORDER_COUNTRY_NOT_OFFERED,
  ORDER_INVALID.Language,
  ORDER_INVALID.CustomerIP,
  ORDER_INVALID.CustomParameters,
];

/** Checks everything around items and payment that takes no look into the database. */
export const surroundingsOf = (call: Call, sent: SentOrder): Surroundings => {
  const payer = payerOf(sent.BillingDetails, sent.Country, call.version);
  const delivery = recipientOf(sent.DeliveryDetails, payer, call.version);
  const gift = giftOf(sent.GiftDetails);
  const country = countryOf(sent.Country, payer);
  checkSoldTo(call, [country, payer.CountryCode, delivery.CountryCode]);
  return {
    payer,
    delivery,
    gift,
    country,
    language: languageOf(sent.Language, settingsOf(call.merchant), languageOfCountry(payer.CountryCode)),
    customerIp: ipOf(sent.CustomerIP, ORDER_INVALID.CustomerIP),
    customParameters: customParametersOf(sent.CustomParameters),
  };
};

/** The address of the shopper: the payment's own, the order's, or where the call came from. */
export const shopperIp = (call: Call, sent: SentOrder, { customerIp }: Pick<Surroundings, 'customerIp'>): string =>
  ipOf(sent.PaymentDetails?.CustomerIP, PAYMENT_INVALID.CustomerIP) ?? customerIp ?? call.address;

const countryOf = (sent: string | null | undefined, payer: Payer): string => {
  if (!sent) return payer.CountryCode;
  return countryMeant(sent) ?? refuse(ORDER_COUNTRY_INVALID, 'Country is not a country.');
};

/** Nobody is sold to who lives, or has goods sent, where the account does not sell. */
const checkSoldTo = (call: Call, countries: readonly (string | null)[]): void => {
  const offered = settingsOf(call.merchant).countries;
  if (offered === null) return;
  const other = countries.find((country) => country !== null && !offered.includes(country.toUpperCase()));
  if (other) refuse(ORDER_COUNTRY_NOT_OFFERED, `This account does not sell to ${other.toUpperCase()}.`);
};

/** Refuses a payment currency that is none, and an order in a currency in which the account does not sell. */
export const checkCurrencies = (call: Call, sent: SentOrder, currency: string): void => {
  const paid = sent.PaymentDetails?.Currency;
  if (paid && !isCurrency(paid)) refuse(PAYMENT_INVALID.Currency);
  const offered = settingsOf(call.merchant).currencies;
  if (offered !== null && !offered.includes(currency)) {
    refuse(ORDER_CURRENCY_NOT_OFFERED, `This account does not sell in ${currency}.`);
  }
};

/** Versions 4 and 6 are taken alike. */
const ipOf = (sent: string | null | undefined, wrong: Refusal): string | null => {
  const address = sent?.trim();
  if (!address) return null;
  return isIP(address) === 0 || address.includes('%') ? refuse(wrong) : address;
};

/** A gift of which nothing is told is none. */
const giftOf = (sent: SentOrder['GiftDetails']): OrderDetails['gift'] => {
  if (sent == null) return null;
  const gift = {
    FirstName: sent.FirstName || null,
    LastName: sent.LastName || null,
    Email: sent.Email?.trim() || null,
    GiftNote: sent.GiftNote || null,
  };
  if (gift.Email !== null && !isEmailAddress(gift.Email)) refuse(GIFT_INVALID.Email);
  return Object.values(gift).every((value) => value === null) ? null : gift;
};

/** Signs that all custom parameters of an order may have. */
const MOST_CUSTOM = 20_000;

const customParametersOf = (sent: SentOrder['CustomParameters']): Surroundings['customParameters'] => {
  if (sent == null || sent.length === 0) return null;
  return json(sent).length > MOST_CUSTOM
    ? refuse(ORDER_INVALID.CustomParameters, `CustomParameters must not have more than ${MOST_CUSTOM} characters.`)
    : sent;
};
