import type { Db } from '../../db/database.ts';
import type { CardDetails } from '../cards.ts';
import type { DeclineReason } from '../declines.ts';
import { newPaymentReference } from './authorising.ts';
import { newChallenge } from './challenges.ts';
import type { KnownCard } from './judge.ts';
import { judge } from './judge.ts';
import type { PageResult, PageRow } from './pages.ts';
import { decidePage } from './pages.ts';
import { buyerBehaviourOf } from './test-cards.ts';
import { newToken } from './tokens.ts';

/** How long money takes that the shopper promised on a page, by the merchant's clock. */
const LATER_MS = 86_400_000;

const NOTHING = { reason: null, review: 'NONE', card: null, kept: null, challenge: null } as const;
const NO_MONEY = { paymentReference: null, dueAt: null };

/** What the shopper can do on a page without a card. */
export type Choice = 'PAID' | 'PAID_LATER' | 'CANCELLED' | 'FAILED';

const REFUSED: Readonly<Record<'CANCELLED' | 'FAILED' | 'EXPIRED', DeclineReason>> = {
  CANCELLED: 'CANCELLED_BY_SHOPPER',
  FAILED: 'REFUSED_BY_PROVIDER',
  EXPIRED: 'PAGE_EXPIRED',
};

/** Ends a page whose time is over; no effect on a page that is decided, or that has time left. */
export async function expirePage(db: Db, token: string, at: Date): Promise<void> {
  await decidePage(db, token, refused('EXPIRED', REFUSED.EXPIRED), at);
}

/** Writes what the shopper chose; the first choice stands. `email`: the account at a wallet that signs in. */
export async function choose(db: Db, page: PageRow, token: string, choice: Choice, email: string, at: Date) {
  if (choice === 'CANCELLED' || choice === 'FAILED') return decidePage(db, token, refused(choice, REFUSED[choice]), at);
  const verdict = judge(accountOf(page, email), occasionOf(page, at));
  if (verdict.state === 'DECLINED') return decidePage(db, token, refused(choice, verdict.reason), at);
  const isLater = choice === 'PAID_LATER' && page.amount_minor > 0n;
  const result: PageResult = {
    ...NOTHING,
    decision: choice,
    state: isLater ? 'AWAITING' : 'APPROVED',
    review: verdict.state === 'APPROVED' ? verdict.review : 'NONE',
    kept: page.keeps ? newToken(accountOf(page, email)) : null,
    paymentReference: isLater ? newPaymentReference() : null,
    dueAt: isLater ? new Date(at.getTime() + LATER_MS) : null,
  };
  return decidePage(db, token, result, at);
}

/** Pays by the card that was typed on the page; a card may ask for 3-D Secure next, and the page then waits for it. */
export async function payByCard(
  db: Db,
  page: PageRow,
  token: string,
  card: KnownCard,
  details: CardDetails,
  at: Date,
): Promise<void> {
  const verdict = judge(card, { ...occasionOf(page, at), paymentMethod: { kind: 'CARD', ...details } });
  if (verdict.state === 'DECLINED') {
    return decidePage(db, token, { ...refused('CARD_GIVEN', verdict.reason), card: card.facts }, at);
  }
  const isAsked = verdict.state === 'CHALLENGED';
  const result: PageResult = {
    ...NOTHING,
    ...NO_MONEY,
    decision: 'CARD_GIVEN',
    state: isAsked ? 'REDIRECTED' : 'APPROVED',
    review: isAsked ? 'NONE' : verdict.review,
    card: card.facts,
    kept: page.keeps ? newToken(card) : null,
    challenge: isAsked ? newChallenge(page.merchant_id, verdict.browser, verdict.passes, at) : null,
  };
  return decidePage(db, token, result, at);
}

function refused(decision: PageResult['decision'], reason: DeclineReason): PageResult {
  return { ...NOTHING, ...NO_MONEY, decision, state: 'DECLINED', reason };
}

function accountOf(page: PageRow, email: string) {
  const behaviour = page.method === 'PAYPAL' ? buyerBehaviourOf(email) : 'APPROVES';
  return {
    method: 'PAYPAL',
    facts: null,
    testBehaviour: behaviour,
    liveBehaviour: behaviour,
    offSessionDeclines: 0,
  } as const;
}

/** The shopper is there, and so is a browser to send on. */
function occasionOf(page: PageRow, at: Date) {
  const { base_url: challengeBaseUrl, return_url: returnUrl, cancel_url: cancelUrl } = page;
  return {
    at,
    offSession: false,
    testOrder: page.test_order,
    browser: { challengeBaseUrl, returnUrl: returnUrl ?? '', cancelUrl: cancelUrl ?? '' },
    paymentMethod: { kind: 'REDIRECT', method: 'PAYPAL', bankCode: null, email: null },
  } as const;
}
