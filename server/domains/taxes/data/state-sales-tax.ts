import type { DatedPercent } from './vat-rates.ts';

/**
 * Tax by state in the United States and Canada, in percent and by the day it began.
 *
 * United States: the general sales tax of the state itself, without counties and cities. Canada: federal and provincial
 * tax together where both are levied as one on all sales (HST, and QST in Quebec); the separate retail taxes of British
 * Columbia, Manitoba and Saskatchewan depend on the goods and are left out. Source: the published rates of the revenue
 * departments and of the Canada Revenue Agency, known up to December 2025. Rates of a merchant go before this table.
 */
export type StateTax = { readonly name: string; readonly rates: readonly DatedPercent[] };

const START = '2020-01-01';

const state = (name: string, percent: string): StateTax => ({ name, rates: [[START, percent]] });

export const usStateSalesTax: Readonly<Record<string, StateTax>> = {
  AK: state('Alaska', '0'),
  AL: state('Alabama', '4'),
  AR: state('Arkansas', '6.5'),
  AZ: state('Arizona', '5.6'),
  CA: state('California', '7.25'),
  CO: state('Colorado', '2.9'),
  CT: state('Connecticut', '6.35'),
  DC: state('District of Columbia', '6'),
  DE: state('Delaware', '0'),
  FL: state('Florida', '6'),
  GA: state('Georgia', '4'),
  HI: state('Hawaii', '4'),
  IA: state('Iowa', '6'),
  ID: state('Idaho', '6'),
  IL: state('Illinois', '6.25'),
  IN: state('Indiana', '7'),
  KS: state('Kansas', '6.5'),
  KY: state('Kentucky', '6'),
  LA: {
    name: 'Louisiana',
    rates: [
      [START, '4.45'],
      ['2025-01-01', '5'],
    ],
  },
  MA: state('Massachusetts', '6.25'),
  MD: state('Maryland', '6'),
  ME: state('Maine', '5.5'),
  MI: state('Michigan', '6'),
  MN: state('Minnesota', '6.875'),
  MO: state('Missouri', '4.225'),
  MS: state('Mississippi', '7'),
  MT: state('Montana', '0'),
  NC: state('North Carolina', '4.75'),
  ND: state('North Dakota', '5'),
  NE: state('Nebraska', '5.5'),
  NH: state('New Hampshire', '0'),
  NJ: state('New Jersey', '6.625'),
  NM: {
    name: 'New Mexico',
    rates: [
      [START, '5.125'],
      ['2022-07-01', '5'],
      ['2023-07-01', '4.875'],
    ],
  },
  NV: state('Nevada', '6.85'),
  NY: state('New York', '4'),
  OH: state('Ohio', '5.75'),
  OK: state('Oklahoma', '4.5'),
  OR: state('Oregon', '0'),
  PA: state('Pennsylvania', '6'),
  RI: state('Rhode Island', '7'),
  SC: state('South Carolina', '6'),
  SD: {
    name: 'South Dakota',
    rates: [
      [START, '4.5'],
      ['2023-07-01', '4.2'],
    ],
  },
  TN: state('Tennessee', '7'),
  TX: state('Texas', '6.25'),
  UT: state('Utah', '4.85'),
  VA: state('Virginia', '4.3'),
  VT: state('Vermont', '6'),
  WA: state('Washington', '6.5'),
  WI: state('Wisconsin', '5'),
  WV: state('West Virginia', '6'),
  WY: state('Wyoming', '4'),
};

export const canadaSalesTax: Readonly<Record<string, StateTax>> = {
  AB: state('Alberta', '5'),
  BC: state('British Columbia', '5'),
  MB: state('Manitoba', '5'),
  NB: state('New Brunswick', '15'),
  NL: state('Newfoundland and Labrador', '15'),
  NS: {
    name: 'Nova Scotia',
    rates: [
      [START, '15'],
      ['2025-04-01', '14'],
    ],
  },
  NT: state('Northwest Territories', '5'),
  NU: state('Nunavut', '5'),
  ON: state('Ontario', '13'),
  PE: state('Prince Edward Island', '15'),
  QC: state('Quebec', '14.975'),
  SK: state('Saskatchewan', '5'),
  YT: state('Yukon', '5'),
};
