/** Reasons of an account that has none of its own; all of them occur in public samples and clients. */
const PLATFORM_REASONS = ['Other', 'Duplicate purchase', 'Unwanted auto-renewal', 'Cancellation'];

/**
 * The reason as it is kept: one of the account's, or of the platform's when the account has none. Letter case and blanks
 * around it do not count. Undefined when it is none of them.
 */
export const reasonOf = (sent: string, ofAccount: readonly string[]): string | undefined => {
  const wanted = sent.trim().toLowerCase();
  return (ofAccount.length > 0 ? ofAccount : PLATFORM_REASONS).find((known) => known.toLowerCase() === wanted);
};
