import type { ChosenGroup } from './choose-options.ts';
import type { OptionGroup, OptionGroupType, PriceImpact, PriceOption } from './option-types.ts';

/** Groups and options for tests, with what a test does not speak of filled in. */

export const option = (code: string, more: Partial<PriceOption> = {}): PriceOption => ({
  code,
  name: code,
  description: null,
  translations: [],
  scaleMin: 0,
  scaleMax: 0,
  subscriptionMonths: 0,
  impact: null,
  isDefault: false,
  ...more,
});

export const group = (
  code: string,
  type: OptionGroupType,
  options: readonly PriceOption[],
  more: Partial<OptionGroup> = {},
): OptionGroup => ({
  code,
  name: code,
  description: null,
  translations: [],
  type,
  required: false,
  usage: null,
  usagePricingModel: null,
  options,
  ...more,
});

export const percent = (
  percentPpm: bigint,
  more: Partial<Pick<PriceImpact, 'on' | 'direction'>> = {},
): PriceImpact => ({
  on: 'BASE',
  direction: 'ADD',
  method: 'PERCENT',
  percentPpm,
  ...more,
});

export const fixed = (
  amounts: Readonly<Record<string, bigint>>,
  more: Partial<Pick<PriceImpact, 'on' | 'direction'>> = {},
): PriceImpact => ({
  on: 'BASE',
  direction: 'ADD',
  method: 'FIXED',
  amounts: Object.entries(amounts).map(([currency, amountMinor]) => ({ currency, amountMinor })),
  ...more,
});

/** A choice with these options, each in a group of its own. */
export const chosen = (...options: readonly PriceOption[]): readonly ChosenGroup[] =>
  options.map((one, index) => ({
    code: `G${index}`,
    required: false,
    options: [{ option: one, value: null, notation: one.code }],
  }));
