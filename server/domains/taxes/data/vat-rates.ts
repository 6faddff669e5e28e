/**
 * Standard rates of value added tax (or goods and services tax) by country, in percent and by the day they began.
 *
 * Source: the public announcements of the tax authorities, for the European Union as collected by the European
 * Commission ("VAT rates applied in the Member States"). Known up to December 2025; nothing is said about days before
 * the first entry of a country. Reduced rates and exempt goods are not in this table: a merchant who sells such goods
 * sets an own rate, which goes before this table.
 */
export type DatedPercent = readonly [since: string, percent: string];

/** Beginning of the table: rates that have not changed since carry this day. */
const START = '2020-01-01';

const unchanged = (percent: string): readonly DatedPercent[] => [[START, percent]];

/** ISO 3166 code of the country -> rates, oldest first. */
export const standardVatRates: Readonly<Record<string, readonly DatedPercent[]>> = {
  // European Union
  AT: unchanged('20'),
  BE: unchanged('21'),
  BG: unchanged('20'),
  CY: unchanged('19'),
  CZ: unchanged('21'),
  DE: [
    [START, '19'],
    ['2020-07-01', '16'],
    ['2021-01-01', '19'],
  ],
  DK: unchanged('25'),
  EE: [
    [START, '20'],
    ['2024-01-01', '22'],
    ['2025-07-01', '24'],
  ],
  ES: unchanged('21'),
  FI: [
    [START, '24'],
    ['2024-09-01', '25.5'],
  ],
  FR: unchanged('20'),
  GR: unchanged('24'),
  HR: unchanged('25'),
  HU: unchanged('27'),
  IE: [
    [START, '23'],
    ['2020-09-01', '21'],
    ['2021-03-01', '23'],
  ],
  IT: unchanged('22'),
  LT: unchanged('21'),
  LU: [
    [START, '17'],
    ['2023-01-01', '16'],
    ['2024-01-01', '17'],
  ],
  LV: unchanged('21'),
  MT: unchanged('18'),
  NL: unchanged('21'),
  PL: unchanged('23'),
  PT: unchanged('23'),
  RO: [
    [START, '19'],
    ['2025-08-01', '21'],
  ],
  SE: unchanged('25'),
  SI: unchanged('22'),
  SK: [
    [START, '20'],
    ['2025-01-01', '23'],
  ],

  // Europe outside the Union; Monaco and the Isle of Man belong to the tax areas of France and the United Kingdom
  AL: unchanged('20'),
  BA: unchanged('17'),
  BY: unchanged('20'),
  CH: [
    [START, '7.7'],
    ['2024-01-01', '8.1'],
  ],
  GB: unchanged('20'),
  GE: unchanged('18'),
  IM: unchanged('20'),
  IS: unchanged('24'),
  LI: [
    [START, '7.7'],
    ['2024-01-01', '8.1'],
  ],
  MC: unchanged('20'),
  MD: unchanged('20'),
  ME: unchanged('21'),
  MK: unchanged('18'),
  NO: unchanged('25'),
  RS: unchanged('20'),
  RU: unchanged('20'),
  TR: [
    [START, '18'],
    ['2023-07-10', '20'],
  ],
  UA: unchanged('20'),

  // Asia and the Pacific
  AE: unchanged('5'),
  AM: unchanged('20'),
  AU: unchanged('10'),
  AZ: unchanged('18'),
  BD: unchanged('15'),
  BH: [
    [START, '5'],
    ['2022-01-01', '10'],
  ],
  ID: [
    [START, '10'],
    ['2022-04-01', '11'],
  ],
  IL: [
    [START, '17'],
    ['2025-01-01', '18'],
  ],
  IN: unchanged('18'),
  JP: unchanged('10'),
  KH: unchanged('10'),
  KR: unchanged('10'),
  KZ: [
    [START, '12'],
    ['2026-01-01', '16'],
  ],
  MY: [
    [START, '6'],
    ['2024-03-01', '8'],
  ],
  NP: unchanged('13'),
  NZ: unchanged('15'),
  OM: [['2021-04-16', '5']],
  PH: unchanged('12'),
  SA: [
    [START, '5'],
    ['2020-07-01', '15'],
  ],
  SG: [
    [START, '7'],
    ['2023-01-01', '8'],
    ['2024-01-01', '9'],
  ],
  TH: unchanged('7'),
  TW: unchanged('5'),
  UZ: [
    [START, '15'],
    ['2023-01-01', '12'],
  ],
  VN: unchanged('10'),

  // Africa
  EG: unchanged('14'),
  KE: [
    [START, '16'],
    ['2020-04-01', '14'],
    ['2021-01-01', '16'],
  ],
  MA: unchanged('20'),
  NG: [
    [START, '5'],
    ['2020-02-01', '7.5'],
  ],
  TN: unchanged('19'),
  ZA: unchanged('15'),

  // Americas; Canada is joined by the rates of its provinces, the United States have rates of states only
  AR: unchanged('21'),
  CA: unchanged('5'),
  CL: unchanged('19'),
  CO: unchanged('19'),
  CR: unchanged('13'),
  DO: unchanged('18'),
  EC: [
    [START, '12'],
    ['2024-04-01', '15'],
  ],
  MX: unchanged('16'),
  PE: unchanged('18'),
  UY: unchanged('22'),
};
