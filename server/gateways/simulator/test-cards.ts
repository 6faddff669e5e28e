import type { DeclineReason } from '../declines.ts';
import { isDeclineReason } from '../declines.ts';

/**
 * What a simulated card, or another means to pay, does: one of the words below, or the reason for which it is always
 * declined. The word is stored with tokens, so that a stored card goes on as it began; do not rename one without a
 * migration.
 */
export type Behaviour = Special | DeclineReason;

const SPECIALS = [
  'APPROVES',
  /** Authorised, and held by the fraud check. */
  'IS_HELD',
  /** Authorised at once, answered late. */
  'ANSWERS_LATE',
  /** Asks for 3-D Secure and succeeds once the shopper has confirmed. */
  'ASKS_CONFIRMATION',
  /** Asks for 3-D Secure, and the bank refuses the confirmation. */
  'FAILS_CONFIRMATION',
  /** Like ASKS_CONFIRMATION, and nothing is paid when no shopper is there to confirm. */
  'ASKS_EVERY_TIME',
  // Authorised while the shopper is there; what happens without is in OFF_SESSION_DECLINES.
  'DECLINES_OFF_SESSION',
  'SHORT_ONCE',
  'SHORT_TWICE',
  'SHORT_3_TIMES',
  'SHORT_6_TIMES',
  'EXPIRED_OFF_SESSION',
  'REVOKED_OFF_SESSION',
] as const;

type Special = (typeof SPECIALS)[number];

/**
 * Why stored means are declined when the merchant charges them alone, and how many times before they pay. Declines are
 * counted for each token.
 */
export const OFF_SESSION_DECLINES: Partial<Record<Behaviour, { reason: DeclineReason; times: number }>> = {
  DECLINES_OFF_SESSION: { reason: 'CARD_DECLINED', times: Number.POSITIVE_INFINITY },
  SHORT_ONCE: { reason: 'INSUFFICIENT_FUNDS', times: 1 },
  SHORT_TWICE: { reason: 'INSUFFICIENT_FUNDS', times: 2 },
  SHORT_3_TIMES: { reason: 'INSUFFICIENT_FUNDS', times: 3 },
  SHORT_6_TIMES: { reason: 'INSUFFICIENT_FUNDS', times: 6 },
  EXPIRED_OFF_SESSION: { reason: 'EXPIRED_CARD', times: Number.POSITIVE_INFINITY },
  REVOKED_OFF_SESSION: { reason: 'INVALID_TOKEN', times: Number.POSITIVE_INFINITY },
};

export function isBehaviour(text: string): text is Behaviour {
  return SPECIALS.some((special) => special === text) || isDeclineReason(text);
}

/**
 * TEST orders: the card holder's name decides, whatever the (valid) card. Every other name is authorised like John Doe.
 * The names are this project's own choice; of the platform only John Doe and the existence of Red Doe are known.
 */
export const TEST_HOLDERS: Readonly<Record<string, Behaviour>> = {
  'John Doe': 'APPROVES',
  'Red Doe': 'CARD_DECLINED',
  'Poor Doe': 'INSUFFICIENT_FUNDS',
  'Expired Doe': 'EXPIRED_CARD',
  'Lost Doe': 'LOST_CARD',
  'Stolen Doe': 'STOLEN_CARD',
  'Honor Doe': 'DO_NOT_HONOR',
  'Limit Doe': 'LIMIT_EXCEEDED',
  'Code Doe': 'INVALID_CVV',
  'Number Doe': 'INVALID_CARD_NUMBER',
  'Kind Doe': 'UNSUPPORTED_CARD',
  'Error Doe': 'PROCESSING_ERROR',
  'Fraud Doe': 'IS_HELD',
  'Slow Doe': 'ANSWERS_LATE',
  'Renewal Doe': 'DECLINES_OFF_SESSION',
  'Once Doe': 'SHORT_ONCE',
  'Twice Doe': 'SHORT_TWICE',
  'Thrice Doe': 'SHORT_3_TIMES',
  'Often Doe': 'SHORT_6_TIMES',
  'Outdated Doe': 'EXPIRED_OFF_SESSION',
  'Revoked Doe': 'REVOKED_OFF_SESSION',
};

