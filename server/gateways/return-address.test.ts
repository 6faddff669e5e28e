import { expect, test } from 'vitest';
import { returnAddress } from './return-address.ts';

test.each([
  ['https://shop.example.test/ok', 'https://shop.example.test/ok?REFNO=11223344'],
  ['https://shop.example.test/ok?cart=7&x=a%20b', 'https://shop.example.test/ok?cart=7&x=a%20b&REFNO=11223344'],
  ['https://shop.example.test/ok#done', 'https://shop.example.test/ok?REFNO=11223344#done'],
  ['HTTP://shop.example.test', 'http://shop.example.test/?REFNO=11223344'],
  ['www.test.com', 'http://www.test.com/?REFNO=11223344'],
  [' www.test.com:8080/back?a=1 ', 'http://www.test.com:8080/back?a=1&REFNO=11223344'],
  ['localhost:3000/ok', 'http://localhost:3000/ok?REFNO=11223344'],
  ['/thanks', '/thanks?REFNO=11223344'],
  ['/thanks?a=1#b', '/thanks?a=1&REFNO=11223344#b'],
  ['//shop.example.test/ok', 'http://shop.example.test/ok?REFNO=11223344'],
  ['https://shop.example.test/a\r\nSet-Cookie: b=c', 'https://shop.example.test/aSet-Cookie:%20b=c?REFNO=11223344'],
  ['', null],
  ['javascript:alert(1)', null],
  ['javascript://%0aalert(1)', null],
  ['data:text/html,hello', null],
  ['file:///etc/passwd', null],
  ['https://', null],
])('%j leads to %j', (given, expected) => {
  expect(returnAddress(given, '11223344')).toBe(expected);
});
