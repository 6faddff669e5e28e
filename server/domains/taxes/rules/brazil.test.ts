import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCnpj, isCpf } from './brazil.ts';
import { isFiscalCodeSyntaxValid } from './fiscal-codes.ts';

test.each(['529.982.247-25', '52998224725', ' 111.444.777-35 ', '00000000191'])('%s is a CPF', (code) => {
  expect(isCpf(code)).toBe(true);
  expect(isFiscalCodeSyntaxValid('br', code)).toBe(true);
});

test.each(['529.982.247-26', '529.982.247-15', '5299822472', '529982247250', '11111111111', '5299822472A', ''])(
  '%j is no CPF',
  (code) => {
    expect(isCpf(code)).toBe(false);
    expect(isFiscalCodeSyntaxValid('BR', code)).toBe(false);
  },
);

test.each(['11.222.333/0001-81', '11222333000181', '00.000.000/0001-91', '12.ABC.345/01DE-35', '12abc34501de35'])(
  '%s is a CNPJ',
  (code) => {
    expect(isCnpj(code)).toBe(true);
    expect(isFiscalCodeSyntaxValid('BR', code)).toBe(true);
  },
);

test.each(['11.222.333/0001-82', '1122233300018', '00000000000000', '12.ABC.345/01DE-36', '12ABC34501DEAB', ''])(
  '%j is no CNPJ',
  (code) => {
    expect(isCnpj(code)).toBe(false);
  },
);

test('one wrong digit of a CPF is always found', () => {
  const right = '52998224725';
  fc.assert(
    fc.property(fc.nat(10), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const digit = (Number(right[at]) + by) % 10;
      expect(isCpf(right.slice(0, at) + digit + right.slice(at + 1))).toBe(false);
    }),
  );
});

test.each([
  ['22AAAAA0000A1Z5', true],
  ['22-aaaaa-0000-a1z5', true],
  ['IN22AAAAA0000A1Z5', true],
  ['22AAAAA0000A0Z5', false],
  ['22AAAAA0000A1X5', false],
  ['AAAAA0000A', false],
])('%s is a GSTIN of India: %s', (code, expected) => {
  expect(isFiscalCodeSyntaxValid('IN', code)).toBe(expected);
});
