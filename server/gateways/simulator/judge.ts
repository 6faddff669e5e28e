import type { CardDetails, CardFacts } from '../cards.ts';
import { cardBrandOf, cardFacts, digitsOf, isCardNumber, isExpiration, isExpired, isSecurityCode } from '../cards.ts';
import type { DeclineReason } from '../declines.ts';
import { isDeclineReason } from '../declines.ts';
import type { AuthoriseRequest, ThreeDSecure } from '../port.ts';
import type { Behaviour } from './test-cards.ts';
import { liveBehaviourOf, testBehaviourOf } from './test-cards.ts';

/** All that the simulator remembers of a card. */
export type KnownCard = { facts: CardFacts; testBehaviour: Behaviour; liveBehaviour: Behaviour };

export type Verdict =
  | { state: 'APPROVED'; review: 'NONE' | 'HOLD'; late: boolean }
  | { state: 'DECLINED'; reason: DeclineReason }
  | { state: 'CHALLENGED'; threeDSecure: ThreeDSecure; passes: boolean };

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
    facts: cardFacts(brand, digits, card.expirationMonth, card.expirationYear),
    testBehaviour: testBehaviourOf(card.holderName),
    liveBehaviour: liveBehaviourOf(digits),
  };
}

/** Decides an authorisation with a card that could be read. */
export function judge(card: KnownCard, request: AuthoriseRequest): Verdict {
  const { paymentMethod, at, offSession } = request;
  if (isExpired(Number(card.facts.expirationMonth), 2000 + Number(card.facts.expirationYear), at)) {
    return { state: 'DECLINED', reason: 'EXPIRED_CARD' };
  }
  if (!hasAcceptableCode(paymentMethod, offSession)) return { state: 'DECLINED', reason: 'INVALID_CVV' };
  return behave(request.testOrder ? card.testBehaviour : card.liveBehaviour, request);
}

/** A shopper who types a card types its code too; a stored card may be used without. */
function hasAcceptableCode(paymentMethod: AuthoriseRequest['paymentMethod'], offSession: boolean): boolean {
  if (paymentMethod.securityCode !== null) return isSecurityCode(paymentMethod.securityCode);
  return offSession || paymentMethod.kind === 'TOKEN';
}

function behave(behaviour: Behaviour, request: AuthoriseRequest): Verdict {
  if (isDeclineReason(behaviour)) return { state: 'DECLINED', reason: behaviour };
  switch (behaviour) {
    case 'APPROVES':
      return { state: 'APPROVED', review: 'NONE', late: false };
    case 'IS_HELD':
      return { state: 'APPROVED', review: 'HOLD', late: false };
    case 'ANSWERS_LATE':
      return { state: 'APPROVED', review: 'NONE', late: true };
    case 'DECLINES_OFF_SESSION':
      if (request.offSession) return { state: 'DECLINED', reason: 'CARD_DECLINED' };
      return { state: 'APPROVED', review: 'NONE', late: false };
    case 'ASKS_CONFIRMATION':
      return challenge(request, true);
    case 'FAILS_CONFIRMATION':
      return challenge(request, false);
  }
}

/** Without a shopper a card that was confirmed before pays unconfirmed, as banks allow for agreed renewals. */
function challenge(request: AuthoriseRequest, passes: boolean): Verdict {
  if (request.offSession) {
    return passes
      ? { state: 'APPROVED', review: 'NONE', late: false }
      : { state: 'DECLINED', reason: 'AUTHENTICATION_REQUIRED' };
  }
  if (request.threeDSecure === null) return { state: 'DECLINED', reason: 'AUTHENTICATION_REQUIRED' };
  return { state: 'CHALLENGED', threeDSecure: request.threeDSecure, passes };
}
