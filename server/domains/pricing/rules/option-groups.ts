import { refuse } from '../../../api/errors.ts';
import { isCurrency, parseAmount } from '../../../kit/money.ts';
import {
  PRICE_OPTION_GROUP_INVALID,
  PRICE_OPTION_GROUP_REQUIRED_FIXED,
  PRICE_OPTION_INTERVALS_OVERLAP,
} from '../errors.ts';
import type { SentGroup, SentImpact, SentOption, SentTranslation } from '../objects.ts';
import {
  isPayPerUsage,
  type OptionAmount,
  type OptionGroup,
  type OptionGroupType,
  type OptionTexts,
  type PriceImpact,
  type PriceOption,
  takesOneOption,
} from './option-types.ts';
import { parsePercent } from './percent.ts';

export type GroupRules = {
  /** The account's language, upper case: top-level texts are in it. */
  readonly language: string;
  /** A new code of a group or an option. */
  readonly newCode: () => string;
};

/** A group as it was sent for the first time. Refuses PRICE_OPTION_GROUP_INVALID, PRICE_OPTION_INTERVALS_OVERLAP. */
export const newGroup = (sent: SentGroup, rules: GroupRules): OptionGroup =>
  checked({
    code: sent.Code?.trim() || rules.newCode(),
    ...textsAfter(undefined, sent, rules),
    type: typeOf(sent.Type) ?? invalid('PriceOptionGroup.Type is required.'),
    required: sent.Required === true,
    usage: sent.Usage || null,
    usagePricingModel: sent.UsagePricingModel || null,
    options: optionsOf(sent, rules) ?? [],
  });

/**
 * A group after a client sent some members: those not sent stay, lists are replaced as a whole. Code and Required are
 * fixed: another Required is refused with PRICE_OPTION_GROUP_REQUIRED_FIXED, the rest as for a new group.
 */
export const changedGroup = (before: OptionGroup, sent: SentGroup, rules: GroupRules): OptionGroup => {
  if (sent.Required != null && sent.Required !== before.required) refuse(PRICE_OPTION_GROUP_REQUIRED_FIXED);
  const type = typeOf(sent.Type) ?? before.type;
  if (type === 'INTERVAL' && before.type !== type && !sent.Options) {
    invalid('A group that becomes INTERVAL needs options with ScaleMin and ScaleMax.');
  }
  return checked({
    ...before,
    ...textsAfter(before, sent, rules),
    type,
    usage: sent.Usage === undefined ? before.usage : sent.Usage || null,
    usagePricingModel: sent.UsagePricingModel === undefined ? before.usagePricingModel : sent.UsagePricingModel || null,
    options: optionsOf(sent, rules) ?? before.options,
  });
};

const invalid = (detail: string): never => refuse(PRICE_OPTION_GROUP_INVALID, detail);

const typeOf = (text: string | null | undefined): OptionGroupType | undefined =>
  text === 'RADIO' || text === 'CHECKBOX' || text === 'INTERVAL' || text === 'COMBO' ? text : undefined;

// ---- texts ----

type Texts = Pick<OptionGroup, 'name' | 'description' | 'translations'>;

/**
 * Top-level texts and the translation in the account's language are the same thing told twice. Clients change either:
 * the translation counts when it says something new, else the top level does.
 */
const textsAfter = (before: Texts | undefined, sent: SentGroup, { language }: GroupRules): Texts => {
  const translations = sent.Translations?.map((one) => translationOf(one, language));
  const own = translations?.find((one) => one.language === language);
  const name = newer(before?.name, own?.name || undefined, sent.Name?.trim() || undefined) ?? '';
  if (name === '') invalid('PriceOptionGroup.Name is required.');
  return {
    name,
    description: newer(before?.description, own?.description, sent.Description) ?? null,
    translations: translations?.filter((one) => one.language !== language) ?? before?.translations ?? [],
  };
};

const newer = <T>(before: T | undefined, translated: T | undefined, top: T | undefined): T | undefined => {
  if (translated !== undefined && translated !== null && translated !== before) return translated;
  return top === undefined ? before : top;
};

const translationOf = (sent: SentTranslation, language: string): OptionTexts => ({
  language: sent.Language?.trim() || language,
  name: sent.Name ?? '',
  description: sent.Description ?? null,
});

