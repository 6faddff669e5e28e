/** Why a bank says no, in Stripe's words. */
export type Decline = { readonly code: string; readonly declineCode?: string; readonly adviceCode?: string };

/** What happens to the card of a number; an empty behaviour pays. */
export type CardBehaviour = {
  /** Refused before it reaches the vault. */
  readonly rejected?: Decline;
  readonly declined?: Decline;
  /** Pays while the shopper is there, and not without. */
  readonly declinedOffSession?: Decline;
  /** UNLESS_SET_UP: once it was kept with its holder's consent, the bank asks no more. */
  readonly authenticates?: 'ALWAYS' | 'UNLESS_SET_UP';
  /** The bank declines although the holder confirmed. */
  readonly declinedWhenConfirmed?: Decline;
  /** The bank does not accept the confirmation. */
  readonly failsAuthentication?: true;
  readonly goesToReview?: true;
};

const declined = (declineCode: string, adviceCode?: string): CardBehaviour => ({
  declined: { code: 'card_declined', declineCode, ...(adviceCode !== undefined && { adviceCode }) },
});

/**
 * The numbers are those that Stripe publishes for its test mode, with what they do there as far as the published table
 * says. Where it says nothing of a case, or a test needs one that Stripe cannot be made to show, the line says "ours".
 */
export const CARDS: Readonly<Record<string, CardBehaviour>> = {
  '4242424242424242': {},
  '4000056655665556': {},
  '5555555555554444': {},
  '5200828282828210': {},
  '378282246310005': {},
  '6011111111111117': {},
  '3566002020360505': {},
  '30569309025904': {},
  '6200000000000005': {},
  '4000000000000002': declined('generic_decline'),
  '4000000000009995': declined('insufficient_funds'),
  '4000000000009987': declined('lost_card'),
  '4000000000009979': declined('stolen_card'),
  '4000000000006975': declined('card_velocity_exceeded'),
  '4100000000000019': declined('fraudulent'),
  '4000000000000069': { declined: { code: 'expired_card', declineCode: 'expired_card' } },
  '4000000000000127': { declined: { code: 'incorrect_cvc', declineCode: 'incorrect_cvc' } },
  '4000000000000119': { declined: { code: 'processing_error', declineCode: 'processing_error' } },
  // Ours: banks say these, but no published number makes the test mode say them.
  '4000000000000010': declined('do_not_honor'),
  '4000000000000028': declined('generic_decline', 'do_not_try_again'),
  '4000000000000036': declined('card_not_supported'),
  '4242424242424241': { rejected: { code: 'incorrect_number' } },
  // Ours is that the first payment succeeds; Stripe only says that the card can be kept and fails when it is charged.
  '4000000000000341': { declinedOffSession: { code: 'card_declined', declineCode: 'generic_decline' } },
  '4000000000009235': { goesToReview: true },
  '4000002500003155': { authenticates: 'UNLESS_SET_UP' },
  '4000002760003184': { authenticates: 'ALWAYS' },
  '4000000000003220': { authenticates: 'UNLESS_SET_UP' },
  '4000008400001629': {
    authenticates: 'ALWAYS',
    declinedWhenConfirmed: { code: 'card_declined', declineCode: 'generic_decline' },
  },
  '4000008260003178': {
    authenticates: 'ALWAYS',
    declinedWhenConfirmed: { code: 'card_declined', declineCode: 'insufficient_funds' },
  },
  // Ours: a holder who cannot be authenticated whatever he clicks.
  '4000000000003097': { authenticates: 'ALWAYS', failsAuthentication: true },
};

/** Any other number is a real card, which the test mode does not take. */
export const behaviourOf = (number: string): CardBehaviour => CARDS[number] ?? declined('test_mode_live_card');

const BRANDS: readonly (readonly [string, RegExp])[] = [
  ['visa', /^4/],
  ['mastercard', /^(5[1-5]|2[2-7])/],
  ['amex', /^3[47]/],
  ['discover', /^(6011|65)/],
  ['diners', /^3[068]/],
  ['jcb', /^35/],
  ['unionpay', /^62/],
];

export const stripeBrandOf = (number: string): string =>
  BRANDS.find(([, numbers]) => numbers.test(number))?.[0] ?? 'unknown';
