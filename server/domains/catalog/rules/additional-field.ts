import { INVALID_PARAMETER, refuse } from '../../../api/errors.ts';
import { ADDITIONAL_FIELD_INVALID } from '../errors.ts';
import {
  AdditionalField,
  type AnsweredAdditionalField,
  type SentAdditionalField,
} from '../objects/additional-fields.ts';
import { settle } from './settle.ts';

export type FieldType = 'LISTBOX' | 'CHECKBOX' | 'TEXT' | 'HIDDEN';
export type FieldUse = 'ORDER' | 'PRODUCT';

/** A question in the cart, as it is kept. */
export type AdditionalFieldRecord = {
  readonly code: string;
  readonly label: string;
  readonly type: FieldType;
  readonly applyTo: FieldUse;
  /** Empty where the shopper writes. */
  readonly choices: readonly string[];
  readonly validationRule: string | null;
  readonly translations: NonNullable<AnsweredAdditionalField['Translations']>;
};

const CODE = /^[A-Za-z0-9_-]+$/;
const TYPES: readonly string[] = ['LISTBOX', 'CHECKBOX', 'TEXT', 'HIDDEN'] satisfies readonly FieldType[];

/**
 * A field after a client sent some members: those not sent stay, lists are replaced as a whole; `before` is undefined
 * for a new one. Refuses INVALID_PARAMETER for what is missing, ADDITIONAL_FIELD_INVALID for what cannot be.
 */
export const fieldAfter = (
  before: AdditionalFieldRecord | undefined,
  sent: SentAdditionalField,
): AdditionalFieldRecord => {
  if (!CODE.test(sent.Code)) {
    refuse(ADDITIONAL_FIELD_INVALID, 'AdditionalField.Code may have letters, digits, underscores and dashes.');
  }
  const type = typeAfter(before, sent);
  const chooses = type === 'LISTBOX' || type === 'CHECKBOX';
  const choices = chooses ? (sent.Values === undefined ? (before?.choices ?? []) : (sent.Values ?? [])) : [];
  if (type === 'LISTBOX' && choices.length === 0) {
    refuse(ADDITIONAL_FIELD_INVALID, 'A LISTBOX needs values to choose from.');
  }
  return {
    code: sent.Code,
    label: sent.Label?.trim() || (sent.Label === undefined && before?.label) || missing('Label'),
    type,
    applyTo: useAfter(before, sent),
    choices,
    validationRule: sent.ValidationRule === undefined ? (before?.validationRule ?? null) : sent.ValidationRule || null,
    translations: settle(AdditionalField.members.Translations, before?.translations, sent.Translations) ?? [],
  };
};

const missing = (member: string): never => refuse(INVALID_PARAMETER, `AdditionalField.${member} is required.`);

const isType = (word: string): word is FieldType => TYPES.includes(word);

const typeAfter = (before: AdditionalFieldRecord | undefined, { Type: sent }: SentAdditionalField): FieldType =>
  sent && isType(sent) ? sent : (before?.type ?? missing('Type'));

/** A field of products that became one of orders would stand at products that cannot have it. */
const useAfter = (before: AdditionalFieldRecord | undefined, { ApplyTo: sent }: SentAdditionalField): FieldUse => {
  const use = sent === 'ORDER' || sent === 'PRODUCT' ? sent : (before?.applyTo ?? missing('ApplyTo'));
  if (before !== undefined && use !== before.applyTo) {
    refuse(ADDITIONAL_FIELD_INVALID, 'What a field applies to cannot be changed.');
  }
  return use;
};

export const fieldAnswer = (field: AdditionalFieldRecord): AnsweredAdditionalField => ({
  Label: field.label,
  Code: field.code,
  Type: field.type,
  ApplyTo: field.applyTo,
  Values: field.choices.length > 0 ? field.choices : null,
  ValidationRule: field.validationRule,
  Translations: field.translations,
});
