import { integer, object } from './schema.ts';

/** The page that a search asks for and answers; one shape for all searches, since they share one name on the wire. */
export const Pagination = object('Pagination', {
  Page: integer({ min: 0, max: 10_000_000 }),
  Limit: integer({ min: 0, max: 100_000 }),
  Count: integer({ readonly: true, about: 'How many there are on all pages.' }),
});
