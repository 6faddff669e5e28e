import { describe, expect, test } from 'vitest';
import { newMasterKey, open, parseMasterKey, type SealContext, seal, timingSafeEqualText } from './seal.ts';

const HEX = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';

function key(id: number, text = HEX) {
  const parsed = parseMasterKey(text, id);
  if (parsed === undefined) throw new Error('test key is broken');
  return parsed;
}

const CONTEXT: SealContext = ['17', 'gateway-password'];

describe('seal', () => {
  test('opens to what was sealed', () => {
    expect(open([key(1)], seal(key(1), 'pässword', CONTEXT), CONTEXT).toString()).toBe('pässword');
    expect(open([key(1)], seal(key(1), '', CONTEXT), CONTEXT)).toHaveLength(0);
  });

  test('never looks the same twice', () => {
    expect(seal(key(1), 'x', CONTEXT).equals(seal(key(1), 'x', CONTEXT))).toBe(false);
  });

  test('opens with an older key while that key is at hand', () => {
    const sealed = seal(key(1), 'old', CONTEXT);
    expect(open([key(2, newMasterKey()), key(1)], sealed, CONTEXT).toString()).toBe('old');
    expect(() => open([key(2)], sealed, CONTEXT)).toThrow('key that is not at hand');
  });

  test.each<[string, SealContext]>([
    ['another merchant', ['18', 'gateway-password']],
    ['another purpose', ['17', 'secret-key']],
    ['the same words cut differently', ['17gateway', '-password']],
    ['nothing', []],
  ])('does not open for %s', (_, context) => {
    expect(() => open([key(1)], seal(key(1), 'x', CONTEXT), context)).toThrow('belongs to something else');
  });

  test('does not open after any byte was changed or cut off', () => {
    const sealed = seal(key(1), 'secret', CONTEXT);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open([key(1)], changed, CONTEXT)).toThrow('sealed value');
      expect(() => open([key(1)], sealed.subarray(0, at), CONTEXT)).toThrow('sealed value');
    }
  });
});

describe('master keys', () => {
  test('are read from hex and base64 alike', () => {
    const base64 = Buffer.from(HEX, 'hex').toString('base64');
    expect(parseMasterKey(base64)).toEqual(parseMasterKey(`${HEX.toUpperCase()}\n`));
    expect(parseMasterKey(newMasterKey())?.secret).toHaveLength(32);
  });

  test.each(['', 'secret', HEX.slice(2), `${HEX}00`, 'A'.repeat(42)])('%j is none', (text) => {
    expect(parseMasterKey(text)).toBeUndefined();
  });

  test('are numbered from 0 to 255', () => {
    expect(() => parseMasterKey(HEX, 256)).toThrow(RangeError);
  });
});

test.each([
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['abc', 'abcd', false],
  ['', '', true],
])('timingSafeEqualText(%j, %j) is %s', (a, b, answer) => expect(timingSafeEqualText(a, b)).toBe(answer));
