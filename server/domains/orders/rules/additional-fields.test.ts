import { describe, expect, test } from 'vitest';
import type { AskedField, AskedOfProduct } from '../../catalog/index.ts';
import { answersTo, type Questions } from './additional-fields.ts';

const field = (code: string, more: Partial<AskedField> = {}): AskedField => ({
  code,
  label: `Label of ${code}`,
  type: 'TEXT',
  applyTo: 'ORDER',
  choices: [],
  validationRule: null,
  translations: [],
  requiredOfOrders: false,
  ...more,
});

const size = field('size', {
  type: 'LISTBOX',
  choices: ['1-10', '11-50', 'many, many'],
  translations: [{ Label: 'Größe', Values: ['wenige', 'viele'], Language: 'DE' }],
});

const ofOrder = (...fields: AskedField[]): Questions => ({
  path: 'AdditionalFields',
  use: 'ORDER',
  fields,
  asked: null,
});

const ofProduct = (asked: readonly AskedOfProduct[], ...fields: AskedField[]): Questions => ({
  path: 'Items[0].AdditionalFields',
  use: 'PRODUCT',
  fields: fields.map((each) => ({ ...each, applyTo: 'PRODUCT' })),
  asked,
});

const asked = (code: string, required = false): AskedOfProduct => ({ code, label: `${code} at the product`, required });

describe('answers', () => {
  test('nothing is asked and nothing is answered', () => {
    expect(answersTo(null, ofOrder())).toBeNull();
    expect(answersTo([], ofOrder(size))).toBeNull();
    expect(answersTo(undefined, ofProduct([asked('note')]))).toBeNull();
  });

  test('a label that is not sent is that of the field', () => {
    expect(answersTo([{ Code: 'note', Value: 'x' }], ofOrder(field('note')))).toEqual([
      { Code: 'note', Text: 'Label of note', Value: 'x' },
    ]);
  });

  test('one that is sent stays', () => {
    expect(answersTo([{ Code: 'note', Text: 'Notiz', Value: null }], ofOrder(field('note')))).toEqual([
      { Code: 'note', Text: 'Notiz', Value: null },
    ]);
  });

  test('a product may ask what is no field of the account', () => {
    expect(answersTo([{ Code: 'old', Value: 'x' }], ofProduct([asked('old', true)]))).toEqual([
      { Code: 'old', Text: 'old at the product', Value: 'x' },
    ]);
  });

  test('a line without a product in the catalogue may answer every field of products', () => {
    const questions = { ...ofProduct([], field('note')), asked: null };
    expect(answersTo([{ Code: 'note', Value: 'x' }], questions)).toHaveLength(1);
    expect(answersTo(null, questions)).toBeNull();
  });
});

describe('values', () => {
  const rule = (validationRule: string): AskedField => field('f', { validationRule });
  const box = (...choices: string[]): AskedField => field('f', { type: 'CHECKBOX', choices });

  test.each<[string, AskedField, readonly string[], readonly string[]]>([
    ['a list', { ...size, code: 'f' }, ['1-10', 'many, many', 'wenige', ''], ['1-11', '1-10,11-50', 'WENIGE']],
    ['boxes', box('red', 'green'), ['red', 'red,green', 'green, red'], ['blue', 'red,blue', 'redgreen']],
    ['one box', box(), ['1', '0', 'true', 'No', 'on'], ['perhaps', '2']],
    ['any text', field('f'), ['x', '<b>', 'x'.repeat(4000)], []],
    ['a hidden field', field('f', { type: 'HIDDEN' }), ['x'], []],
    ['EMAIL', rule('EMAIL'), ['ada@example.test'], ['ada']],
    ['url', rule('url'), ['https://example.test/x'], ['example.test', 'javascript:alert(1)']],
    ['Date', rule('Date'), ['2024-02-29'], ['2023-02-29', '29.2.2024', 'soon']],
    ['PHONE', rule('PHONE'), ['+49 (731) 55-66'], ['call me']],
    ['DIGITS', rule('DIGITS'), ['007'], ['-7', '7.0', 'x']],
    ['INTEGER', rule('INTEGER'), ['-7'], ['7.5']],
    ['NUMERIC', rule('NUMERIC'), ['7.5', '7,5', '-1'], ['1e3', '.5']],
    ['LETTERS', rule('LETTERS'), ['Ádá Kern'], ['R2D2']],
    ['alpha_numeric', rule('alpha_numeric'), ['R2 D2'], ['R2-D2']],
    ['a rule that is not known', rule('FRESH'), ['anything'], []],
  ])('%s', (_, one, good, bad) => {
    for (const Value of good) expect(answersTo([{ Code: 'f', Value }], ofOrder(one)), Value).toHaveLength(1);
    for (const Value of bad) {
      expect(() => answersTo([{ Code: 'f', Value }], ofOrder(one)), Value).toThrow('does not take this value');
    }
  });
});

describe('refusals', () => {
  test.each<[string, Parameters<typeof answersTo>[0], Questions, string]>([
    ['an unknown field', [{ Code: 'x' }], ofOrder(size), 'ORDER_ADDITIONAL_FIELD_CODE_INVALID'],
    ['letter case counts', [{ Code: 'SIZE' }], ofOrder(size), 'ORDER_ADDITIONAL_FIELD_CODE_INVALID'],
    [
      'a field of products on the order',
      [{ Code: 'size' }],
      ofOrder({ ...size, applyTo: 'PRODUCT' }),
      'ORDER_ADDITIONAL_FIELD_CODE_INVALID',
    ],
    [
      'a field that the product does not ask',
      [{ Code: 'note' }],
      ofProduct([asked('size')], size, field('note')),
      'ORDER_ADDITIONAL_FIELD_CODE_INVALID',
    ],
    [
      'an answer given twice',
      [
        { Code: 'note', Value: 'a' },
        { Code: 'note', Value: 'b' },
      ],
      ofOrder(field('note')),
      'ORDER_ADDITIONAL_FIELD_CODE_INVALID',
    ],
    ['another choice', [{ Code: 'size', Value: '7' }], ofOrder(size), 'ORDER_ADDITIONAL_FIELD_VALUE_INVALID'],
    [
      'a required answer left out',
      null,
      ofOrder(field('note', { requiredOfOrders: true })),
      'ORDER_ADDITIONAL_FIELD_EMPTY',
    ],
    [
      'a required answer of blanks',
      [{ Code: 'note', Value: ' ' }],
      ofOrder(field('note', { requiredOfOrders: true })),
      'ORDER_ADDITIONAL_FIELD_EMPTY',
    ],
    ['of a product', [], ofProduct([asked('size', true)], size), 'ORDER_ADDITIONAL_FIELD_EMPTY'],
  ])('%s', (_, sent, questions, code) => {
    expect(() => answersTo(sent, questions)).toThrow(
      expect.objectContaining({ refusal: expect.objectContaining({ code }) }),
    );
  });
});
