import { beforeAll, describe, expect, test } from 'vitest';
import { type Press, press } from './fonts.ts';
import { type Printable, printable } from './printable.ts';

let loaded: Press;
beforeAll(async () => {
  loaded = await press();
});

const print = (text: string): Printable => printable(text, loaded.hasSign);

describe('text that can be printed', () => {
  test.each([
    'Zażółć gęślą jaźń, Ærøskøbing, Țara Șureanu',
    'Ελληνικά',
    'Программа ‘Ночь’ – №1',
    'ქართული, Հայերեն',
    '€ 5 × 2 • “so”',
  ])('stays as it is: %s', (text) => {
    expect(print(text)).toEqual({ text, isWhole: true });
  });

  test.each([
    ['letters with marks apart', 'Mu\u0308ller', 'Müller'],
    ['wide digits', '１２', '12'],
    ['lines and tabs', ' a\r\nb\tc ', 'a b c'],
    ['marks that cannot be seen', 'a\u200bb\u00adc\u202ed\u0007e', 'abcde'],
  ])('is written more simply: %s', (_, text, printed) => {
    expect(print(text)).toEqual({ text: printed, isWhole: true });
  });

  test.each([
    ['王小明', '???'],
    ['ACME 株式会社', 'ACME ????'],
    ['שלום', '????'],
    ['👩 Ada', '? Ada'],
  ])('has stand-ins where there is no sign, and tells so: %s', (text, printed) => {
    expect(print(text)).toEqual({ text: printed, isWhole: false });
  });

  test('may have question marks of its own', () => {
    expect(print('Why?')).toEqual({ text: 'Why?', isWhole: true });
  });
});
