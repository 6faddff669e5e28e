import { PUT } from '../../../api/method.ts';
import { flag, on } from '../../../api/schema.ts';
import { exampleOptionGroup, withOptionGroup } from '../../examples.ts';
import { method } from '../../method.ts';
import {
  PRICE_OPTION_GROUP_INVALID,
  PRICE_OPTION_GROUP_NOT_FOUND,
  PRICE_OPTION_GROUP_REQUIRED_FIXED,
  PRICE_OPTION_INTERVALS_OVERLAP,
} from '../errors.ts';
import { PriceOptionGroup } from '../objects.ts';
import { changeGroup } from '../save-group.ts';

export const updatePriceOptionGroup = method({
  name: 'updatePriceOptionGroup',
  summary:
    'Changes the group of price options of the code inside the object. Members that are not sent stay; options are ' +
    'replaced as a whole.',
  params: { PriceOptionsGroup: on(PriceOptionGroup, { required: true }) },
  result: flag(),
  rest: PUT('/priceoptions/{Code}/', { body: 'PriceOptionsGroup' }),
  refusals: [
    PRICE_OPTION_GROUP_NOT_FOUND,
    PRICE_OPTION_GROUP_REQUIRED_FIXED,
    PRICE_OPTION_GROUP_INVALID,
    PRICE_OPTION_INTERVALS_OVERLAP,
  ],
  examples: [
    {
      title: 'a new name, as the translation of the account’s language',
      before: withOptionGroup,
      params: {
        PriceOptionsGroup: {
          ...exampleOptionGroup,
          Translations: [{ Name: 'Help', Description: null, Language: 'EN' }],
        },
      },
      answers: true,
    },
    {
      title: 'whether the shopper has to choose is fixed',
      before: withOptionGroup,
      params: { PriceOptionsGroup: { ...exampleOptionGroup, Required: true } },
      refused: 'PRICE_OPTION_GROUP_REQUIRED_FIXED',
    },
    {
      title: 'letter case of the code counts',
      before: withOptionGroup,
      params: { PriceOptionsGroup: { ...exampleOptionGroup, Code: 'support' } },
      refused: 'PRICE_OPTION_GROUP_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { PriceOptionsGroup: sent }) => {
    await changeGroup(call, sent);
    return true;
  },
});
