import { randomUUID } from 'node:crypto';
import { describe, expect, type TestContext, test } from 'vitest';
import type { DeclineReason } from './declines.ts';
import { DECLINES } from './declines.ts';
import type {
  Approved,
  AuthoriseOutcome,
  AuthoriseRequest,
  Awaiting,
  DebitAccount,
  Gateway,
  MovementRequest,
  OfflineMethod,
  PaymentMethod,
  Redirected,
  RedirectMethod,
  StatusOutcome,
  VoidRequest,
} from './port.ts';

export type Wallet = Extract<PaymentMethod, { kind: 'WALLET' }>['wallet'];
export type DebitScheme = DebitAccount['scheme'];

/** What a shopper does on a page of the provider. */
export type OnPage = 'pay' | 'pay-later' | 'cancel' | 'fail';

/** Ways to pay beside cards that an adapter offers, and how to make the provider act on them. What is missing is not offered. */
export type BeyondCards = {
  readonly wallets: Partial<Record<Wallet, OfferedWallet>>;
  readonly redirects: Partial<Record<RedirectMethod, Offered & { readonly keepsMeans: boolean }>>;
  readonly debits: Partial<Record<DebitScheme, OfferedDebit>>;
  readonly offline: Partial<Record<OfflineMethod, Offered>>;
  onPage(href: string, does: OnPage): Promise<void>;
  /** Makes money of an offline payment arrive: all that is missing, or one minor unit less. */
  sendMoney(request: AuthoriseRequest, how: 'all' | 'less'): Promise<void>;
};

export type Offered = { readonly currency: string; readonly refunds: boolean };

export type OfferedWallet = {
  readonly approved: string;
  readonly declined: readonly (readonly [DeclineReason, string])[];
};

export type OfferedDebit = {
  readonly currency: string;
  readonly good: DebitAccount;
  /** Days until the money is there, or known not to come. */
  readonly days: number;
  readonly bouncing: readonly (readonly [DeclineReason, DebitAccount])[];
  readonly wrong: readonly (readonly [DeclineReason, DebitAccount])[];
};

export type MethodTools = {
  readonly gateway: () => Gateway;
  readonly beyond: () => BeyondCards | undefined;
  readonly order: (changes: Partial<AuthoriseRequest>) => AuthoriseRequest;
};

const REDIRECTS: readonly RedirectMethod[] = [
  ...(['PAYPAL', 'IDEAL', 'TRUSTLY', 'WE_CHAT_PAY', 'ALIPAY'] as const),
  ...(['GIROPAY', 'SOFORT', 'UNIONPAY', 'WEBMONEY', 'CARD_PAGE'] as const),
];
const OFFLINE: readonly OfflineMethod[] = ['WIRE', 'CHECK', 'BOLETO', 'PIX'];
const WALLETS: readonly Wallet[] = ['GOOGLE_PAY', 'APPLE_PAY'];
const DEBITS: Readonly<Record<DebitScheme, DebitAccount>> = {
  SEPA: { scheme: 'SEPA', holderName: 'Ada Kern', iban: 'DE89370400440532013000' },
  ACH: {
    scheme: 'ACH',
    holderName: 'Ada Kern',
    routingNumber: '110000000',
    accountNumber: '000123456789',
    type: 'CHECKING',
  },
};
const SCHEMES: readonly DebitScheme[] = ['SEPA', 'ACH'];

const CURRENCIES: Readonly<Record<string, string>> = { ACH: 'USD', BOLETO: 'BRL', PIX: 'BRL' };
const currencyOf = (name: string) => CURRENCIES[name] ?? 'EUR';

const DAY_MS = 86_400_000;
const daysAfter = (at: Date, days: number) => new Date(at.getTime() + days * DAY_MS);

