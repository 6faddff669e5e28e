const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Whether a code, in any case, is a country of ISO 3166 (as Unicode CLDR knows them). */
export function isCountry(code: string): boolean {
  return (
    /^[A-Za-z]{2}$/.test(code) && !/^(eu|ez|un|zz|xa|xb|qo)$/i.test(code) && names.of(code.toUpperCase()) !== undefined
  );
}

/** The language that most people of a country read, two lower-case letters: "ro" for RO, "en" when nothing is known. */
export function languageOfCountry(code: string): string {
  const { language } = new Intl.Locale(`und-${code}`).maximize();
  return language.length === 2 && language !== 'un' ? language : 'en';
}
