import { POST } from '../../../api/method.ts';
import { flag, on } from '../../../api/schema.ts';
import { exampleOptionGroup } from '../../examples.ts';
import { method } from '../../method.ts';
import {
  PRICE_OPTION_GROUP_CODE_TAKEN,
  PRICE_OPTION_GROUP_INVALID,
  PRICE_OPTION_INTERVALS_OVERLAP,
} from '../errors.ts';
import { PriceOptionGroup } from '../objects.ts';
import { addGroup } from '../save-group.ts';

const exampleScale = {
  Name: 'Seats',
  Code: 'SEATS',
  Type: 'INTERVAL',
  Required: false,
  Options: [
    { Code: 'few', Name: 'Up to ten', ScaleMin: 1, ScaleMax: 10 },
    {
      Code: 'many',
      Name: 'Up to a hundred',
      ScaleMin: 11,
      ScaleMax: 100,
      PriceImpact: { Impact: 'ADD', Method: 'FIXED', Amounts: [{ Currency: 'EUR', Amount: 5 }] },
    },
  ],
};

export const addPriceOptionGroup = method({
  name: 'addPriceOptionGroup',
  summary: 'Creates a group of price options with its options. Codes that are not given are generated.',
  params: { PriceOptionGroup: on(PriceOptionGroup, { required: true }) },
  result: flag(),
  rest: POST('/priceoptions/', { body: 'PriceOptionGroup', status: 201 }),
  refusals: [PRICE_OPTION_GROUP_INVALID, PRICE_OPTION_INTERVALS_OVERLAP, PRICE_OPTION_GROUP_CODE_TAKEN],
  examples: [
    { title: 'one of two, at a percentage', params: { PriceOptionGroup: exampleOptionGroup }, answers: true },
    { title: 'intervals of a scale', params: { PriceOptionGroup: exampleScale }, answers: true },
    {
      title: 'a group without options',
      params: { PriceOptionGroup: { ...exampleOptionGroup, Options: [] } },
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
      before: [{ call: 'addPriceOptionGroup', params: { PriceOptionGroup: exampleOptionGroup } }],
      params: { PriceOptionGroup: exampleOptionGroup },
      refused: 'PRICE_OPTION_GROUP_CODE_TAKEN',
    },
  ],
  effect: 'write',
  run: async (call, { PriceOptionGroup: sent }) => {
    await addGroup(call, sent);
    return true;
  },
});
