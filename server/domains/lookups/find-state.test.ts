import { expect, test } from 'vitest';
import { statesOf } from './data/states.ts';
import { findState } from './find-state.ts';

test.each([
  ['BR', 'DF', 'Distrito Federal'],
  ['BR', 'df', 'Distrito Federal'],
  ['BR', 'sao paulo', 'São Paulo'],
  ['BR', ' São  Paulo ', 'São Paulo'],
  ['CA', 'qc', 'Quebec'],
  ['CA', 'QUÉBEC', 'Quebec'],
  ['US', 'ca', 'California'],
  ['US', 'US-CA', 'California'],
  ['US', 'new york', 'New York'],
  ['US', 'PR', 'Puerto Rico'],
  ['US', 'ae', 'Armed Forces Europe'],
  ['RO', 'B', 'București'],
  ['RO', 'Bucuresti', 'București'],
  ['RO', 'Bucharest', 'București'],
  ['RO', 'cluj', 'Cluj'],
  ['RO', 'Iaşi', 'Iași'],
  ['RO', 'RO', undefined],
  ['TR', '34', 'İstanbul'],
  ['TR', 'TR34', 'İstanbul'],
  ['TR', 'istanbul', 'İstanbul'],
  ['TR', 'ISTANBUL', 'İstanbul'],
  ['TR', 'agri', 'Ağrı'],
  ['IN', 'OR', 'Odisha'],
  ['IN', 'Orissa', 'Odisha'],
  ['IN', 'TS', 'Telangana'],
  ['IN', 'tamil nadu', 'Tamil Nadu'],
  ['IN', 'IN-MH', 'Maharashtra'],
  ['US', 'Ontario', undefined],
  ['US', 'XX', undefined],
  ['US', '', undefined],
  ['FR', 'Paris', undefined],
])('%s: %s is %s', (country, text, name) => {
  expect(findState(country, text)?.name).toBe(name);
});

test.each(['US', 'CA', 'BR', 'TR', 'IN', 'RO'])('%s: every code and every name finds its state', (country) => {
  for (const state of statesOf(country)) {
    for (const text of [state.code, state.code.toLowerCase(), state.name, state.name.toUpperCase()]) {
      expect(findState(country, text), text).toEqual(state);
    }
  }
});