/** Live orders (payment type CC and stored cards): the simulator is a bank that issued just these cards. */
export const LIVE_CARDS: Readonly<Record<string, Behaviour>> = {
  '4242424242424242': 'APPROVES',
  '5200828282828210': 'APPROVES',
  '371449635398431': 'APPROVES',
  '6011000990139424': 'APPROVES',
  '3566002020360505': 'APPROVES',
  '6759649826438453': 'APPROVES',
  '4000000000000002': 'CARD_DECLINED',
  '4000000000009995': 'INSUFFICIENT_FUNDS',
  '4000000000000069': 'EXPIRED_CARD',
  '4000000000009987': 'LOST_CARD',
  '4000000000009979': 'STOLEN_CARD',
  '4000000000005050': 'DO_NOT_HONOR',
  '4000000000006975': 'LIMIT_EXCEEDED',
  '4000000000000127': 'INVALID_CVV',
  '4000000000009904': 'UNSUPPORTED_CARD',
  '4000000000000119': 'PROCESSING_ERROR',
  '4000000000009235': 'IS_HELD',
  '4000000000007775': 'ANSWERS_LATE',
  '4000000000000341': 'DECLINES_OFF_SESSION',
  '4000000000003105': 'SHORT_ONCE',
  '4000000000003204': 'SHORT_TWICE',
  '4000000000003303': 'SHORT_3_TIMES',
  '4000000000003600': 'SHORT_6_TIMES',
  '4000000000003469': 'EXPIRED_OFF_SESSION',
  '4000000000003477': 'REVOKED_OFF_SESSION',
  '4000000000003485': 'ASKS_EVERY_TIME',
  '4000000000003220': 'ASKS_CONFIRMATION',
  '4000008400001629': 'FAILS_CONFIRMATION',
};

/** PayPal accounts with a story: what stands before the @ of an address at any `example.…` domain. */
export const PAYPAL_BUYERS: Readonly<Record<string, Behaviour>> = {
  poor: 'INSUFFICIENT_FUNDS',
  held: 'IS_HELD',
  renewal: 'DECLINES_OFF_SESSION',
  twice: 'SHORT_TWICE',
  revoked: 'REVOKED_OFF_SESSION',
};

/** What the PayPal account with this e-mail address does. */
export function buyerBehaviourOf(email: string): Behaviour {
  const [, name = ''] = /^([^@]+)@example\./i.exec(email.trim()) ?? [];
  const known = name.toLowerCase();
  return Object.hasOwn(PAYPAL_BUYERS, known) ? (PAYPAL_BUYERS[known] ?? 'APPROVES') : 'APPROVES';
}

const HOLDERS_BY_NAME = new Map(Object.entries(TEST_HOLDERS).map(([name, does]) => [plainName(name), does]));

/** What a TEST order with this card holder does; letter case and extra blanks do not matter. */
export function testBehaviourOf(holderName: string): Behaviour {
  return HOLDERS_BY_NAME.get(plainName(holderName)) ?? 'APPROVES';
}

/**
 * What a live order with this number does. Numbers that the simulator did not issue are declined, the public test
 * numbers 4111111111111111 and 5555555555554444 among them, as the platform does; a real card is never "charged" here.
 */
export function liveBehaviourOf(digits: string): Behaviour {
  return Object.hasOwn(LIVE_CARDS, digits) ? (LIVE_CARDS[digits] ?? 'CARD_DECLINED') : 'CARD_DECLINED';
}

/** What a card does of which only the last four digits are known, as wallets tell them; unknown ones are authorised. */
export function behaviourOfLastDigits(lastDigits: string): Behaviour {
  const number = Object.keys(LIVE_CARDS).find((digits) => digits.endsWith(lastDigits));
  return number === undefined ? 'APPROVES' : liveBehaviourOf(number);
}

function plainName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
