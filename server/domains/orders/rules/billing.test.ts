import { describe, expect, test } from 'vitest';
import { Refused } from '../../../api/errors.ts';
import { VERSIONS, type Version } from '../../../api/versions.ts';
import { placeOf } from '../../taxes/index.ts';
import { type Payer, payerOf, recipientOf } from './billing.ts';

type Sent = Record<string, string | null>;

const ada = {
  FirstName: 'Ada',
  LastName: 'Kern',
  Email: 'ada@example.test',
  CountryCode: 'de',
  City: 'Ulm',
  Address1: 'Am Tor 4',
  Zip: '89073',
};

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof Refused ? error.refusal.code : String(error);
  }
};

const payer = (changes: Sent = {}, version: Version = '6.0'): Payer => payerOf({ ...ada, ...changes }, null, version);
const refusal = (changes: Sent, version: Version = '6.0'): string => codeOf(() => payer(changes, version));

const CPF = '529.982.247-25';
const CNPJ = '11.222.333/0001-81';
const brazil = { CountryCode: 'br', State: 'DF', Phone: '+55 61 5555 0000', FiscalCode: CPF };

describe('a payer', () => {
  test('is kept with every member, null where nothing is known', () => {
    expect(payer({ Address2: '', Phone: '  ', Company: null })).toEqual({
      ...ada,
      CountryCode: 'de',
      State: null,
      Address2: null,
      Phone: null,
      Company: null,
      FiscalCode: null,
      TaxOffice: null,
      TaxExemptionId: null,
    });
  });

  test('has the country of the order where he names none', () => {
    expect(payerOf({ ...ada, CountryCode: '' }, 'fr', '6.0').CountryCode).toBe('fr');
    expect(payerOf({ ...ada, CountryCode: '' }, 'uk', '6.0').CountryCode).toBe('gb');
  });

  test.each<[string, string, string]>([
    ['br', 'DF', 'Distrito Federal'],
    ['us', 'ca', 'California'],
    ['ca', 'Quebec', 'Quebec'],
    ['tr', 'istanbul', 'İstanbul'],
    ['in', 'OR', 'Odisha'],
    ['ro', 'Bucharest', 'București'],
    ['au', 'NSW', 'NSW'],
    ['de', 'Baden', 'Baden'],
  ])('%s: the state %s comes back as %s', (CountryCode, State, expected) => {
    for (const version of VERSIONS) {
      expect(
        payer({ ...brazil, CountryCode, State, FiscalCode: CountryCode === 'br' ? CPF : null }, version).State,
      ).toBe(expected);
    }
  });

  test.each<[string, Sent]>([
    ['a person with a CPF', brazil],
    ['a company with a CNPJ', { ...brazil, Company: 'Ada Ltda', FiscalCode: CNPJ }],
    [
      'a company in India with its GSTIN',
      { CountryCode: 'in', State: 'MH', Company: 'A', FiscalCode: '27AAPFU0939F1ZV' },
    ],
    ['a person in India without', { CountryCode: 'in', State: 'MH' }],
    ['a company with a VAT number', { Company: 'Ada GmbH', FiscalCode: 'DE123456789' }],
    ['a company that tells none', { Company: 'Ada GmbH' }],
  ])('%s is taken', (_, changes) => {
    expect(refusal(changes)).toBe('none');
  });
});

test.each(['us', 'ca'])('%s: taxes know every state by the name that it is kept under', (CountryCode) => {
  for (const code of CountryCode === 'us'
    ? ['CA', 'DC', 'NM', 'TX', 'WV']
    : ['NB', 'NL', 'NS', 'ON', 'PE', 'QC', 'YT']) {
    const { State } = payer({ CountryCode, State: code });
    expect(placeOf(CountryCode, State).state, `${State}`).toBe(code);
  }
});

