import { InvalidArgumentError } from 'commander';

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** Milliseconds of "30d", "12h" or "1d12h": weeks, days, hours, minutes, seconds. Refuses everything else. */
export const parseDuration = (text: string): number => {
  const parts = [...text.trim().matchAll(/(\d{1,6})([wdhms])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text.trim()) {
    throw new InvalidArgumentError('Write it like 30d, 12h or 1d12h (w, d, h, m, s).');
  }
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNIT_MS[unit] ?? 0), 0);
};

/** An instant with its offset, like 2027-01-31T10:00:00Z. Without an offset nobody knows which instant is meant. */
export const parseInstant = (text: string): Date => {
  const written = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/i.test(text.trim());
  const at = new Date(text.trim().replace(' ', 'T'));
  if (!written || Number.isNaN(at.getTime())) throw new InvalidArgumentError('Write it like 2027-01-31T10:00:00Z.');
  return at;
};

/** "34 days", "2 hours": the largest unit that fits, for people. */
export const durationText = (ms: number): string => {
  const [name, size] =
    ms >= 86_400_000 ? ['day', 86_400_000] : ms >= 3_600_000 ? ['hour', 3_600_000] : ['minute', 60_000];
  const count = Math.floor(ms / Number(size));
  return `${count} ${name}${count === 1 ? '' : 's'}`;
};
