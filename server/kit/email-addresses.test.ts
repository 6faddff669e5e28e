import { expect, test } from 'vitest';
import { isEmailAddress } from './email-addresses.ts';

test.each([
  'ada@example.test',
  'ada.kern+shop@mail.example.test',
  "o'brien@example.test",
  'a..b.@example.test',
  'ådå@exämple.test',
  '用户@例子.测试',
  'ada@xn--exmple-cua.test',
  'x@1.2.test',
])('%s is an address', (text) => {
  expect(isEmailAddress(text)).toBe(true);
});

test.each([
  '',
  'ada',
  '@example.test',
  'ada@',
  'ada@localhost',
  'ada@example..test',
  'ada@.test',
  'ada@-example.test',
  'ada@example-.test',
  'ada@127.0.0.1',
  'ada kern@example.test',
  'ada@exam ple.test',
  'ada@example.test, bob@example.test',
  'Ada <ada@example.test>',
  'ada@bob@example.test',
  'ada\n@example.test',
  'ada@example.test\r\nBcc: bob@example.test',
  `${'a'.repeat(65)}@example.test`,
  `ada@${'a'.repeat(64)}.test`,
  `ada@${'abcdefg.'.repeat(40)}test`,
])('%j is none', (text) => {
  expect(isEmailAddress(text)).toBe(false);
});