describe('what is refused of a payer at 6.0', () => {
  test('no details at all', () => {
    expect(codeOf(() => payerOf(null, 'de', '6.0'))).toBe('ORDER_BILLING_DETAILS_EMPTY');
  });

  test.each<[string, Sent, string]>([
    ['no first name', { FirstName: null }, 'ORDER_BILLING_FIRSTNAME_EMPTY'],
    ['a first name of blanks', { FirstName: '  ' }, 'ORDER_BILLING_FIRSTNAME_EMPTY'],
    ['no last name', { LastName: '' }, 'ORDER_BILLING_LASTNAME_EMPTY'],
    ['no country', { CountryCode: null }, 'ORDER_BILLING_COUNTRYCODE_EMPTY'],
    ['a country that is none', { CountryCode: 'xx' }, 'ORDER_BILLING_COUNTRYCODE_INVALID'],
    ['another state', { CountryCode: 'us', State: 'Ontario' }, 'ORDER_BILLING_STATE_INVALID'],
    ['no city', { City: null }, 'ORDER_BILLING_CITY_EMPTY'],
    ['no street', { Address1: '' }, 'ORDER_BILLING_ADDRESS1_EMPTY'],
    ['no zip code', { Zip: null }, 'ORDER_BILLING_ZIP_EMPTY'],
    ['no mail address', { Email: '' }, 'ORDER_BILLING_EMAIL_EMPTY'],
    ['a mail address that is none', { Email: 'ada@localhost' }, 'ORDER_BILLING_EMAIL_INVALID'],
    ['no phone in Brazil', { ...brazil, Phone: null }, 'ORDER_BILLING_PHONE_EMPTY'],
    ['a fiscal code without a company', { FiscalCode: 'DE123456789' }, 'ORDER_BILLING_COMPANY_EMPTY'],
    ['no fiscal code in Brazil', { ...brazil, FiscalCode: '' }, 'ORDER_BILLING_FISCALCODE_EMPTY'],
    ['a company in India without', { CountryCode: 'in', State: 'MH', Company: 'A' }, 'ORDER_BILLING_FISCALCODE_EMPTY'],
    ['a CPF with a wrong digit', { ...brazil, FiscalCode: '529.982.247-26' }, 'ORDER_BILLING_FISCALCODE_INVALID'],
    [
      'a GSTIN that is none',
      { CountryCode: 'in', State: 'MH', Company: 'A', FiscalCode: 'AAPFU0939F' },
      'ORDER_BILLING_FISCALCODE_INVALID',
    ],
    ['a VAT number that is none', { Company: 'A', FiscalCode: 'DE1' }, 'ORDER_BILLING_FISCALCODE_INVALID'],
  ])('%s', (_, changes, code) => {
    expect(refusal(changes)).toBe(code);
  });

  test('of several faults the first is told, in the order of the fields', () => {
    const faults: readonly [Sent, string][] = [
      [{ FirstName: '' }, 'ORDER_BILLING_FIRSTNAME_EMPTY'],
      [{ LastName: '' }, 'ORDER_BILLING_LASTNAME_EMPTY'],
      [{ State: 'Ontario' }, 'ORDER_BILLING_STATE_INVALID'],
      [{ City: '' }, 'ORDER_BILLING_CITY_EMPTY'],
      [{ Address1: '' }, 'ORDER_BILLING_ADDRESS1_EMPTY'],
      [{ Zip: '' }, 'ORDER_BILLING_ZIP_EMPTY'],
      [{ Email: 'ada' }, 'ORDER_BILLING_EMAIL_INVALID'],
      [{ Phone: '' }, 'ORDER_BILLING_PHONE_EMPTY'],
      [{ FiscalCode: '1' }, 'ORDER_BILLING_FISCALCODE_INVALID'],
    ];
    faults.forEach(([, code], index) => {
      const rest: Sent = Object.assign({ ...brazil }, ...faults.slice(index).map(([changes]) => changes));
      expect(refusal(rest)).toBe(code);
    });
  });
});