// ---- options ----

const optionsOf = ({ Options }: SentGroup, rules: GroupRules): readonly PriceOption[] | undefined =>
  Options?.map((sent) => ({
    code: sent.Code || rules.newCode(),
    name: sent.Name,
    description: sent.Description ?? null,
    translations: (sent.Translations ?? []).map((one) => translationOf(one, rules.language)),
    ...scaleOf(sent),
    subscriptionMonths: monthsOf(sent),
    impact: sent.PriceImpact == null ? null : impactOf(sent.PriceImpact, sent.Name),
    isDefault: sent.Default === true,
  }));

/** Limits that were not sent are kept as ones that no value lies between, for `checkScale` to find. */
const scaleOf = ({ ScaleMin, ScaleMax }: SentOption): Pick<PriceOption, 'scaleMin' | 'scaleMax'> =>
  ScaleMin == null || ScaleMax == null ? { scaleMin: 0, scaleMax: -1 } : { scaleMin: ScaleMin, scaleMax: ScaleMax };

const monthsOf = ({ SubscriptionImpact }: SentOption): number => {
  const months = SubscriptionImpact?.Months ?? 0;
  return SubscriptionImpact?.Impact === 'SUBTRACT' && months > 0 ? -months : months;
};

const impactOf = (sent: SentImpact, option: string): PriceImpact => {
  const terms = {
    on: sent.ImpactOn === 'GLOBAL' ? 'GLOBAL' : 'BASE',
    direction: sent.Impact === 'SUBTRACT' ? 'SUBTRACT' : 'ADD',
  } as const;
  const method = sent.Method ?? (sent.Percent == null ? 'FIXED' : 'PERCENT');
  if (method === 'FIXED') return { ...terms, method, amounts: amountsOf(sent.Amounts ?? [], option) };
  const percentPpm = parsePercent(sent.Percent ?? '');
  if (percentPpm === undefined) {
    return invalid(`The option ${option} needs a Percent from 0 to 100000 with at most four decimals.`);
  }
  return { ...terms, method: 'PERCENT', percentPpm };
};

const amountsOf = (sent: NonNullable<SentImpact['Amounts']>, option: string): readonly OptionAmount[] => {
  const amounts = sent.map(({ Currency, Amount }) => {
    if (!isCurrency(Currency)) return invalid(`There is no currency ${JSON.stringify(Currency)}.`);
    const amountMinor = parseAmount(Amount, Currency);
    if (amountMinor === undefined || amountMinor < 0n) return invalid(`${Amount} is no amount in ${Currency}.`);
    return { currency: Currency, amountMinor };
  });
  const currencies = new Set(amounts.map(({ currency }) => currency));
  if (currencies.size < amounts.length) invalid(`The option ${option} has two amounts of one currency.`);
  return amounts;
};

// ---- the group as a whole ----

const checked = (group: OptionGroup): OptionGroup => {
  const { options } = group;
  if (options.length === 0) invalid('A group needs at least one option.');
  const codes = new Set(options.map(({ code }) => code));
  if (codes.size < options.length) invalid('Two options of the group have one code.');
  if (group.required && isPayPerUsage(group)) invalid('A group that is paid per usage cannot be required.');
  if (takesOneOption(group) && options.filter(({ isDefault }) => isDefault).length > 1) {
    invalid(`Only one option of a ${group.type} group can be the default.`);
  }
  if (group.type !== 'INTERVAL') return { ...group, options: options.map(withoutScale) };
  checkScale(options);
  return group;
};

const withoutScale = (option: PriceOption): PriceOption => ({ ...option, scaleMin: 0, scaleMax: 0 });

const checkScale = (options: readonly PriceOption[]): void => {
  for (const { name, scaleMin, scaleMax } of options) {
    if (scaleMax < scaleMin) invalid(`The option ${name} of an INTERVAL group needs ScaleMin and a larger ScaleMax.`);
  }
  const sorted = [...options].sort((a, b) => a.scaleMin - b.scaleMin);
  sorted.forEach((option, index) => {
    const next = sorted[index + 1];
    if (next !== undefined && next.scaleMin <= option.scaleMax) {
      refuse(PRICE_OPTION_INTERVALS_OVERLAP, `The options ${option.name} and ${next.name} overlap.`);
    }
  });
};
