import { GET } from '../../../api/method.ts';
import { integer, object, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { refundPage } from '../listing.ts';
import { RefundList } from './objects.ts';

const RefundListOptions = object('RefundListOptions', {
  State: text({
    oneOf: ['PENDING', 'APPROVED', 'WAITING_DISPUTE', 'REQUESTED', 'DONE', 'REFUSED', 'CANCELED'],
    about: 'Those that are not ended when absent',
  }),
  Limit: integer({ min: 0, about: '50 when absent, 200 at most' }),
  Before: text({ about: 'Next of the page before' }),
});

export const listRefunds = method({
  name: 'internalListRefunds',
  summary: 'Lists refunds for people, newest first.',
  params: { Options: RefundListOptions },
  result: RefundList,
  rest: GET('/refunds/', { query: 'Options' }),
  refusals: [],
  examples: [],
  effect: 'read',
  run: (call, { Options }) =>
    refundPage(call.db, call.merchant, {
      state: Options?.State ?? null,
      limit: Options?.Limit ?? null,
      before: Options?.Before ?? null,
    }),
});
