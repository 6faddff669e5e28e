import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CardDetails } from '../cards.ts';
import type { DeclineReason } from '../declines.ts';
import { CHALLENGE_PATH } from './challenges.ts';
import type { KnownCard } from './judge.ts';
import { readCard } from './judge.ts';
import { methodOf } from './methods.ts';
import type { SimulatorPagesDeps } from './page-answers.ts';
import { formOf, leave, purchaseOf, queryOf, sendPage, tellDecision, unknownLink } from './page-answers.ts';
import type { Choice } from './page-decisions.ts';
import { choose, expirePage, payByCard } from './page-decisions.ts';
import type { CardForm } from './pages/card.ts';
import { cardPage } from './pages/card.ts';
import { choicePage } from './pages/choice.ts';
import type { PageRow } from './pages.ts';
import { findPage, PAGE_PATHS } from './pages.ts';

/** Adds the pages on which a shopper pays at the provider, by account or by card. */
export function addChoiceRoutes(app: FastifyInstance, deps: SimulatorPagesDeps): void {
  app.get(PAGE_PATHS.CHOICE, (request, reply) => show(deps, request, reply));
  app.post(PAGE_PATHS.CHOICE, (request, reply) => decide(deps, request, reply));
}

type Visit = {
  readonly deps: SimulatorPagesDeps;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly page: PageRow;
  readonly token: string;
  readonly now: Date;
};

async function visit(
  deps: SimulatorPagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): Promise<Visit | undefined> {
  const page = await findPage(deps.db, 'CHOICE', token);
  return page && { deps, request, reply, page, token, now: await deps.nowOf(page.merchant_id) };
}

/** The shopper can still choose. */
function isOpen({ page, now }: Visit): boolean {
  return page.state === 'REDIRECTED' && page.decision === null && page.expires_at !== null && page.expires_at > now;
}

async function show(deps: SimulatorPagesDeps, request: FastifyRequest, reply: FastifyReply) {
  const found = await visit(deps, request, reply, queryOf(request, 'payment'));
  if (found === undefined) return unknownLink(reply);
  return isOpen(found) ? ask(found) : settle(found);
}

async function decide(deps: SimulatorPagesDeps, request: FastifyRequest, reply: FastifyReply) {
  const form = formOf(request);
  const found = await visit(deps, request, reply, form.get('payment') ?? '');
  if (found === undefined) return unknownLink(reply);
  if (!isOpen(found)) return settle(found);
  const choice = choiceOf(form.get('decision'));
  const isByCard = found.page.method === 'CARD_PAGE';
  if (choice === undefined || (isByCard && choice !== 'PAID' && choice !== 'CANCELLED')) {
    return reply.redirect(`${PAGE_PATHS.CHOICE}?payment=${encodeURIComponent(found.token)}`, 303);
  }
  if (isByCard) return decideByCard(found, choice, form);
  const email = (form.get('email') ?? '').trim();
  const isPaying = choice === 'PAID' || choice === 'PAID_LATER';
  if (found.page.method === 'PAYPAL' && isPaying && !/^[^\s@]{1,64}@[^\s@]{1,255}$/.test(email)) {
    return ask(found, { email, emailFault: 'Please enter the e-mail address of your account.' }, 422);
  }
  await choose(deps.db, found.page, found.token, choice, email, found.now);
  return settle(found);
}

const CHOICES: Readonly<Record<string, Choice>> = {
  pay: 'PAID',
  later: 'PAID_LATER',
  cancel: 'CANCELLED',
  fail: 'FAILED',
};

function choiceOf(value: string | null): Choice | undefined {
  return value !== null && Object.hasOwn(CHOICES, value) ? CHOICES[value] : undefined;
}

type Asked = { readonly email: string; readonly emailFault: string | null };