/** The promises for ways to pay beside cards. What an adapter does not offer is skipped by name and must be declined. */
export function describeMethods({ gateway, beyond, order }: MethodTools): void {
  const keyed = (request: AuthoriseRequest, at = request.at) => ({
    merchantId: request.merchantId,
    idempotencyKey: randomUUID(),
    at,
  });
  const statusOf = (request: AuthoriseRequest, at = request.at): Promise<StatusOutcome> =>
    gateway().statusOf({ merchantId: request.merchantId, idempotencyKey: request.idempotencyKey, at });
  const voidOf = (request: AuthoriseRequest, gatewayReference: string): VoidRequest => ({
    ...keyed(request),
    gatewayReference,
  });
  const movementOf = (request: AuthoriseRequest, gatewayReference: string, amountMinor: bigint): MovementRequest => ({
    ...keyed(request),
    gatewayReference,
    amountMinor,
    currency: request.currency,
  });

  const expectApproved = (outcome: StatusOutcome): Approved =>
    outcome.outcome === 'APPROVED' ? outcome : expect.fail(`Expected an approval, got ${shown(outcome)}`);
  const expectDeclined = (outcome: StatusOutcome, reason: DeclineReason): void => {
    expect(outcome).toEqual({ outcome: 'DECLINED', reason, ...DECLINES[reason] });
  };

  /** Captures, and gives back a part where the method can. */
  const expectMovable = async (request: AuthoriseRequest, { gatewayReference }: Approved, refunds: boolean) => {
    const capture = await gateway().capture(movementOf(request, gatewayReference, request.amountMinor));
    expect(capture).toEqual({ outcome: 'DONE', gatewayReference, amountMinor: request.amountMinor });
    const refund = await gateway().refund(movementOf(request, gatewayReference, 10n));
    expect(refund).toEqual(
      refunds
        ? { outcome: 'DONE', gatewayReference, amountMinor: 10n }
        : { outcome: 'REFUSED', reason: 'NOT_REFUNDABLE' },
    );
  };

  const expectGivenUp = async (request: AuthoriseRequest, gatewayReference: string, at = request.at) => {
    expectDeclined(await statusOf(request, at), 'VOIDED');
    const refused = await gateway().capture(movementOf(request, gatewayReference, 1n));
    expect(refused).toEqual({ outcome: 'REFUSED', reason: 'ALREADY_VOIDED' });
    const again = await gateway().voidAuthorisation(voidOf(request, gatewayReference));
    expect(again).toEqual({ outcome: 'REFUSED', reason: 'ALREADY_VOIDED' });
  };

  /** Gives up what waits, and proves that it is given up. */
  const giveUp = async (request: AuthoriseRequest, { gatewayReference }: Redirected | Awaiting) => {
    const early = await gateway().capture(movementOf(request, gatewayReference, 1n));
    expect(early, 'not captured before it is there').toEqual({ outcome: 'REFUSED', reason: 'NOT_AUTHORISED' });
    const asked = voidOf(request, gatewayReference);
    const outcome = await gateway().voidAuthorisation(asked);
    expect(outcome).toEqual({ outcome: 'DONE', gatewayReference, amountMinor: request.amountMinor });
    expect(await gateway().voidAuthorisation(asked)).toEqual(outcome);
    await expectGivenUp(request, gatewayReference);
  };

  const offeredOr = <Entry>(context: TestContext, name: string, entry: Entry | undefined): Entry => {
    if (entry === undefined) return context.skip(`${name} is not offered by this gateway`);
    return entry;
  };
  const tools = (): BeyondCards => beyond() ?? expect.fail('nothing beside cards is offered');

  describe('ways to pay that are not offered', () => {
    const all: readonly (readonly [string, PaymentMethod, (offered: BeyondCards) => unknown])[] = [
      ...WALLETS.map(
        (wallet) => [wallet, { kind: 'WALLET', wallet, payload: '{}' }, (o: BeyondCards) => o.wallets[wallet]] as const,
      ),
      ...REDIRECTS.map(
        (method) =>
          [
            method,
            { kind: 'REDIRECT', method, bankCode: null, email: null },
            (o: BeyondCards) => o.redirects[method],
          ] as const,
      ),
      ...SCHEMES.map(
        (scheme) =>
          [scheme, { kind: 'DIRECT_DEBIT', account: DEBITS[scheme] }, (o: BeyondCards) => o.debits[scheme]] as const,
      ),
      ...OFFLINE.map((method) => [method, { kind: 'OFFLINE', method }, (o: BeyondCards) => o.offline[method]] as const),
    ];
    test.each(all)('%s is declined, unless it is offered', async (name, paymentMethod, offered) => {
      const found = beyond();
      if (found !== undefined && offered(found) !== undefined) return;
      const outcome = await gateway().authorise(order({ paymentMethod, currency: currencyOf(name) }));
      expectDeclined(outcome, 'METHOD_NOT_OFFERED');
    });
  });

  describe.each(WALLETS)('%s', (wallet) => {
    const pay = (payload: string, changes: Partial<AuthoriseRequest> = {}) =>
      order({ paymentMethod: { kind: 'WALLET', wallet, payload }, ...changes });

    test('pays at once, tells of the card, and may be kept', async (context) => {
      const { approved } = offeredOr(context, wallet, beyond()?.wallets[wallet]);
      const request = pay(approved, { keepCard: true });
      const outcome = expectApproved(await gateway().authorise(request));
      expect(outcome.card).toEqual({
        brand: expect.any(String),
        firstDigits: expect.stringMatching(/^\d{4}$/),
        lastDigits: expect.stringMatching(/^\d{4}$/),
        expirationMonth: expect.stringMatching(/^\d\d$/),
        expirationYear: expect.stringMatching(/^\d\d$/),
      });
      await expectMovable(request, outcome, true);
      const paymentMethod = { kind: 'TOKEN', token: outcome.token ?? '', securityCode: null } as const;
      const renewal = expectApproved(await gateway().authorise(order({ paymentMethod, offSession: true })));
      expect(renewal).toMatchObject({ card: outcome.card, token: outcome.token });
    });

    test('declines for the reason of the card in it', async (context) => {
      const { declined } = offeredOr(context, wallet, beyond()?.wallets[wallet]);
      expect(declined.length).toBeGreaterThan(0);
      for (const [reason, payload] of declined) expectDeclined(await gateway().authorise(pay(payload)), reason);
    });

    test.each(['', 'nonsense', '[]', 'null', '"text"', '{}', '{"a":1}', 'bm9uc2Vuc2U=', '<xml/>'])(
      'declines the payload %j',
      async (payload) => {
        if (beyond()?.wallets[wallet] === undefined) return;
        expectDeclined(await gateway().authorise(pay(payload)), 'INVALID_WALLET_PAYLOAD');
      },
    );
  });

  describe.each(REDIRECTS)('%s', (method) => {
    const paymentMethod = { kind: 'REDIRECT', method, bankCode: null, email: 'ada@example.com' } as const;
    const send = async (context: TestContext, changes: Partial<AuthoriseRequest> = {}) => {
      const offered = offeredOr(context, method, beyond()?.redirects[method]);
      const request = order({ paymentMethod, currency: offered.currency, ...changes });
      const outcome = await gateway().authorise(request);
      if (outcome.outcome !== 'REDIRECT') return expect.fail(`Expected a page, got ${shown(outcome)}`);
      return { offered, request, page: outcome };
    };

    test('sends the shopper to a page, the same one for the same key', async (context) => {
      const { request, page } = await send(context);
      expect(page.href).toMatch(/^https?:\/\/\S+$/);
      expect(page.expiresAt.getTime()).toBeGreaterThan(request.at.getTime());
      expect(await statusOf(request)).toEqual(page);
      const again = await Promise.all(Array.from({ length: 4 }, () => gateway().authorise(request)));
      for (const outcome of again) expect(outcome).toEqual(page);
    });

    test('approves what the shopper paid; it can be captured and, where the method can, given back', async (context) => {
      const { offered, request, page } = await send(context);
      await tools().onPage(page.href, 'pay');
      const found = expectApproved(await statusOf(request));
      expect(found.gatewayReference).toBe(page.gatewayReference);
      expect(found.token).toBeNull();
      if (method !== 'CARD_PAGE') expect(found.card).toBeNull();
      expect(await gateway().authorise(request)).toEqual(found);
      await expectMovable(request, found, offered.refunds);
    });

    test('keeps the means only where they can be charged again', async (context) => {
      const { offered, request, page } = await send(context, { keepCard: true });
      await tools().onPage(page.href, 'pay');
      const { token, card } = expectApproved(await statusOf(request));
      if (!offered.keepsMeans) {
        expect(token).toBeNull();
        return;
      }
      const again = { kind: 'TOKEN', token: token ?? '', securityCode: null } as const;
      const renewal = order({ paymentMethod: again, offSession: true, currency: request.currency });
      const outcome = expectApproved(await gateway().authorise(renewal));
      expect(outcome).toMatchObject({ token, card });
      await expectMovable(renewal, outcome, offered.refunds);
    });

    test('waits for money that the shopper promised, and approves once it is there', async (context) => {
      if (method === 'CARD_PAGE') return context.skip('cards are never paid later');
      const { request, page } = await send(context);
      await tools().onPage(page.href, 'pay-later');
      const waiting = await statusOf(request);
      expect(waiting).toEqual({ outcome: 'AWAITING', gatewayReference: page.gatewayReference, instructions: null });
      expectApproved(await statusOf(request, daysAfter(request.at, 14)));
      expectApproved(await statusOf(request));
    });

    test('declines when the shopper cancels', async (context) => {
      const { request, page } = await send(context);
      await tools().onPage(page.href, 'cancel');
      expectDeclined(await statusOf(request), 'CANCELLED_BY_SHOPPER');
    });

    test('declines when the provider refuses', async (context) => {
      const { request, page } = await send(context);
      await tools().onPage(page.href, 'fail');
      expect(await statusOf(request)).toMatchObject({ outcome: 'DECLINED' });
    });

    test('declines what nobody decided in time, for good', async (context) => {
      const { request, page } = await send(context);
      expect(await statusOf(request, new Date(page.expiresAt.getTime() - 1))).toMatchObject({ outcome: 'REDIRECT' });
      expectDeclined(await statusOf(request, page.expiresAt), 'PAGE_EXPIRED');
      await tools().onPage(page.href, 'pay');
      expectDeclined(await statusOf(request), 'PAGE_EXPIRED');
    });

    test('can be given up before the shopper decided; a decision after it has no effect', async (context) => {
      const { request, page } = await send(context);
      await giveUp(request, page);
      await tools().onPage(page.href, 'pay');
      await expectGivenUp(request, page.gatewayReference);
    });

    test.each([
      ['there is no shopper', { offSession: true }],
      ['there is nowhere to send the shopper', { browser: null }],
    ])('declines at once when %s', async (_what, changes) => {
      const offered = beyond()?.redirects[method];
      if (offered === undefined) return;
      const outcome = await gateway().authorise(order({ paymentMethod, currency: offered.currency, ...changes }));
      expectDeclined(outcome, 'SHOPPER_REQUIRED');
    });
  });

  const expectAwaiting = (outcome: AuthoriseOutcome): Awaiting =>
    outcome.outcome === 'AWAITING' ? outcome : expect.fail(`Expected to wait, got ${shown(outcome)}`);

  describe.each(SCHEMES)('%s debits', (scheme) => {
    const debit = (account: DebitAccount, currency: string, changes: Partial<AuthoriseRequest> = {}) =>
      order({ paymentMethod: { kind: 'DIRECT_DEBIT', account }, currency, ...changes });

    test('wait, and are there after some days', async (context) => {
      const { good, currency, days } = offeredOr(context, scheme, beyond()?.debits[scheme]);
      const request = debit(good, currency);
      const waiting = expectAwaiting(await gateway().authorise(request));
      expect(waiting.instructions).toBeNull();
      expect(await statusOf(request, daysAfter(request.at, days - 1))).toEqual(waiting);
      const found = expectApproved(await statusOf(request, daysAfter(request.at, days)));
      expect(found).toMatchObject({ card: null, token: null, gatewayReference: waiting.gatewayReference });
      await expectMovable(request, found, true);
    });

    test('may bounce instead', async (context) => {
      const { bouncing, currency, days } = offeredOr(context, scheme, beyond()?.debits[scheme]);
      for (const [reason, account] of bouncing) {
        const request = debit(account, currency);
        expectAwaiting(await gateway().authorise(request));
        expectDeclined(await statusOf(request, daysAfter(request.at, days)), reason);
      }
    });

    test('are declined at once when the account is wrong', async (context) => {
      const { wrong, currency } = offeredOr(context, scheme, beyond()?.debits[scheme]);
      for (const [reason, account] of wrong)
        expectDeclined(await gateway().authorise(debit(account, currency)), reason);
    });

    test('keep the account, which pays again without the shopper', async (context) => {
      const { good, currency, days } = offeredOr(context, scheme, beyond()?.debits[scheme]);
      const request = debit(good, currency, { keepCard: true });
      expectAwaiting(await gateway().authorise(request));
      const { token } = expectApproved(await statusOf(request, daysAfter(request.at, days)));
      const paymentMethod = { kind: 'TOKEN', token: token ?? '', securityCode: null } as const;
      const renewal = await gateway().authorise(order({ paymentMethod, currency, offSession: true }));
      expect(expectApproved(renewal)).toMatchObject({ card: null, token });
    });

    test('can be given up while they wait', async (context) => {
      const { good, currency, days } = offeredOr(context, scheme, beyond()?.debits[scheme]);
      const request = debit(good, currency);
      const waiting = expectAwaiting(await gateway().authorise(request));
      await giveUp(request, waiting);
      await expectGivenUp(request, waiting.gatewayReference, daysAfter(request.at, days));
    });
  });

  describe.each(OFFLINE)('%s', (method) => {
    const pay = async (context: TestContext, changes: Partial<AuthoriseRequest> = {}) => {
      const offered = offeredOr(context, method, beyond()?.offline[method]);
      const request = order({ paymentMethod: { kind: 'OFFLINE', method }, currency: offered.currency, ...changes });
      return { offered, request, waiting: expectAwaiting(await gateway().authorise(request)) };
    };

    test('tells how to pay, the same for the same key', async (context) => {
      const { request, waiting } = await pay(context);
      expect(waiting.instructions).toMatchObject(INSTRUCTIONS[method]);
      expect(await statusOf(request)).toEqual(waiting);
      expect(await gateway().authorise(request)).toEqual(waiting);
    });

    test('tells how to pay although there is no browser', async (context) => {
      const { waiting } = await pay(context, { browser: null });
      expect(waiting.instructions).toMatchObject(INSTRUCTIONS[method]);
    });

    test('is approved once all the money is there, however late', async (context) => {
      const { offered, request, waiting } = await pay(context);
      const late = daysAfter(request.at, 200);
      expect(await statusOf(request, late)).toEqual(waiting);
      await tools().sendMoney(request, 'less');
      expect(await statusOf(request, late)).toEqual(waiting);
      await tools().sendMoney(request, 'all');
      const found = expectApproved(await statusOf(request));
      expect(found).toMatchObject({ card: null, token: null, gatewayReference: waiting.gatewayReference });
      await expectMovable(request, found, offered.refunds);
    });

    test('can be given up while it waits; money that comes then changes nothing', async (context) => {
      const { request, waiting } = await pay(context);
      await giveUp(request, waiting);
      await tools().sendMoney(request, 'all');
      await expectGivenUp(request, waiting.gatewayReference);
    });

    test('of nothing is not waited for', async (context) => {
      const { currency } = offeredOr(context, method, beyond()?.offline[method]);
      const request = order({ paymentMethod: { kind: 'OFFLINE', method }, currency, amountMinor: 0n });
      expectApproved(await gateway().authorise(request));
    });
  });
}

const SLIP = {
  kind: 'SLIP',
  href: expect.stringMatching(/^(https?:\/\/|\/)\S+$/),
  barcode: expect.stringMatching(/\d{10}/),
};

const INSTRUCTIONS: Readonly<Record<OfflineMethod, Readonly<Record<string, unknown>>>> = {
  WIRE: {
    kind: 'WIRE',
    paymentReference: expect.stringMatching(/^\S+$/),
    accounts: expect.arrayContaining([expect.objectContaining({ beneficiary: expect.any(String) })]),
  },
  CHECK: { kind: 'CHECK', payableTo: expect.stringMatching(/\S/), address: expect.stringMatching(/\S/) },
  BOLETO: SLIP,
  PIX: SLIP,
};

const shown = (outcome: unknown): string =>
  JSON.stringify(outcome, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
