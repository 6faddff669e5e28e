import { expect, test } from 'vitest';
import { allowList, isAddressRule } from './allow-list.ts';

test.each<[string, readonly string[], string, boolean]>([
  ['no rule lets in everybody', [], '203.0.113.9', true],
  ['an address', ['203.0.113.9'], '203.0.113.9', true],
  ['another address', ['203.0.113.9'], '203.0.113.10', false],
  ['a block', ['203.0.113.0/28'], '203.0.113.15', true],
  ['beside the block', ['203.0.113.0/28'], '203.0.113.16', false],
  ['one of several', ['10.0.0.0/8', '203.0.113.9'], '203.0.113.9', true],
  ['an IPv4 caller that arrives mapped', ['203.0.113.9'], '::ffff:203.0.113.9', true],
  ['a mapped caller against a block', ['10.0.0.0/8'], '::FFFF:10.1.2.3', true],
  ['a mapped rule', ['::ffff:203.0.113.0/120'], '203.0.113.77', true],
  ['an IPv6 address in another spelling', ['2001:db8::1'], '2001:0DB8:0:0:0:0:0:1', true],
  ['an IPv6 block', ['2001:db8::/32'], '2001:db8:ffff::5', true],
  ['beside the IPv6 block', ['2001:db8::/32'], '2001:db9::5', false],
  ['a caller with an interface name', ['fe80::/10'], 'fe80::1%eth0', true],
  ['a caller that is no address', ['0.0.0.0/0', '::/0'], 'somewhere', false],
  ['a rule that is none', ['somewhere'], '203.0.113.9', false],
])('%s', (_title, rules, address, expected) => {
  expect(allowList(rules)(address)).toBe(expected);
});

test.each([
  ['203.0.113.9', true],
  ['203.0.113.0/24', true],
  ['2001:db8::/32', true],
  ['203.0.113.0/33', false],
  ['2001:db8::/129', false],
  ['::ffff:10.0.0.0/90', false],
  ['203.0.113.0/', false],
  ['203.0.113', false],
  ['localhost', false],
  ['', false],
])('%s is a rule: %s', (text, expected) => {
  expect(isAddressRule(text)).toBe(expected);
});
