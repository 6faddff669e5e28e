import type { OptionChoice } from './types.ts';

/**
 * One text for a combination of options, whatever the order in which groups and options are named. Groups without a
 * chosen option do not count. Codes are case sensitive.
 */
export function combinationKey(choices: readonly OptionChoice[]): string {
  const groups = choices
    .filter(({ options }) => options.length > 0)
    .map(({ code, options }): [string, string[]] => [code, [...new Set(options)].sort()])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(groups);
}
