import { isCnpj, isCpf } from './brazil.ts';

/** Member states of the European Union, whose companies trade with each other under reverse charge. */
export const euCountries: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

type Syntax = { readonly prefixes: readonly string[]; readonly form: RegExp };

const GB_FORM = /^(?:\d{9}(?:\d{3})?|(?:GD|HA)\d{3})$/;

/** Forms of VAT numbers without their prefix, after the European Commission's description of its checking service. */
const syntaxes: Readonly<Record<string, Syntax>> = {
  AT: syntax('AT', /^U\d{8}$/),
  BE: syntax('BE', /^[01]\d{9}$/),
  BG: syntax('BG', /^\d{9,10}$/),
  CY: syntax('CY', /^\d{8}[A-Z]$/),
  CZ: syntax('CZ', /^\d{8,10}$/),
  DE: syntax('DE', /^[1-9]\d{8}$/),
  DK: syntax('DK', /^\d{8}$/),
  EE: syntax('EE', /^\d{9}$/),
  ES: syntax('ES', /^(?:[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/),
  FI: syntax('FI', /^\d{8}$/),
  FR: syntax('FR', /^[A-HJ-NP-Z0-9]{2}\d{9}$/),
  GR: { prefixes: ['EL', 'GR'], form: /^\d{9}$/ },
  HR: syntax('HR', /^\d{11}$/),
  HU: syntax('HU', /^\d{8}$/),
  IE: syntax('IE', /^(?:\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W])$/),
  IT: syntax('IT', /^\d{11}$/),
  LT: syntax('LT', /^(?:\d{9}|\d{12})$/),
  LU: syntax('LU', /^\d{8}$/),
  LV: syntax('LV', /^\d{11}$/),
  MT: syntax('MT', /^\d{8}$/),
  NL: syntax('NL', /^[A-Z0-9+*]{9}B\d{2}$/),
  PL: syntax('PL', /^\d{10}$/),
  PT: syntax('PT', /^\d{9}$/),
  RO: syntax('RO', /^\d{2,10}$/),
  SE: syntax('SE', /^\d{10}01$/),
  SI: syntax('SI', /^[1-9]\d{7}$/),
  SK: syntax('SK', /^[1-9]\d{9}$/),
  GB: { prefixes: ['GB', 'XI'], form: GB_FORM },
  XI: syntax('XI', GB_FORM),
  CH: syntax('CHE', /^\d{9}(?:MWST|TVA|IVA)?$/),
  LI: syntax('CHE', /^\d{9}(?:MWST|TVA|IVA)?$/),
  NO: syntax('NO', /^\d{9}(?:MVA)?$/),
  // The GSTIN of a company: state, income tax number, count of registrations, Z, check sign.
  IN: syntax('IN', /^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/),
};

const OTHER_FORM = /^[A-Z0-9+*/]{3,30}$/;

/**
 * True when a fiscal code can be one of the country (ISO 3166, any case; XI is Northern Ireland). The country's prefix
 * may be there or not; blanks, dots and dashes do not count. In Brazil it is a CPF or a CNPJ with its check digits.
 * Countries without a form of their own in the table take any 3 to 30 letters and digits. Nothing is said about whether
 * the number was given to anybody.
 */
export function isFiscalCodeSyntaxValid(country: string, code: string): boolean {
  const compact = code.toUpperCase().replace(/[\s.-]/g, '');
  const key = country.trim().toUpperCase();
  if (key === 'BR') return isCpf(code) || isCnpj(code);
  const known = Object.hasOwn(syntaxes, key) ? syntaxes[key] : undefined;
  if (known === undefined) return OTHER_FORM.test(compact);
  return fitsWithPrefix(known, compact) || (known.form.test(compact) && !isForeign(known, compact));
}

function fitsWithPrefix({ prefixes, form }: Syntax, compact: string): boolean {
  return prefixes.some((prefix) => compact.startsWith(prefix) && form.test(compact.slice(prefix.length)));
}

/** A German number with its prefix has the form of a French one without; the prefix decides. */
function isForeign(own: Syntax, compact: string): boolean {
  return Object.values(syntaxes).some((other) => other !== own && fitsWithPrefix(other, compact));
}

function syntax(prefix: string, form: RegExp): Syntax {
  return { prefixes: [prefix], form };
}
