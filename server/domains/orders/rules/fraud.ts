import type { FraudReview } from '../../accounts/index.ts';

/** What is looked at before the money of an order is collected. */
export type FraudFacts = {
  readonly isTest: boolean;
  /** What the gateway's own check said. */
  readonly heldByGateway: boolean;
  /** What is to be collected, in minor units of the account's currency; null when no rate to it is known. */
  readonly grossMinor: bigint | null;
  /** Of the payer, in any letter case. */
  readonly countryCode: string;
  readonly email: string;
};

/** HOLD: a person decides. REJECT: the money is let go. */
export type FraudVerdict = 'APPROVE' | 'HOLD' | 'REJECT';

/**
 * Judges a paid order by the account's rules. What is turned away goes before what is held. A test order is held when
 * the gateway says so, and by nothing else.
 */
export const fraudVerdict = (review: FraudReview, facts: FraudFacts): FraudVerdict => {
  if (review.mode === 'none') return 'APPROVE';
  if (facts.isTest) return facts.heldByGateway ? 'HOLD' : 'APPROVE';
  if (isBlocked(review, facts)) return 'REJECT';
  const isHeld = review.mode === 'all' || facts.heldByGateway || isLarge(review, facts);
  return isHeld ? 'HOLD' : 'APPROVE';
};

const isBlocked = ({ blockedCountries, blockedEmails }: FraudReview, { countryCode, email }: FraudFacts): boolean => {
  const address = email.trim().toLowerCase();
  return (
    blockedCountries.includes(countryCode.toUpperCase()) ||
    blockedEmails.some((blocked) => (blocked.startsWith('@') ? address.endsWith(blocked) : address === blocked))
  );
};

/** An amount that cannot be compared counts as large: a person looks at it. */
const isLarge = ({ holdAboveMinor }: FraudReview, { grossMinor }: FraudFacts): boolean =>
  holdAboveMinor !== null && (grossMinor === null || grossMinor > holdAboveMinor);
