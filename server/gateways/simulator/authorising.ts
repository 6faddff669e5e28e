import type { Db } from '../../db/database.ts';
import { randomReference } from '../../kit/ids.ts';
import type { DeclineReason } from '../declines.ts';
import type { AuthoriseRequest, PaymentMethod } from '../port.ts';
import { readDebit } from './bank-accounts.ts';
import { newChallenge } from './challenges.ts';
import type { NewCharge, Verdict } from './charges.ts';
import type { Means } from './judge.ts';
import { judge, readCard } from './judge.ts';
import { METHODS, type MethodName, pageLifeMs, takesCurrency } from './methods.ts';
import { newPageToken } from './page-tokens.ts';
import type { NewPage } from './pages.ts';
import { findMeans, newToken } from './tokens.ts';
import { readWallet } from './wallets.ts';

/** Decides what becomes of an authorisation, before it is written down. `publicUrl`: where slips lie without a browser. */
export async function chargeFor(db: Db, request: AuthoriseRequest, publicUrl: string): Promise<NewCharge> {
  const { paymentMethod, at } = request;
  const method = methodNamed(paymentMethod);
  if (!takesCurrency(method, request.currency)) return declinedCharge(request, method, 'CURRENCY_NOT_OFFERED');
  switch (paymentMethod.kind) {
    case 'CARD':
      return byMeans(request, method, readCard(paymentMethod, at));
    case 'WALLET':
      return byMeans(request, method, readWallet(paymentMethod, at));
    case 'TOKEN':
      return byToken(request, paymentMethod.token, await findMeans(db, request.merchantId, paymentMethod.token));
    case 'REDIRECT':
      return byPage(request, paymentMethod);
    case 'DIRECT_DEBIT':
      return byDebit(request, method, paymentMethod);
    case 'OFFLINE':
      return byInstructions(request, method, publicUrl);
  }
}

function methodNamed(paymentMethod: PaymentMethod): MethodName {
  switch (paymentMethod.kind) {
    case 'WALLET':
      return paymentMethod.wallet;
    case 'REDIRECT':
    case 'OFFLINE':
      return paymentMethod.method;
    case 'DIRECT_DEBIT':
      return paymentMethod.account.scheme;
    default:
      return 'CARD';
  }
}

type Of<Kind extends PaymentMethod['kind']> = Extract<PaymentMethod, { kind: Kind }>;

const WITHOUT = { card: null, token: null, kept: null, challenge: null, page: null };

function declinedCharge(request: AuthoriseRequest, method: MethodName, reason: DeclineReason): NewCharge {
  return { ...WITHOUT, request, method, verdict: { state: 'DECLINED', reason } };
}

function byMeans(request: AuthoriseRequest, method: MethodName, means: Means | DeclineReason): NewCharge {
  if (typeof means === 'string') return declinedCharge(request, method, means);
  const charge = judged(request, means);
  const kept = request.keepCard && charge.verdict.state !== 'DECLINED' ? newToken(means) : null;
  return { ...charge, kept, token: kept?.token ?? null };
}

function byToken(request: AuthoriseRequest, token: string, means: Means | undefined): NewCharge {
  if (means === undefined) return { ...declinedCharge(request, 'CARD', 'INVALID_TOKEN'), token };
  if (!takesCurrency(means.method, request.currency)) {
    return { ...declinedCharge(request, means.method, 'CURRENCY_NOT_OFFERED'), token };
  }
  return { ...judged(request, means), token };
}

function judged(request: AuthoriseRequest, means: Means): NewCharge {
  const { merchantId, at } = request;
  const verdict = judge(means, request);
  const challenge =
    verdict.state === 'CHALLENGED' ? newChallenge(merchantId, verdict.browser, verdict.passes, at) : null;
  return { ...WITHOUT, request, method: means.method, card: means.facts, verdict, challenge };
}

function byPage(request: AuthoriseRequest, { method, bankCode, email }: Of<'REDIRECT'>): NewCharge {
  const { browser, merchantId, at } = request;
  if (browser === null || request.offSession) return declinedCharge(request, method, 'SHOPPER_REQUIRED');
  const page: NewPage = {
    token: newPageToken(merchantId),
    kind: 'CHOICE',
    base_url: withoutSlash(browser.challengeBaseUrl),
    return_url: browser.returnUrl,
    cancel_url: browser.cancelUrl,
    bank_code: bankCode,
    email,
    keeps: request.keepCard && METHODS[method].recurs,
    expires_at: new Date(at.getTime() + pageLifeMs(method)),
  };
  return { ...WITHOUT, request, method, verdict: { state: 'REDIRECTED' }, page };
}

function byDebit(request: AuthoriseRequest, method: MethodName, { account }: Of<'DIRECT_DEBIT'>): NewCharge {
  const debit = readDebit(account, request.at);
  if (typeof debit === 'string') return declinedCharge(request, method, debit);
  const kept = request.keepCard ? newToken(debit.means) : null;
  const verdict = awaiting(request, debit.dueAt, debit.bounceReason);
  return { ...WITHOUT, request, method, verdict, kept, token: kept?.token ?? null };
}

function byInstructions(request: AuthoriseRequest, method: MethodName, publicUrl: string): NewCharge {
  const { merchantId, browser } = request;
  const slip: NewPage = {
    token: newPageToken(merchantId),
    kind: 'SLIP',
    base_url: withoutSlash(browser?.challengeBaseUrl ?? publicUrl),
    return_url: browser?.returnUrl ?? null,
    cancel_url: browser?.cancelUrl ?? null,
    bank_code: null,
    email: null,
    keeps: false,
    expires_at: null,
  };
  const hasSlip = method === 'BOLETO' || method === 'PIX';
  return { ...WITHOUT, request, method, verdict: awaiting(request, null, null), page: hasSlip ? slip : null };
}

/** Where nothing is to be paid, nothing is waited for. */
function awaiting(request: AuthoriseRequest, dueAt: Date | null, bounceReason: DeclineReason | null): Verdict {
  if (request.amountMinor === 0n) return { state: 'APPROVED', review: 'NONE', late: false };
  return { state: 'AWAITING', paymentReference: newPaymentReference(), dueAt, bounceReason };
}

/** Without letters and digits that look alike, because people type it into their banking. */
export function newPaymentReference(): string {
  return randomReference(12, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789');
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
