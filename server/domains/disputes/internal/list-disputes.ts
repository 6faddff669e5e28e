import { GET } from '../../../api/method.ts';
import { integer, object, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { DISPUTE_STATES, disputePage } from '../listing.ts';
import { DisputeList } from './objects.ts';

const DisputeListOptions = object('DisputeListOptions', {
  State: text({ oneOf: DISPUTE_STATES, about: 'Open ones when absent' }),
  Limit: integer({ min: 0, about: '50 when absent, 200 at most' }),
  Before: text({ about: 'Next of the page before' }),
});

export const listDisputes = method({
  name: 'internalListDisputes',
  summary: 'Lists disputes for people, newest first.',
  params: { Options: DisputeListOptions },
  result: DisputeList,
  rest: GET('/disputes/', { query: 'Options' }),
  refusals: [],
  examples: [],
  effect: 'read',
  run: (call, { Options }) =>
    disputePage(call.db, call.merchant, {
      state: Options?.State ?? null,
      limit: Options?.Limit ?? null,
      before: Options?.Before ?? null,
    }),
});
