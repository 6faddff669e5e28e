import { canadaSalesTax, type StateTax, usStateSalesTax } from '../data/state-sales-tax.ts';
import { type DatedPercent, standardVatRates } from '../data/vat-rates.ts';
import { parsePercent } from './percent.ts';

const statesOf: Readonly<Record<string, Readonly<Record<string, StateTax>>>> = {
  US: usStateSalesTax,
  CA: canadaSalesTax,
};

/** A place of supply; country is an upper-case ISO 3166 code, state its two-letter code (undefined: not known). */
export type Place = { readonly country: string; readonly state: string | undefined };

/** Brings country and state to codes; a state may be written by code or English name ('tx', 'Texas'). */
export function placeOf(country: string, state?: string | null): Place {
  const code = country.trim().toUpperCase();
  const states = Object.hasOwn(statesOf, code) ? statesOf[code] : undefined;
  return { country: code, state: states && state ? stateCode(states, state) : undefined };
}

/**
 * The general rate in parts per million at a place on a day ('YYYY-MM-DD'); undefined where the tables know none: other
 * countries, a US address without a known state, and days before the first entry.
 */
export function generalRatePpm(place: Place, on: string): bigint | undefined {
  const rates = stateRates(place) ?? countryRates(place.country);
  const current = rates?.findLast(([since]) => since <= on);
  return current === undefined ? undefined : parsePercent(current[1]);
}

function stateRates(place: Place): readonly DatedPercent[] | undefined {
  return place.state === undefined ? undefined : statesOf[place.country]?.[place.state]?.rates;
}

function countryRates(country: string): readonly DatedPercent[] | undefined {
  return Object.hasOwn(standardVatRates, country) ? standardVatRates[country] : undefined;
}

function stateCode(states: Readonly<Record<string, StateTax>>, text: string): string | undefined {
  const wanted = text.trim().toUpperCase();
  if (Object.hasOwn(states, wanted)) return wanted;
  return Object.entries(states).find(([, { name }]) => name.toUpperCase() === wanted)?.[0];
}
