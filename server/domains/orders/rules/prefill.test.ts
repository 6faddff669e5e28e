import { expect, test } from 'vitest';
import type { CustomerRecord } from '../../customers/index.ts';
import { prefilled } from './prefill.ts';

const customer: CustomerRecord = {
  customer_id: 200_000_001n,
  external_reference: null,
  first_name: 'Ada',
  last_name: 'Kern',
  company: 'Kern GmbH',
  fiscal_code: 'DE123456789',
  address1: 'Am Tor 4',
  address2: null,
  city: 'Ulm',
  state: null,
  zip: '89073',
  country_code: 'de',
  phone: '+49 1',
  fax: null,
  email: 'ada@example.test',
  language: 'de',
};

const person = { FirstName: 'Ada', LastName: 'Kern', Email: 'ada@example.test', Phone: '+49 1' };
const address = { State: null, City: 'Ulm', Address1: 'Am Tor 4', Address2: null, Zip: '89073' };
const company = { Company: 'Kern GmbH', FiscalCode: 'DE123456789' };

test.each<[string, Parameters<typeof prefilled>[0], ReturnType<typeof prefilled>]>([
  ['everything', null, { ...person, CountryCode: 'de', ...address, ...company }],
  [
    'all but the name',
    { FirstName: 'Bob', LastName: '' },
    { ...person, FirstName: 'Bob', CountryCode: 'de', ...address, ...company },
  ],
  ['the rest of an address at home', { CountryCode: 'de' }, { ...person, CountryCode: 'de', ...address, ...company }],
  ['no parts of another address', { City: 'Bonn' }, { ...person, City: 'Bonn', CountryCode: 'de', ...company }],
  ['neither address nor company abroad', { CountryCode: 'fr' }, { ...person, CountryCode: 'fr' }],
  [
    'no fiscal code of another company',
    { Company: 'Bob Ltd' },
    { ...person, CountryCode: 'de', ...address, Company: 'Bob Ltd' },
  ],
])('%s', (_, sent, expected) => {
  expect(prefilled(sent, customer)).toEqual(expected);
});
