import { POST } from '../../../api/method.ts';
import { flag, on } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import {
  PRICE_OPTION_GROUP_CODE_TAKEN,
  PRICE_OPTION_GROUP_INVALID,
  PRICE_OPTION_INTERVALS_OVERLAP,
} from '../errors.ts';
import { exampleGroup, exampleScale } from '../examples.ts';
import { PriceOptionGroup } from '../objects.ts';
import { addGroup } from '../save-group.ts';

export const addPriceOptionGroup = method({
  name: 'addPriceOptionGroup',
  summary: 'Creates a group of price options with its options. Codes that are not given are generated.',
  params: { PriceOptionGroup: on(PriceOptionGroup, { required: true }) },
  result: flag(),
  rest: POST('/priceoptions/', { body: 'PriceOptionGroup', status: 201 }),
  refusals: [PRICE_OPTION_GROUP_INVALID, PRICE_OPTION_INTERVALS_OVERLAP, PRICE_OPTION_GROUP_CODE_TAKEN],
  examples: [
    { title: 'one of two, at a percentage', params: { PriceOptionGroup: exampleGroup }, answers: true },
    { title: 'intervals of a scale', params: { PriceOptionGroup: exampleScale }, answers: true },
    {
      title: 'a group without options',
      params: { PriceOptionGroup: { ...exampleGroup, Options: [] } },
      refused: 'PRICE_OPTION_GROUP_INVALID',
    },
    {
      title: 'two intervals hold one value',
      params: {
        PriceOptionGroup: {
          ...exampleScale,
          Options: [
            { Name: 'Few', ScaleMin: 1, ScaleMax: 5 },
            { Name: 'Some', ScaleMin: 5, ScaleMax: 9 },
          ],
        },
      },
      refused: 'PRICE_OPTION_INTERVALS_OVERLAP',
    },
    {
      title: 'a code is used once',
      before: [{ call: 'addPriceOptionGroup', params: { PriceOptionGroup: exampleGroup } }],
      params: { PriceOptionGroup: exampleGroup },
      refused: 'PRICE_OPTION_GROUP_CODE_TAKEN',
    },
  ],
  effect: 'write',
  run: async (call, { PriceOptionGroup: sent }) => {
    await addGroup(call, sent);
    return true;
  },
});