describe('versions', () => {
  test.each<[string, readonly Version[]]>([
    ['us', ['3.0', '3.1', '4.0', '5.0', '6.0']],
    ['br', ['3.0', '3.1', '4.0', '5.0', '6.0']],
    ['ro', ['4.0', '5.0', '6.0']],
    ['ca', ['6.0']],
    ['tr', ['6.0']],
    ['in', ['6.0']],
    ['de', []],
  ])('%s needs a state in %j', (CountryCode, versions) => {
    const needing = VERSIONS.filter((version) => refusal({ CountryCode }, version) === 'ORDER_BILLING_STATE_EMPTY');
    expect(needing).toEqual(versions);
  });

  test.each<[string, Sent]>([
    ['the address', { City: null, Address1: null, Zip: null }],
    ['phone and fiscal code in Brazil', { ...brazil, Phone: null, FiscalCode: null }],
    ['the fiscal code of a company in India', { CountryCode: 'in', Company: 'A' }],
  ])('before 6.0 %s may be left out', (_, changes) => {
    for (const version of VERSIONS) expect(refusal(changes, version) === 'none', version).toBe(version !== '6.0');
  });

  test('a state where none is asked for is taken as it is', () => {
    expect(payer({ CountryCode: 'ca', State: 'Somewhere' }, '5.0').State).toBe('Somewhere');
    expect(refusal({ CountryCode: 'ca', State: 'Somewhere' }, '6.0')).toBe('ORDER_BILLING_STATE_INVALID');
  });
});

describe('a recipient', () => {
  const to = (sent: Sent | null, version: Version = '6.0') =>
    recipientOf(sent, payer({ Company: 'Ada GmbH', FiscalCode: 'DE123456789', Phone: '1' }), version);

  test.each<[string, Sent | null]>([
    ['none', null],
    ['an empty one', {}],
    ['one of empty text', { FirstName: '', LastName: '', CountryCode: null, Email: ' ' }],
  ])('%s: the payer is, save for the company', (_, sent) => {
    const copy = to(sent);
    expect(copy).toMatchObject({ FirstName: 'Ada', Zip: '89073', Phone: '1', Company: null });
    expect(copy).not.toHaveProperty('FiscalCode');
  });

  test('of its own has nothing of the payer but, where it names none, the country', () => {
    expect(to({ FirstName: 'Bob', LastName: 'Lee' })).toEqual({
      FirstName: 'Bob',
      LastName: 'Lee',
      CountryCode: 'de',
      State: null,
      City: null,
      Address1: null,
      Address2: null,
      Zip: null,
      Email: null,
      Phone: null,
      Company: null,
    });
    expect(to({ FirstName: 'Bob', LastName: 'Lee', CountryCode: 'us', State: 'tx' }).State).toBe('Texas');
  });

  test.each<[string, Sent, string]>([
    ['no first name', { LastName: 'Lee' }, 'ORDER_DELIVERY_FIRSTNAME_EMPTY'],
    ['no last name', { FirstName: 'Bob' }, 'ORDER_DELIVERY_LASTNAME_EMPTY'],
    [
      'a country that is none',
      { FirstName: 'Bob', LastName: 'Lee', CountryCode: 'xx' },
      'ORDER_DELIVERY_COUNTRYCODE_INVALID',
    ],
    [
      'a state of another country',
      { FirstName: 'Bob', LastName: 'Lee', CountryCode: 'us', State: 'Ontario' },
      'ORDER_DELIVERY_STATE_INVALID',
    ],
    [
      'a mail address that is none',
      { FirstName: 'Bob', LastName: 'Lee', Email: 'bob' },
      'ORDER_DELIVERY_EMAIL_INVALID',
    ],
  ])('%s is refused', (_, sent, code) => {
    expect(codeOf(() => to(sent))).toBe(code);
  });

  test('before 6.0 needs no name', () => {
    expect(to({ City: 'Bonn' }, '5.0')).toMatchObject({ FirstName: null, City: 'Bonn', CountryCode: 'de' });
  });
});
