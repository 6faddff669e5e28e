import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { withOptionGroup } from '../../examples.ts';
import { method } from '../../method.ts';
import { groupAnswer } from '../answer.ts';
import { PRICE_OPTION_GROUP_NOT_FOUND } from '../errors.ts';
import { PriceOptionGroup } from '../objects.ts';
import { languageOf } from '../save-group.ts';
import { findOptionGroup } from '../store.ts';

export const getPriceOptionGroup = method({
  name: 'getPriceOptionGroup',
  summary: 'Reads one group of price options with its options.',
  params: { groupCode: text({ required: true, max: 255 }) },
  result: PriceOptionGroup,
  rest: GET('/priceoptions/{groupCode}/'),
  refusals: [PRICE_OPTION_GROUP_NOT_FOUND],
  examples: [
    {
      title: 'a group of two options',
      before: withOptionGroup,
      params: { groupCode: 'SUPPORT' },
      answers: {
        Name: 'Support',
        Translations: [{ Name: 'Support', Language: 'EN' }],
        Code: 'SUPPORT',
        Type: 'RADIO',
        Required: false,
        Options: [
          { Code: 'email', Default: true, PriceImpact: null },
          { Code: 'phone', Default: false, PriceImpact: { ImpactOn: 'BASE', Impact: 'ADD', Percent: 25, Amounts: [] } },
        ],
      },
    },
    { title: 'a code that there is not', params: { groupCode: 'NONE' }, refused: 'PRICE_OPTION_GROUP_NOT_FOUND' },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { groupCode }) => {
    const group = (await findOptionGroup(db, merchant.id, groupCode)) ?? refuse(PRICE_OPTION_GROUP_NOT_FOUND);
    return groupAnswer(group, languageOf(merchant));
  },
});
