import { type State, statesOf } from './data/states.ts';

/**
 * Parts of a country that addresses name as a state though ISO 3166-2 has them elsewhere, and codes and names that ISO
 * has given up and that shops still send.
 */
const OTHERS: Readonly<Record<string, readonly State[]>> = {
  IN: [
    { code: 'CT', name: 'Chhattisgarh' },
    { code: 'DD', name: 'Dadra and Nagar Haveli and Daman and Diu' },
    { code: 'DN', name: 'Dadra and Nagar Haveli and Daman and Diu' },
    { code: 'OR', name: 'Odisha' },
    { code: 'TG', name: 'Telangana' },
    { code: 'UT', name: 'Uttarakhand' },
  ],
  US: [
    { code: 'AS', name: 'American Samoa' },
    { code: 'GU', name: 'Guam' },
    { code: 'MP', name: 'Northern Mariana Islands' },
    { code: 'PR', name: 'Puerto Rico' },
    { code: 'VI', name: 'Virgin Islands' },
    { code: 'AA', name: 'Armed Forces Americas' },
    { code: 'AE', name: 'Armed Forces Europe' },
    { code: 'AP', name: 'Armed Forces Pacific' },
  ],
};

const OTHER_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  BR: { 'federal district': 'DF' },
  IN: { orissa: 'OR', pondicherry: 'PY', uttaranchal: 'UT' },
  RO: { bucharest: 'B' },
  US: { 'washington dc': 'DC', 'washington, d.c.': 'DC' },
};

const tables = new Map<string, ReadonlyMap<string, State>>();

/**
 * The state that a text means in a country (upper-case code): its code, with or without the country before it ("TR34",
 * "US-CA"), or its name; letter case and marks on letters make no difference. Undefined when it means none.
 */
export const findState = (country: string, text: string): State | undefined => {
  const table = tables.get(country) ?? tableOf(country);
  tables.set(country, table);
  const wanted = plain(text);
  return table.get(wanted) ?? table.get(withoutCountry(country.toLowerCase(), wanted));
};

const withoutCountry = (country: string, text: string): string =>
  text.startsWith(country) ? text.slice(country.length).replace(/^[-\s]/, '') : text;

/** Codes stand before names, so that a code of one state is not taken for the name of another. */
const tableOf = (country: string): ReadonlyMap<string, State> => {
  const states = [...statesOf(country), ...(OTHERS[country] ?? [])];
  const table = new Map<string, State>();
  for (const state of states) if (!table.has(plain(state.code))) table.set(plain(state.code), state);
  for (const state of states) if (!table.has(plain(state.name))) table.set(plain(state.name), state);
  for (const [name, code] of Object.entries(OTHER_NAMES[country] ?? {})) {
    const state = table.get(plain(code));
    if (state !== undefined) table.set(plain(name), state);
  }
  return table;
};

/** Turkish ı has no mark that could be taken away. */
const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i').trim().replace(/\s+/g, ' ');
