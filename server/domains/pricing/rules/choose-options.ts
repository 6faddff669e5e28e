import {
  type AssignedGroup,
  isPayPerUsage,
  type OptionGroup,
  type PriceOption,
  takesOneOption,
} from './option-types.ts';
import type { OptionChoice } from './types.ts';

/**
 * An option as a buyer names it: by its code, an option of an INTERVAL group by code=value, where the code is that of the
 * group or of the option. When the group is named too, the value alone is enough.
 */
export type RequestedOption = { readonly group: string | null; readonly code: string };

export type ChosenOption = {
  readonly option: PriceOption;
  /** The value inside an interval; null in the other types. */
  readonly value: number | null;
  /** How the choice is written so that it means the same again: the option's code, GROUP=value for intervals. */
  readonly notation: string;
};

/** A group of which something was chosen. */
export type ChosenGroup = {
  readonly code: string;
  readonly required: boolean;
  /** In the order of the group, whatever the order of the request. */
  readonly options: readonly ChosenOption[];
};

export type OptionProblem =
  | { readonly problem: 'UNKNOWN_OPTION'; readonly option: string }
  /** Several groups have an option of this code and the request does not say which one is meant. */
  | { readonly problem: 'AMBIGUOUS_OPTION'; readonly option: string; readonly groups: readonly string[] }
  /** No interval of the group holds the value, or there is none. */
  | { readonly problem: 'VALUE_OUT_OF_SCALE'; readonly option: string; readonly group: string }
  | { readonly problem: 'TOO_MANY_OPTIONS'; readonly group: string }
  | { readonly problem: 'REQUIRED_OPTION_MISSING'; readonly group: string };

export type OptionChoices =
  | { readonly groups: readonly ChosenGroup[]; readonly problem?: never }
  | { readonly problem: OptionProblem };

/**
 * What a buyer chose of the groups in use on a price list. A group of which the request names nothing takes its default
 * options. Groups that are paid per usage, and those that do not exist any more, offer nothing. The order in which
 * options are named does not matter; the first problem is told.
 */
export const chooseOptions = (
  assigned: readonly AssignedGroup[],
  groups: readonly OptionGroup[],
  requested: readonly RequestedOption[],
): OptionChoices => {
  const offered = offeredGroups(assigned, groups);
  const picked = new Map<OptionGroup, Pick[]>(offered.map(({ group }) => [group, []]));
  for (const wanted of requested) {
    const found = findOption(offered, wanted);
    if (!isPick(found)) return { problem: found };
    picked.get(found.group)?.push(found);
  }
  const chosen: ChosenGroup[] = [];
  for (const { group, required } of offered) {
    const options = distinct(picked.get(group) ?? []);
    const final = options.length > 0 ? options : defaultsOf(group);
    if (takesOneOption(group) && final.length > 1)
      return { problem: { problem: 'TOO_MANY_OPTIONS', group: group.code } };
    if (required && final.length === 0) return { problem: { problem: 'REQUIRED_OPTION_MISSING', group: group.code } };
    if (final.length > 0) chosen.push({ code: group.code, required, options: final.map(writtenAmong(offered)) });
  }
  return { groups: chosen };
};

type Offered = { readonly group: OptionGroup; readonly required: boolean };
type Pick = { readonly group: OptionGroup; readonly option: PriceOption; readonly value: number | null };

const isPick = (found: Pick | OptionProblem): found is Pick => !('problem' in found);

const offeredGroups = (assigned: readonly AssignedGroup[], groups: readonly OptionGroup[]): readonly Offered[] => {
  const offered: Offered[] = [];
  for (const { code, required } of assigned) {
    const group = groups.find((one) => one.code === code);
    if (group !== undefined && !isPayPerUsage(group)) offered.push({ group, required: required || group.required });
  }
  return offered;
};

// ---- finding what is meant ----

