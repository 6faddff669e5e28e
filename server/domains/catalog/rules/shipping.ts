import { INVALID_PARAMETER, refuse } from '../../../api/errors.ts';
import { amountNumber, amountText, parseAmount } from '../../../kit/money.ts';
import type { AnsweredShippingMethod, SentShippingMethod } from '../objects/shipping.ts';
import { knownCountry, knownCurrency } from './codes.ts';

/** A step of a surcharge: it is added when `from` <= value < `to`; minor units by PRICE, grams by WEIGHT. */
export type ShippingSurcharge = {
  readonly by: 'PRICE' | 'WEIGHT';
  readonly from: bigint;
  /** Null: without end. */
  readonly to: bigint | null;
  readonly amountMinor: bigint;
  readonly applyTo: 'ORDER' | 'PRODUCT';
};

/** How physical goods are sent; all amounts are in the method's currency. */
export type ShippingMethodRecord = {
  readonly code: string;
  readonly name: string;
  readonly trackingUrl: string | null;
  readonly basePriceMinor: bigint;
  readonly currency: string;
  readonly active: boolean;
  /** HOME: the country of the merchant only. */
  readonly availability: 'ALL' | 'CUSTOM' | 'HOME';
  /** The countries of CUSTOM; empty for the others. */
  readonly countries: readonly { readonly countryCode: string; readonly surchargeMinor: bigint }[];
  readonly surcharges: readonly ShippingSurcharge[];
  /** What an order gets that names no method. */
  readonly isDefault: boolean;
};

/**
 * A method as it was declared, under `code`; members that are not given have the defaults of a free method for all
 * countries. Refuses INVALID_PARAMETER, CURRENCY_NOT_KNOWN, COUNTRY_NOT_KNOWN.
 */
export const declaredShipping = (
  sent: SentShippingMethod,
  code: string,
  accountCurrency: string,
): ShippingMethodRecord => {
  const currency = knownCurrency(sent.Currency || accountCurrency);
  const availability = sent.Availability === 'CUSTOM' || sent.Availability === 'HOME' ? sent.Availability : 'ALL';
  return {
    code,
    name: sent.Name?.trim() || refuse(INVALID_PARAMETER, 'Name is required.'),
    trackingUrl: sent.TrackingURL || null,
    basePriceMinor: priceOf(sent.BasePrice || '0', currency, 'BasePrice'),
    currency,
    active: sent.Active ?? true,
    availability,
    countries:
      availability === 'CUSTOM'
        ? (sent.Countries ?? []).map(({ CountryCode, Surcharge }) => ({
            countryCode: knownCountry(CountryCode),
            surchargeMinor: priceOf(Surcharge || '0', currency, 'Countries.Surcharge'),
          }))
        : [],
    surcharges: (sent.Surcharge ?? []).map((step) => surchargeOf(step, currency)),
    isDefault: sent.Default ?? false,
  };
};

type SentSurcharge = NonNullable<SentShippingMethod['Surcharge']>[number];

const surchargeOf = (step: SentSurcharge, currency: string): ShippingSurcharge => {
  const by = step.Type === 'WEIGHT' ? 'WEIGHT' : 'PRICE';
  const measure = (text: string, name: string) =>
    by === 'WEIGHT' ? gramsOf(text, name) : priceOf(text, currency, name);
  const from = measure(step.From || '0', 'Surcharge.From');
  const to = step.To == null ? null : measure(step.To, 'Surcharge.To');
  if (to !== null && to <= from) refuse(INVALID_PARAMETER, 'Surcharge.To must be more than From.');
  return {
    by,
    from,
    to,
    amountMinor: priceOf(step.Amount, currency, 'Surcharge.Amount'),
    applyTo: step.ApplyTo === 'PRODUCT' ? 'PRODUCT' : 'ORDER',
  };
};

const priceOf = (text: string, currency: string, name: string): bigint => {
  const minor = parseAmount(text, currency);
  if (minor === undefined || minor < 0n) {
    return refuse(INVALID_PARAMETER, `${name} must be an amount of ${currency} that is not below zero.`);
  }
  return minor;
};

const KILOGRAMS = /^(\d{1,9})(?:\.(\d{1,3})0*)?$/;

const gramsOf = (text: string, name: string): bigint => {
  const match = KILOGRAMS.exec(text);
  if (match === null) return refuse(INVALID_PARAMETER, `${name} must be kilograms with three decimals at most.`);
  const [, whole = '', decimals = ''] = match;
  return BigInt(whole + decimals.padEnd(3, '0'));
};

export const shippingAnswer = (shipping: ShippingMethodRecord): AnsweredShippingMethod => ({
  Name: shipping.name,
  Code: shipping.code,
  TrackingURL: shipping.trackingUrl,
  BasePrice: amountText(shipping.basePriceMinor, shipping.currency),
  Currency: shipping.currency,
  Active: shipping.active,
  Availability: shipping.availability,
  Countries: shipping.countries.map(({ countryCode, surchargeMinor }) => ({
    CountryCode: countryCode,
    Surcharge: amountText(surchargeMinor, shipping.currency),
  })),
  Surcharge: shipping.surcharges.map((step) => surchargeAnswer(step, shipping.currency)),
});

const surchargeAnswer = (step: ShippingSurcharge, currency: string) => {
  const measured = (value: bigint) => (step.by === 'WEIGHT' ? Number(value) / 1000 : amountNumber(value, currency));
  return {
    Type: step.by,
    From: measured(step.from),
    To: step.to === null ? null : measured(step.to),
    Amount: amountNumber(step.amountMinor, currency),
    ApplyTo: step.applyTo,
  };
};
