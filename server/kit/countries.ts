const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Regions that are no countries. */
const OTHER_REGIONS: ReadonlySet<string> = new Set(['EU', 'EZ', 'UN', 'ZZ', 'XA', 'XB', 'QO']);

const allCountries = (): ReadonlySet<string> => {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  return new Set(
    codes.filter(
      (code) =>
        !OTHER_REGIONS.has(code) && names.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code,
    ),
  );
};

let countries: ReadonlySet<string> | undefined;

/**
 * Whether a code, in any case, is a country of ISO 3166 (as Unicode CLDR knows them). Codes that were given up, or that
 * only stand for another one, are none (UK, DD): tables by country would not find them.
 */
export function isCountry(code: string): boolean {
  countries ??= allCountries();
  return countries.has(code.toUpperCase());
}

/** The language that most people of a country read, two lower-case letters: "ro" for RO, "en" when nothing is known. */
export function languageOfCountry(code: string): string {
  const { language } = new Intl.Locale(`und-${code}`).maximize();
  return language.length === 2 && language !== 'un' ? language : 'en';
}
