import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { CrossSellTexts } from '../objects.ts';
import { textsIn } from '../rules/texts.ts';

export const getCrossSellTexts = method({
  name: 'getCrossSellTexts',
  summary: 'Tells the heading above recommendations in a language, in English where there is no other.',
  versions: { since: '6.0' },
  params: { LanguageCode: text({ required: true, max: 16, aliases: ['Language'], about: 'Two letters' }) },
  result: CrossSellTexts,
  rest: GET('/crosssells/texts/{LanguageCode}/'),
  refusals: [],
  examples: [
    {
      title: 'in German',
      params: { LanguageCode: 'de' },
      answers: { Title: 'Das könnte Ihnen auch gefallen', Language: 'de' },
    },
    { title: 'in a language without texts', params: { LanguageCode: 'eo' }, answers: { Language: 'en' } },
  ],
  effect: 'read',
  run: async (_call, { LanguageCode }) => textsIn(LanguageCode),
});
