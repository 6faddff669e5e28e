import type { CardDetails, CardFacts } from '../cards.ts';
import { cardBrandOf, cardFacts, digitsOf, isCardNumber, isExpiration, isExpired, isSecurityCode } from '../cards.ts';
import type { DeclineReason } from '../declines.ts';
import { isDeclineReason } from '../declines.ts';
import type { AuthoriseRequest, BrowserAddresses } from '../port.ts';
import type { MethodName } from './methods.ts';
import type { Behaviour } from './test-cards.ts';
import { liveBehaviourOf, OFF_SESSION_DECLINES, testBehaviourOf } from './test-cards.ts';

/** All that the simulator remembers of a means to pay. */
export type Means = {
  method: MethodName;
  /** null: it is no card. */
  facts: CardFacts | null;
  testBehaviour: Behaviour;
  liveBehaviour: Behaviour;
  /** How often it was declined while no shopper was there; only of stored means. */
  offSessionDeclines: number;
};

export type KnownCard = Means & { facts: CardFacts };

/** What a card can come to. */
export type CardVerdict =
  | { state: 'APPROVED'; review: 'NONE' | 'HOLD'; late: boolean }
  | { state: 'DECLINED'; reason: DeclineReason }
  | { state: 'CHALLENGED'; browser: BrowserAddresses; passes: boolean };

/** What the verdict on a means depends on, beside the means. */
export type Occasion = Pick<AuthoriseRequest, 'at' | 'offSession' | 'testOrder' | 'browser' | 'paymentMethod'>;

/** Reads a card as typed; answers the first thing that is wrong with it. A missing security code is no fault here. */
export function readCard(card: CardDetails, at: Date): KnownCard | DeclineReason {
  const digits = digitsOf(card.number);
  if (!isCardNumber(digits)) return 'INVALID_CARD_NUMBER';
  const brand = cardBrandOf(digits, card.type);
  if (brand === null) return 'UNSUPPORTED_CARD';
  if (!isExpiration(card.expirationMonth, card.expirationYear)) return 'INVALID_EXPIRATION_DATE';
  if (isExpired(card.expirationMonth, card.expirationYear, at)) return 'EXPIRED_CARD';
  if (card.securityCode !== null && !isSecurityCode(card.securityCode)) return 'INVALID_CVV';
  return {
    method: 'CARD',
    facts: cardFacts(brand, digits, card.expirationMonth, card.expirationYear),
    testBehaviour: testBehaviourOf(card.holderName),
    liveBehaviour: liveBehaviourOf(digits),
    offSessionDeclines: 0,
  };
}

/** Decides an authorisation with a card, or with an account that was stored. */
export function judge(means: Means, occasion: Occasion): CardVerdict {
  if (means.facts !== null && isOver(means.facts, occasion.at)) return { state: 'DECLINED', reason: 'EXPIRED_CARD' };
  if (!hasAcceptableCode(occasion)) return { state: 'DECLINED', reason: 'INVALID_CVV' };
  return behave(means, occasion.testOrder ? means.testBehaviour : means.liveBehaviour, occasion);
}

function isOver({ expirationMonth, expirationYear }: CardFacts, at: Date): boolean {
  return isExpired(Number(expirationMonth), 2000 + Number(expirationYear), at);
}

/** A shopper who types a card types its code too; a stored card may be used without. */
function hasAcceptableCode({ paymentMethod, offSession }: Occasion): boolean {
  if (paymentMethod.kind !== 'CARD' && paymentMethod.kind !== 'TOKEN') return true;
  if (paymentMethod.securityCode !== null) return isSecurityCode(paymentMethod.securityCode);
  return offSession || paymentMethod.kind === 'TOKEN';
}

const APPROVED = { state: 'APPROVED', review: 'NONE', late: false } as const;

function behave(means: Means, behaviour: Behaviour, occasion: Occasion): CardVerdict {
  if (isDeclineReason(behaviour)) return { state: 'DECLINED', reason: behaviour };
  switch (behaviour) {
    case 'APPROVES':
      return APPROVED;
    case 'IS_HELD':
      return { ...APPROVED, review: 'HOLD' };
    case 'ANSWERS_LATE':
      return { ...APPROVED, late: true };
    case 'ASKS_CONFIRMATION':
      // A card that was confirmed before pays unconfirmed without its shopper, as banks allow for agreed renewals.
      return occasion.offSession ? APPROVED : challenge(occasion, true);
    case 'FAILS_CONFIRMATION':
      return challenge(occasion, false);
    case 'ASKS_EVERY_TIME':
      return challenge(occasion, true);
    default:
      return occasion.offSession ? withoutShopper(means, behaviour) : APPROVED;
  }
}

function withoutShopper({ offSessionDeclines }: Means, behaviour: Behaviour): CardVerdict {
  const rule = OFF_SESSION_DECLINES[behaviour];
  return rule === undefined || offSessionDeclines >= rule.times ? APPROVED : { state: 'DECLINED', reason: rule.reason };
}

function challenge({ offSession, browser }: Occasion, passes: boolean): CardVerdict {
  if (offSession || browser === null) return { state: 'DECLINED', reason: 'AUTHENTICATION_REQUIRED' };
  return { state: 'CHALLENGED', browser, passes };
}
