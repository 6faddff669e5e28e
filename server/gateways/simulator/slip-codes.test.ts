import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boletoOf } from './boleto.ts';
import { barsPicture, codePicture } from './pages/pictures.ts';
import { pixCode } from './pix.ts';

const reference = fc.stringMatching(/^[A-Z2-9]{12}$/);
const amount = fc.bigInt({ min: 1n, max: 9_999_999_999n });

/** Remainder of a sum with weights that come again and again, from the right. */
const weighted = (digits: string, weights: readonly number[], fold: (product: number) => number): number =>
  [...digits]
    .reverse()
    .reduce((sum, digit, place) => sum + fold(Number(digit) * (weights[place % weights.length] ?? 0)), 0);

describe('a boleto', () => {
  test('has 44 digits in its bars, with amount and a check digit that is right', () => {
    fc.assert(
      fc.property(reference, amount, (name, amountMinor) => {
        const { bars } = boletoOf(name, amountMinor);
        expect(bars).toMatch(/^0009\d0000\d{35}$/);
        expect(BigInt(bars.slice(9, 19))).toBe(amountMinor);
        const sum = weighted(bars.slice(0, 4) + bars.slice(5), [2, 3, 4, 5, 6, 7, 8, 9], (product) => product);
        const check = 11 - (sum % 11);
        expect(bars.charAt(4)).toBe(check > 9 ? '1' : String(check));
      }),
    );
  });

  test('has a line to type with the same digits, and check digits for each of the first three fields', () => {
    fc.assert(
      fc.property(reference, amount, (name, amountMinor) => {
        const { bars, line } = boletoOf(name, amountMinor);
        expect(line).toMatch(/^\d{5}\.\d{5} \d{5}\.\d{6} \d{5}\.\d{6} \d \d{14}$/);
        const fields = line.replaceAll('.', '').split(' ');
        for (const field of fields.slice(0, 3)) {
          const sum = weighted(field, [1, 2], (product) => (product > 9 ? product - 9 : product));
          expect(sum % 10, field).toBe(0);
        }
        const [one = '', two = '', three = '', check = '', last = ''] = fields;
        const free = one.slice(4, -1) + two.slice(0, -1) + three.slice(0, -1);
        expect(one.slice(0, 4) + check + last + free).toBe(bars);
      }),
    );
  });

  test('leaves an amount open that does not fit', () => {
    expect(boletoOf('ABCDEFGH2345', 10_000_000_000n).bars.slice(9, 19)).toBe('0000000000');
  });
});

describe('a Pix code', () => {
  test('is a row of fields, each as long as it says, with amount and reference in it', () => {
    const code = pixCode('ABCDEFGH2345', 123_450n);
    const fields = new Map<string, string>();
    for (let at = 0; at < code.length; ) {
      const length = Number(code.slice(at + 2, at + 4));
      fields.set(code.slice(at, at + 2), code.slice(at + 4, at + 4 + length));
      at += 4 + length;
    }
    expect(Object.fromEntries(fields)).toMatchObject({
      '00': '01',
      '53': '986',
      '54': '1234.50',
      '58': 'BR',
      '62': '0512ABCDEFGH2345',
      '63': expect.stringMatching(/^[0-9A-F]{4}$/),
    });
  });

  test('ends with a checksum: what a reader computes over the code and the checksum leaves nothing', () => {
    const code = pixCode('ABCDEFGH2345', 1n);
    let rest = 0xffff;
    for (const byte of [...Buffer.from(code.slice(0, -4)), ...Buffer.from(code.slice(-4), 'hex')]) {
      rest ^= byte << 8;
      for (let bit = 0; bit < 8; bit += 1) rest = ((rest << 1) ^ (rest & 0x8000 ? 0x1021 : 0)) & 0xffff;
    }
    expect(rest).toBe(0);
  });
});

describe('pictures', () => {
  test('are the same for the same text, and others for another', () => {
    expect(codePicture('a', 'x')).toBe(codePicture('a', 'x'));
    expect(codePicture('a', 'x')).not.toBe(codePicture('b', 'x'));
  });

  test('bars of two digits are five bars and five gaps between a start and an end', () => {
    const picture = barsPicture('38', 'x');
    // 3 is wide wide narrow narrow narrow in bars; start 2 bars, end 2 bars.
    expect([...picture.matchAll(/h(\d)v/g)].map((match) => match[1]).join('')).toBe('11' + '33111' + '31');
    expect(picture).toContain('viewBox="0 0 27 40"');
  });
});