/** Shows the page. */
async function ask({ deps, reply, page, token }: Visit, asked?: Asked, status = 200) {
  const purchase = await purchaseOf(deps, page);
  const method = methodOf(page.method);
  switch (method) {
    case 'CARD_PAGE':
      return sendPage(reply, cardPage({ token, purchase, expiry: '', holder: '', faults: {} }), status);
    case 'PAYPAL':
    case 'IDEAL':
    case 'TRUSTLY':
    case 'WE_CHAT_PAY':
    case 'ALIPAY':
    case 'GIROPAY':
    case 'SOFORT':
    case 'UNIONPAY':
    case 'WEBMONEY': {
      const typed = asked ?? { email: page.email ?? '', emailFault: null };
      return sendPage(reply, choicePage({ token, method, purchase, bankCode: page.bank_code, ...typed }), status);
    }
    default:
      return unknownLink(reply);
  }
}

/** Ends a page whose time is over, tells the orders, and sends the browser where the charge's state says. */
async function settle({ deps, request, reply, page, token, now }: Visit) {
  await expirePage(deps.db, token, now);
  const decided = (await findPage(deps.db, 'CHOICE', token)) ?? page;
  if (decided.state === 'REDIRECTED' && decided.challenge_token !== null) {
    const address = `${decided.base_url}${CHALLENGE_PATH}?avng8apitoken=${encodeURIComponent(decided.challenge_token)}`;
    return reply.redirect(address, 303);
  }
  await tellDecision(deps, decided, request);
  return leave(reply, decided);
}

// ---- by card ----

async function decideByCard(found: Visit, choice: Choice, form: URLSearchParams) {
  const { deps, page, token, now } = found;
  if (choice === 'CANCELLED') {
    await choose(deps.db, page, token, choice, '', now);
    return settle(found);
  }
  const details = cardIn(form);
  const card = readCard(details, now);
  const faults = faultsOf(details, card);
  if (typeof card === 'string' || Object.keys(faults).length > 0) {
    const typed = { expiry: (form.get('expiry') ?? '').slice(0, 9), holder: details.holderName, faults };
    return sendPage(found.reply, cardPage({ token, purchase: await purchaseOf(deps, page), ...typed }), 422);
  }
  await payByCard(deps.db, page, token, card, details, now);
  return settle(found);
}

function cardIn(form: URLSearchParams): CardDetails {
  const text = (name: string) => (form.get(name) ?? '').trim();
  const [, month = '', year = ''] = /^(\d{1,2})\s*[/. -]?\s*(\d{2}|\d{4})$/.exec(text('expiry')) ?? [];
  return {
    number: text('number'),
    expirationMonth: month === '' ? Number.NaN : Number(month),
    expirationYear: year.length === 2 ? 2000 + Number(year) : Number(year || Number.NaN),
    securityCode: text('code'),
    holderName: text('holder').slice(0, 100),
    type: null,
  };
}

const NUMBER_FAULTS: Partial<Record<DeclineReason, string>> = {
  INVALID_CARD_NUMBER: 'This card number is not right.',
  UNSUPPORTED_CARD: 'Cards of this kind are not taken.',
};
const EXPIRY_FAULTS: Partial<Record<DeclineReason, string>> = {
  INVALID_EXPIRATION_DATE: 'Please enter month and year, for example 09/31.',
  EXPIRED_CARD: 'This card has expired.',
};

/** What the shopper can put right. A card whose bank refuses it is no fault of the form. */
function faultsOf(details: CardDetails, card: KnownCard | DeclineReason): CardForm['faults'] {
  const reason = typeof card === 'string' ? card : undefined;
  const number = reason && NUMBER_FAULTS[reason];
  const expiry = reason && EXPIRY_FAULTS[reason];
  const isCode = /^\d{3,4}$/.test(details.securityCode ?? '');
  return {
    ...(number === undefined ? {} : { number }),
    ...(expiry === undefined ? {} : { expiry }),
    ...(isCode ? {} : { code: 'Please enter three or four digits.' }),
    ...(details.holderName === '' ? { holder: 'Please enter the name on the card.' } : {}),
  };
}
