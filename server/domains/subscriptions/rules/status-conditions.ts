import { type RawBuilder, sql } from 'kysely';
import type { SubscriptionStatus } from './status.ts';

/*
 * statusOf in SQL, for a statement in which the subscription is s. Each condition stands alone, so that the rows of one
 * status are found without computing that of the others; the table of cases holds both to each other.
 */

/** Whether a subscription has a status at an instant. */
export const hasStatus = (status: SubscriptionStatus, at: Date): RawBuilder<unknown> => {
  switch (status) {
    case 'CANCELED':
      return sql`NOT s.enabled`;
    case 'PENDING_ACTIVATION':
      // What is still to begin was bought before, and an index has the few that did not begin at once.
      return sql`s.enabled AND s.starts_at > ${at} AND s.starts_at > s.purchased_at`;
    case 'ACTIVE':
      return sql`${begun(at)} AND (s.expires_at IS NULL OR s.expires_at > ${at})`;
    case 'PAUSED':
      return sql`${over(at)} AND s.resumes_at > ${at}`;
    case 'PASTDUE':
      return sql`${over(at)} AND ${notPaused(at)} AND (s.grace_days IS NULL OR ${endOfGrace} > ${at})`;
    case 'EXPIRED':
      return sql`${over(at)} AND ${notPaused(at)} AND ${endOfGrace} <= ${at}`;
  }
};

const begun = (at: Date) => sql`s.enabled AND s.starts_at <= ${at}`;

const over = (at: Date) => sql`${begun(at)} AND s.expires_at <= ${at}`;

const notPaused = (at: Date) => sql`(s.resumes_at IS NULL OR s.resumes_at <= ${at})`;

/** Null: without end. */
const endOfGrace = sql`greatest(s.expires_at, s.resumes_at) + make_interval(hours => 24 * s.grace_days)`;

/** The column in whose order an index gives the rows of a status without a look at the others. */
export const orderOfStatus = (status: SubscriptionStatus): string => {
  switch (status) {
    case 'PENDING_ACTIVATION':
      return 'starts_at';
    case 'PAUSED':
      return 'resumes_at';
    case 'PASTDUE':
    case 'EXPIRED':
      return 'expires_at';
    default:
      return 'purchased_at';
  }
};
