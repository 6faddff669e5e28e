import type { Method } from '../method.ts';
import { getAvailableCountries } from './methods/get-available-countries.ts';
import { getAvailableCurrencies } from './methods/get-available-currencies.ts';
import { getAvailableLanguages } from './methods/get-available-languages.ts';
import { getCountryStates } from './methods/get-country-states.ts';
import { getPaymentMethods } from './methods/get-payment-methods.ts';

export type { State } from './data/states.ts';
export { findState } from './find-state.ts';

export const methods: readonly Method[] = [
  getAvailableCountries,
  getAvailableCurrencies,
  getAvailableLanguages,
  getCountryStates,
  getPaymentMethods,
];
