import { de } from './languages/de.ts';
import { en } from './languages/en.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { it } from './languages/it.ts';
import { nl } from './languages/nl.ts';
import { pt } from './languages/pt.ts';
import { ro } from './languages/ro.ts';

/** The words of documents. Names in braces are filled in. */
export type Words = {
  readonly invoice: string;
  readonly creditNote: string;
  readonly invoiceNumber: string;
  readonly creditNoteNumber: string;
  readonly issued: string;
  readonly supplied: string;
  readonly order: string;
  readonly ordered: string;
  readonly yourReference: string;
  readonly corrects: string;
  readonly correctsText: string;
  readonly payment: string;
  readonly billTo: string;
  /** Tax number inside and outside of the countries that have a value added tax. */
  readonly vatId: string;
  readonly taxId: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly net: string;
  readonly vat: string;
  readonly tax: string;
  readonly gross: string;
  readonly discount: string;
  readonly trial: string;
  readonly partialRefund: string;
  readonly netTotal: string;
  /** A line of the sums: {tax} is one of the two words for tax. */
  readonly taxTotal: string;
  readonly total: string;
  readonly credited: string;
  readonly paid: string;
  readonly toPay: string;
  readonly reverseCharge: string;
  readonly exempt: string;
  readonly test: string;
  readonly unprintable: string;
  readonly page: string;
  readonly card: string;
  readonly transfer: string;
  readonly check: string;
  readonly directDebit: string;
  readonly purchaseOrder: string;
  readonly free: string;
};

const WORDS = { de, en, es, fr, it, nl, pt, ro };

export type Language = keyof typeof WORDS;

export const LANGUAGES = Object.keys(WORDS) as readonly Language[];

/** The language of a document: that of the order where its words are here, else English. */
export const languageOf = (code: string): Language => LANGUAGES.find((language) => language === code) ?? 'en';

export const wordsIn = (language: Language): Words => WORDS[language];

/** Puts values in the place of the names in braces. */
export const filled = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
