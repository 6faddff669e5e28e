import fc from 'fast-check';
import { expect, test } from 'vitest';
import { looksLikeCardNumber, maskCard, scrub } from './cards.ts';

test.each([
  ['4111111111111111', true],
  ['4111 1111 1111 1111', true],
  ['5555-5555-5555-4444', true],
  ['378282246310005', true],
  ['4222222222222', true],
  ['6759649826438453', true],
  ['135410014004955', true],
  ['4111111111111112', false],
  ['411111111111', false],
  ['41111111111111111111', false],
  ['0000000000000000', false],
  ['1700000000000', false],
  ['card', false],
  ['', false],
])('looksLikeCardNumber(%j) is %s', (text, answer) => expect(looksLikeCardNumber(text)).toBe(answer));

test('a mask keeps the first and last four digits, and nothing of a short number', () => {
  expect(maskCard('4111 1111-1111 1111')).toBe('4111…1111');
  expect(maskCard('4111')).toBe('…');
});

test.each([
  ['paid with 4111111111111111.', 'paid with 4111…1111.'],
  ['4111 1111 1111 1111 12/30', '4111…1111 12/30'],
  ['order 7 5555-5555-5555-4444 and 378282246310005', 'order 7 5555…4444 and 3782…0005'],
  ['4111111111111111 5555555555554444', '4111…1111 5555…4444'],
  ['{"CardNumber":"4111111111111111"}', '{"CardNumber":"4111…1111"}'],
  ['reference 123456789 at 1700000000000', 'reference 123456789 at 1700000000000'],
  ['41111111111111111111', '41111111111111111111'],
])('%j is scrubbed to %j', (text, scrubbed) => expect(scrub(text)).toBe(scrubbed));

test('no card number gets through, whatever stands around it', () => {
  const around = fc.string({ maxLength: 20 }).map((text) => text.replace(/\d/g, 'x'));
  fc.assert(
    fc.property(around, around, fc.constantFrom('', ' ', '-'), (before, after, gap) => {
      const card = ['4111', '1111', '1111', '1111'].join(gap);
      expect(scrub(before + card + after)).toBe(`${before}4111…1111${after}`);
    }),
  );
});