const findOption = (offered: readonly Offered[], wanted: RequestedOption): Pick | OptionProblem => {
  let found: Pick | undefined;
  let problem: OptionProblem | undefined;
  const among: string[] = [];
  for (const { group } of offered) {
    if (wanted.group !== null && wanted.group !== group.code) continue;
    const answer = inGroup(group, wanted);
    if (answer === undefined) continue;
    if (isPick(answer)) {
      found ??= answer;
      among.push(group.code);
    } else problem ??= answer;
  }
  if (among.length > 1) return { problem: 'AMBIGUOUS_OPTION', option: wanted.code, groups: among };
  return found ?? problem ?? { problem: 'UNKNOWN_OPTION', option: wanted.code };
};

/** Undefined when the request does not speak of this group. */
const inGroup = (group: OptionGroup, wanted: RequestedOption): Pick | OptionProblem | undefined =>
  group.type === 'INTERVAL' ? inScale(group, wanted) : inList(group, wanted);

const inList = (group: OptionGroup, { code }: RequestedOption): Pick | undefined => {
  const option = group.options.find((one) => one.code === code) ?? afterGroup(group, code);
  return option && { group, option, value: null };
};

/** The option of a text like GROUP=option. */
const afterGroup = ({ code: group, options }: OptionGroup, text: string): PriceOption | undefined => {
  if (text[group.length] !== '=' || !text.startsWith(group)) return undefined;
  const code = text.slice(group.length + 1);
  return options.find((one) => one.code === code);
};

const inScale = (group: OptionGroup, wanted: RequestedOption): Pick | OptionProblem | undefined => {
  const split = wanted.code.lastIndexOf('=');
  const [name, text] = split < 0 ? ['', wanted.code] : [wanted.code.slice(0, split), wanted.code.slice(split + 1)];
  const named = group.options.filter(({ code }) => code === (split < 0 ? text : name));
  const isGroup = split < 0 ? wanted.group === group.code : name === group.code;
  if (!isGroup && named.length === 0) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  const option = (isGroup ? group.options : named).find(
    ({ scaleMin, scaleMax }) => scaleMin <= value && value <= scaleMax,
  );
  return option === undefined
    ? { problem: 'VALUE_OUT_OF_SCALE', option: wanted.code, group: group.code }
    : { group, option, value };
};

// ---- putting it in order ----

/** Each option once, in the order of its group. */
const distinct = (picks: readonly Pick[]): readonly Pick[] => {
  if (picks.length < 2) return picks;
  const byKey = new Map(picks.map((pick) => [`${pick.value ?? ''}:${pick.option.code}`, pick]));
  const place = ({ group, option }: Pick): number => group.options.indexOf(option);
  return [...byKey.values()].sort((a, b) => place(a) - place(b) || (a.value ?? 0) - (b.value ?? 0));
};

const defaultsOf = (group: OptionGroup): readonly Pick[] =>
  group.options
    .filter(({ isDefault }) => isDefault)
    .map((option) => ({ group, option, value: group.type === 'INTERVAL' ? option.scaleMin : null }));

const writtenAmong =
  (offered: readonly Offered[]) =>
  ({ group, option, value }: Pick): ChosenOption => {
    if (value !== null) return { option, value, notation: `${group.code}=${value}` };
    const isAlone = offered.every(
      (other) => other.group === group || inGroup(other.group, { group: null, code: option.code }) === undefined,
    );
    return { option, value, notation: isAlone ? option.code : `${group.code}=${option.code}` };
  };

// ---- what follows from a choice ----

/** The combination that a FLAT price is looked up by. */
export const combinationOf = (chosen: readonly ChosenGroup[]): readonly OptionChoice[] =>
  chosen.map(({ code, options }) => ({ code, options: options.map(({ option }) => option.code) }));

/** All choices as one list of codes, as orders and subscriptions write them. */
export const notationsOf = (chosen: readonly ChosenGroup[]): readonly string[] =>
  chosen.flatMap(({ options }) => options.map(({ notation }) => notation));

/** Months by which the chosen options make the first period of a subscription longer; shorter when negative. */
export const subscriptionMonths = (chosen: readonly ChosenGroup[]): number =>
  chosen.reduce(
    (sum, { options }) => options.reduce((months, { option }) => months + option.subscriptionMonths, sum),
    0,
  );
