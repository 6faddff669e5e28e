import { INVALID_PARAMETER, refuse } from '../../api/errors.ts';
import { integer, list } from '../../api/schema.ts';

/** Hours after expiry at which a failed charge is tried again: at 20 hours, on the next day and on the third. */
export const DEFAULT_RETRY_HOURS: readonly number[] = [20, 44, 72];

/** As little as the platform allows before the first of them and between two. */
const LEAST_HOURS = 20;
const MOST_HOURS = 24 * 366;
const MOST_RETRIES = 20;

/** The members of an account's settings that steer automatic renewals. */
export const renewalSettings = {
  retryHours: list(integer({ min: LEAST_HOURS, max: MOST_HOURS }), { max: MOST_RETRIES }),
} as const;

/** Refuses INVALID_PARAMETER, naming the path, for hours that are too close to each other or out of order. */
export const checkRetryHours = (given: readonly number[] | null | undefined, path: string): void => {
  for (const [index, hours] of (given ?? []).entries()) {
    const before = index === 0 ? 0 : (given?.[index - 1] ?? 0);
    if (hours - before < LEAST_HOURS) {
      refuse(INVALID_PARAMETER, `${path}: charges are at least ${LEAST_HOURS} hours apart.`);
    }
  }
};
