import { GET } from '../../../api/method.ts';
import { method } from '../../method.ts';
import { UpSellDisplayType } from '../up-sell-objects.ts';

export const getDisplayType = method({
  name: 'getDisplayType',
  summary: 'Tells how upsell is shown: over the cart, which is the only way here.',
  versions: { since: '6.0' },
  params: {},
  result: UpSellDisplayType,
  rest: GET('/upsell/settings/'),
  refusals: [],
  examples: [{ title: 'over the cart', params: {}, answers: { UpsellingDisplayType: 'overlay' } }],
  effect: 'read',
  run: async () => ({ UpsellingDisplayType: 'overlay' }),
});
