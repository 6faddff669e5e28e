import { type Measured, ratio } from './rounds.ts';

/** A figure beside its yardstick. */
export type Line = {
  readonly what: string;
  readonly measured: string;
  readonly yardstick: string;
  readonly ratio: string;
  readonly mark: string;
};

/** A share of what a yardstick does in the same time; the mark is the least that is wanted. */
export const share = (
  what: string,
  one: Measured,
  [name, yardstick]: readonly [string, Measured],
  mark?: number,
): Line => {
  const found = ratio(one, yardstick);
  return {
    what,
    measured: perSecond(one.rate),
    yardstick: `${name} ${perSecond(yardstick.rate)}`,
    ratio: found.toFixed(2),
    mark: mark === undefined ? '' : verdict(`at least ${mark.toFixed(2)}`, found >= mark),
  };
};

/** A share of what may be taken at most: time, memory. */
export const within = (what: string, measured: number, limit: number, write: (value: number) => string): Line => ({
  what,
  measured: write(measured),
  yardstick: `limit ${write(limit)}`,
  ratio: (measured / limit).toFixed(2),
  mark: verdict('at most 1.00', measured <= limit),
});

/** How much is done in a second, beside the least that is wanted. */
export const atLeast = (what: string, { rate }: Measured, wanted: number): Line => ({
  what,
  measured: perSecond(rate),
  yardstick: `wanted ${perSecond(wanted)}`,
  ratio: (rate / wanted).toFixed(2),
  mark: verdict('at least 1.00', rate >= wanted),
});

/** How many times as long as a yardstick something takes; the mark is the most that is wanted. */
export const times = (
  what: string,
  one: Measured,
  [name, yardstick]: readonly [string, Measured],
  mark: number,
): Line => {
  const found = ratio(yardstick, one);
  return {
    what,
    measured: milliseconds(one),
    yardstick: `${name} ${milliseconds(yardstick)}`,
    ratio: found.toFixed(2),
    mark: verdict(`at most ${mark.toFixed(2)}`, found <= mark),
  };
};

/** A figure beside another of the same run, without a mark. */
export const beside = (
  what: string,
  measured: number,
  [name, yardstick]: readonly [string, number],
  write: (value: number) => string,
): Line => ({
  what,
  measured: write(measured),
  yardstick: `${name} ${write(yardstick)}`,
  ratio: (measured / yardstick).toFixed(2),
  mark: '',
});

const verdict = (mark: string, met: boolean): string => `${mark}: ${met ? 'met' : 'NOT MET'}`;

const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString('en')}/s`;

const milliseconds = ({ rate }: Measured): string => `${(1000 / rate).toFixed(2)} ms`;

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

const HEAD: Line = { what: '', measured: 'measured', yardstick: 'yardstick', ratio: 'ratio', mark: 'mark' };

/** Lines in columns. */
export const table = (lines: readonly Line[]): string => {
  const rows = [HEAD, ...lines].map((line) => [line.what, line.measured, line.yardstick, line.ratio, line.mark]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
