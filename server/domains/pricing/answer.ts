import { amountNumber } from '../../kit/money.ts';
import type { GroupAnswer } from './objects.ts';
import type { OptionGroup, OptionTexts, PriceImpact, PriceOption } from './rules/option-types.ts';
import { percentNumber } from './rules/percent.ts';

/** A group as the API tells it. Its texts in the account's language (upper case) also lead the translations. */
export const groupAnswer = (group: OptionGroup, language: string): GroupAnswer => ({
  Name: group.name,
  Description: group.description,
  Translations: [{ language, name: group.name, description: group.description }, ...group.translations].map(
    textsAnswer,
  ),
  Code: group.code,
  Type: group.type,
  Options: group.options.map(optionAnswer),
  Required: group.required,
  Usage: group.usage,
  UsagePricingModel: group.usagePricingModel,
});

const textsAnswer = ({ language, name, description }: OptionTexts) => ({
  Name: name,
  Description: description,
  Language: language,
});

const optionAnswer = (option: PriceOption): NonNullable<GroupAnswer['Options']>[number] => ({
  Code: option.code,
  Name: option.name,
  Description: option.description,
  Translations: option.translations.map(textsAnswer),
  ScaleMin: option.scaleMin,
  ScaleMax: option.scaleMax,
  SubscriptionImpact:
    option.subscriptionMonths === 0
      ? null
      : { Months: Math.abs(option.subscriptionMonths), Impact: option.subscriptionMonths < 0 ? 'SUBTRACT' : 'ADD' },
  PriceImpact: option.impact && impactAnswer(option.impact),
  Default: option.isDefault,
});

const impactAnswer = (impact: PriceImpact) => ({
  ImpactOn: impact.on,
  Impact: impact.direction,
  Method: impact.method,
  Percent: impact.method === 'PERCENT' ? percentNumber(impact.percentPpm) : null,
  Amounts:
    impact.method === 'PERCENT'
      ? []
      : impact.amounts.map(({ currency, amountMinor }) => ({
          Currency: currency,
          Amount: amountNumber(amountMinor, currency),
        })),
});
