import { BlockList, isIP } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
/** Bits before the IPv4 part of an IPv4-mapped address. */
const MAPPED_BITS = 96;

type Rule = { readonly address: string; readonly family: 'ipv4' | 'ipv6'; readonly prefix: number };

/**
 * Tells which callers a list of addresses and CIDR blocks lets in; an empty list lets in everybody. An IPv4 address
 * counts the same when it arrives IPv4-mapped. Entries that are no rule let nobody in: check them with isAddressRule.
 */
export const allowList = (rules: readonly string[]): ((address: string) => boolean) => {
  if (rules.length === 0) return () => true;
  const allowed = new BlockList();
  for (const text of rules) {
    const rule = parseRule(text);
    if (rule !== undefined) allowed.addSubnet(rule.address, rule.prefix, rule.family);
  }
  return (address) => {
    const caller = parseAddress(address);
    return caller !== undefined && allowed.check(caller.address, caller.family);
  };
};

/** True for an IPv4 or IPv6 address, with or without the length of a prefix. */
export const isAddressRule = (text: string): boolean => parseRule(text) !== undefined;

const parseRule = (text: string): Rule | undefined => {
  const [, host = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const address = parseAddress(host);
  if (address === undefined) return undefined;
  const bits = address.family === 'ipv4' ? 32 : 128;
  const wasMapped = address.family === 'ipv4' && host.includes(':');
  const prefix = length === undefined ? bits : Number(length) - (wasMapped ? MAPPED_BITS : 0);
  return prefix >= 0 && prefix <= bits ? { ...address, prefix } : undefined;
};

const parseAddress = (text: string): Omit<Rule, 'prefix'> | undefined => {
  // A link-local address may carry the name of the interface.
  const bare = text.trim().replace(/%.*$/, '');
  const address = MAPPED.exec(bare)?.[1] ?? bare;
  const version = isIP(address);
  if (version === 0) return undefined;
  return { address, family: version === 4 ? 'ipv4' : 'ipv6' };
};
