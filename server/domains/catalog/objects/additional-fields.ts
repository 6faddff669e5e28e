import { list, object, type Read, text, type Written } from '../../../api/schema.ts';

const NAME = { max: 255 } as const;

export const AdditionalFieldTranslation = object('AdditionalFieldTranslation', {
  Label: text(NAME),
  Values: list(text(NAME), { max: 200 }),
  Language: text({ max: 5, fold: 'upper', required: true, about: 'ISO 639-1, upper case' }),
});

export const AdditionalField = object('AdditionalField', {
  Label: text(NAME),
  Code: text({ required: true, max: 64, about: 'Letters, digits, underscores and dashes; never changes' }),
  Type: text({ oneOf: ['LISTBOX', 'CHECKBOX', 'TEXT', 'HIDDEN'] }),
  ApplyTo: text({ oneOf: ['ORDER', 'PRODUCT'], about: 'Fixed after creation' }),
  Values: list(text(NAME), { max: 200, about: 'What a LISTBOX or a CHECKBOX lets choose from' }),
  ValidationRule: text(NAME),
  Translations: list(AdditionalFieldTranslation, { max: 100 }),
});

export type SentAdditionalField = Read<typeof AdditionalField>;
export type AnsweredAdditionalField = Written<typeof AdditionalField>;
