import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';

export const getTimezone = method({
  name: 'getTimezone',
  summary: 'Answers the time zone of the account, in which dates and times of the API are told.',
  params: {},
  result: text({ about: 'A name such as Europe/Berlin, or a distance such as GMT+02:00' }),
  rest: GET('/timezone/'),
  refusals: [],
  examples: [{ title: 'the zone of the account', params: {} }],
  effect: 'read',
  run: async ({ merchant }) => merchant.timeZone,
});
