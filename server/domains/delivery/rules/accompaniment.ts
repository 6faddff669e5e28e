import type { Written } from '../../../api/schema.ts';
import type { FulfillmentInformation } from '../../catalog/index.ts';
import type { DownloadFile } from '../rows.ts';

type Fulfillment = Written<typeof FulfillmentInformation>;

/** What a buyer gets beside keys. */
export type Accompaniment = { readonly description: string; readonly downloadFile: DownloadFile | null };

/**
 * The text and the file that go with a delivery of a product, in the language of the order. The text is that of the
 * delivery mail: its translation where there is one, else the product's own.
 */
export const accompanimentOf = (fulfillment: Fulfillment | null, language: string): Accompaniment => ({
  description: translated(fulfillment, language) || fulfillment?.AdditionalInformationByEmail || '',
  downloadFile: fileOf(fulfillment),
});

/** "pt-br" is satisfied by PT-BR, and by PT when that is all there is. */
const translated = (fulfillment: Fulfillment | null, language: string): string | null => {
  const translations = fulfillment?.AdditionalInformationEmailTranslations ?? [];
  const wanted = language.toUpperCase();
  const [base] = wanted.split(/[-_]/);
  const inLanguage = (code: string | undefined) =>
    translations.find(({ Language }) => Language?.toUpperCase() === code);
  return (inLanguage(wanted) ?? inLanguage(base))?.Description ?? null;
};

/** A file without any name is none; clients send empty objects for it. */
const fileOf = (fulfillment: Fulfillment | null): DownloadFile | null => {
  const file = fulfillment?.ProductFile;
  return file && (file.Code || file.Name || file.File) ? file : null;
};
