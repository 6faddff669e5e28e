import { type Refusal, refuse } from '../../../api/errors.ts';
import { isEmailAddress } from '../../../kit/email-addresses.ts';
import type { AskedField, AskedOfProduct, FieldUse } from '../../catalog/index.ts';
import {
  ORDER_ADDITIONAL_FIELD_CODE_INVALID,
  ORDER_ADDITIONAL_FIELD_EMPTY,
  ORDER_ADDITIONAL_FIELD_VALUE_INVALID,
} from '../errors.ts';

/** An answer to a question in the cart, as it is sent. */
type Sent = { readonly Code: string; readonly Text?: string | null; readonly Value?: string | null };

export type Answered = { readonly Code: string; readonly Text: string | null; readonly Value: string | null };

/** In the order of the checks of one answer; what is missing is found after all answers are looked at. */
export const ADDITIONAL_FIELD_REFUSALS: readonly Refusal[] = [
  ORDER_ADDITIONAL_FIELD_CODE_INVALID,
  ORDER_ADDITIONAL_FIELD_VALUE_INVALID,
  ORDER_ADDITIONAL_FIELD_EMPTY,
];

/** The questions about an order or about one of its lines. */
export type Questions = {
  /** Where the answers stand in the request. */
  readonly path: string;
  readonly use: FieldUse;
  /** The fields of the account that may be meant. */
  readonly fields: readonly AskedField[];
  /** What the product asks; null: every field of this use may be answered. */
  readonly asked: readonly AskedOfProduct[] | null;
};

/** Answers as an order keeps them, labels filled in; null when there are none. */
export const answersTo = (
  sent: readonly Sent[] | null | undefined,
  { path, use, fields, asked }: Questions,
): readonly Answered[] | null => {
  const seen = new Set<string>();
  const answers = (sent ?? []).map(({ Code, Text, Value }, index) => {
    const at = `${path}[${index}]`;
    const field = fields.find(({ code, applyTo }) => code === Code && applyTo === use);
    const product = asked?.find(({ code }) => code === Code);
    if (seen.has(Code)) refuse(ORDER_ADDITIONAL_FIELD_CODE_INVALID, `${at}: ${Code} stands there twice.`);
    seen.add(Code);
    // A product may ask what is no field of the account; then any text is an answer.
    if (asked === null ? field === undefined : product === undefined) {
      return refuse(ORDER_ADDITIONAL_FIELD_CODE_INVALID, `${at}: the field ${Code} is not asked here.`);
    }
    if (Value && field !== undefined && !fits(field, Value)) {
      refuse(ORDER_ADDITIONAL_FIELD_VALUE_INVALID, `${at}: the field ${Code} does not take this value.`);
    }
    return { Code, Text: Text || field?.label || product?.label || null, Value: Value ?? null };
  });
  for (const code of requiredOf(use, fields, asked)) {
    if (!answers.some(({ Code, Value }) => Code === code && Value?.trim())) {
      refuse(ORDER_ADDITIONAL_FIELD_EMPTY, `${path}: the field ${code} has to be answered.`);
    }
  }
  return answers.length === 0 ? null : answers;
};

const requiredOf = (
  use: FieldUse,
  fields: readonly AskedField[],
  asked: readonly AskedOfProduct[] | null,
): readonly string[] =>
  use === 'PRODUCT'
    ? (asked ?? []).filter(({ required }) => required).map(({ code }) => code)
    : fields.filter(({ applyTo, requiredOfOrders }) => applyTo === 'ORDER' && requiredOfOrders).map(({ code }) => code);

const fits = (field: AskedField, value: string): boolean => {
  switch (field.type) {
    case 'LISTBOX':
      return choicesOf(field).has(value);
    case 'CHECKBOX':
      return isTicked(field, value);
    default:
      return isValid(field.validationRule, value);
  }
};

/** Shoppers choose in their language, so a translated choice is one too. */
const choicesOf = ({ choices, translations }: AskedField): ReadonlySet<string> =>
  new Set([...choices, ...translations.flatMap(({ Values }) => Values ?? [])]);

/** One box says yes or no; of several boxes one choice, or several with commas between them. */
const isTicked = (field: AskedField, value: string): boolean => {
  const choices = choicesOf(field);
  if (choices.size === 0) return /^(1|0|true|false|yes|no|on|off)$/i.test(value.trim());
  return choices.has(value) || value.split(',').every((part) => choices.has(part.trim()));
};

/**
 * Rules by name, letters of any case alone counting: 'alpha_numeric' is ALPHANUMERIC. The platform's names are not
 * published; a rule of another name forbids nothing. A merchant's own pattern is none: it could keep the server busy.
 */
const RULES: Readonly<Record<string, (value: string) => boolean>> = {
  EMAIL: isEmailAddress,
  URL: (value) => /^https?:\/\/\S+$/i.test(value) && URL.canParse(value),
  DATE: (value) =>
    /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00Z`).toJSON()?.startsWith(value) === true,
  PHONE: (value) => /^\+?[\d\s()./-]{5,30}$/.test(value),
  DIGITS: (value) => /^\d+$/.test(value),
  INTEGER: (value) => /^[+-]?\d+$/.test(value),
  NUMBER: (value) => /^[+-]?\d+(?:[.,]\d+)?$/.test(value),
  LETTERS: (value) => /^[\p{L}\p{M}\s'.-]+$/u.test(value),
  ALPHANUMERIC: (value) => /^[\p{L}\p{M}\p{N}\s]+$/u.test(value),
};

const OTHER_NAMES: Readonly<Record<string, string>> = { NUMERIC: 'NUMBER', ALPHA: 'LETTERS', MAIL: 'EMAIL' };

const isValid = (rule: string | null, value: string): boolean => {
  const name = (rule ?? '').toUpperCase().replace(/[^A-Z]/g, '');
  return RULES[OTHER_NAMES[name] ?? name]?.(value) ?? true;
};
