import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import { durationText, parseDuration, parseInstant } from './durations.ts';

describe('a duration', () => {
  test.each([
    ['30d', 2_592_000_000],
    ['12h', 43_200_000],
    ['1d12h', 129_600_000],
    ['2w', 1_209_600_000],
    ['90s', 90_000],
    ['0h', 0],
    [' 5m ', 300_000],
  ])('%s is %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

  test.each(['', '30', 'd', '-1d', '1.5h', '1d 12h', '1month', '12h!'])('%j is refused', (text) =>
    expect(() => parseDuration(text)).toThrow(InvalidArgumentError),
  );
});

describe('an instant', () => {
  test.each([
    ['2027-01-31T10:00:00Z', '2027-01-31T10:00:00.000Z'],
    ['2027-01-31 10:00+02:00', '2027-01-31T08:00:00.000Z'],
    ['2027-01-31t10:00:00.5z', '2027-01-31T10:00:00.500Z'],
  ])('%s', (text, iso) => expect(parseInstant(text).toISOString()).toBe(iso));

  test.each(['', '2027-01-31', '2027-01-31T10:00:00', '2027-13-31T10:00:00Z', 'tomorrow'])('%j is refused', (text) =>
    expect(() => parseInstant(text)).toThrow(InvalidArgumentError),
  );
});

test.each([
  [0, '0 minutes'],
  [60_000, '1 minute'],
  [3_600_000, '1 hour'],
  [86_400_000 * 34 + 5, '34 days'],
])('%i ms are %s', (ms, text) => expect(durationText(ms)).toBe(text));
