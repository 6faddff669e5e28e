import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import { parseJson } from '../../api/json.ts';
import type { Db } from '../../db/database.ts';
import type { PaymentMethod } from '../../gateways/port.ts';
import { SIMULATOR } from '../../gateways/registry.ts';
import { gatewayNameOf, settingsOf } from '../accounts/index.ts';
import { findStoredCard } from '../customers/index.ts';
import type { Call } from '../method.ts';
import { type CardOnRecord, findOneTimeToken, takeExpressCheckout, takeOneTimeToken } from '../payments/index.ts';
import { ORDER_TEST_DISABLED } from './errors.ts';
import { expressMeans } from './express.ts';
import { INVALID_EES_TOKEN, PAYMENT_METHOD_INVALID } from './payment-errors.ts';
import { reusablePayment } from './previous-order.ts';
import { cardOf } from './rules/payment/card.ts';
import { accountFacts } from './rules/payment/debit.ts';
import type { PaymentPlan, ShopAddresses } from './rules/payment/plan.ts';

/** All that is needed to ask a gateway for the money of an order, with what the order was to be paid by looked up. */
export type Means = {
  readonly gateway: string;
  readonly isTest: boolean;
  readonly method: PaymentMethod;
  readonly browser: ShopAddresses | null;
  /** Asks the gateway for a token, so that the same means can pay again. */
  readonly keep: boolean;
  /** No shopper is there: the platform charges what it has on file. */
  readonly offSession?: true;
  /** What may be shown before the gateway answers. */
  readonly card: CardOnRecord | null;
  readonly holderName: string | undefined;
  /** What can be used once; taken in the moment in which the attempt is written. */
  readonly takes: Taking | null;
  /** Begun before the order: the attempt gets this id, the order this number, and the gateway is only asked for the end. */
  readonly begun: { readonly paymentId: bigint; readonly refNo: bigint } | null;
};

export type Taking =
  | { readonly kind: 'ONE_TIME_TOKEN'; readonly token: string }
  | { readonly kind: 'EXPRESS'; readonly paymentId: bigint };

/** What of the order counts here. */
export type Payable = {
  /** Minor units, after discounts. */
  readonly amountMinor: bigint;
  /** Upper case. */
  readonly currency: string;
  readonly customerId: bigint | null;
  readonly email: string | null;
};

/**
 * Finds what a plan stands for; null when nothing is asked of a gateway now, because the order is free or is trusted to
 * be paid later. Refuses tokens, handles and references that cannot pay.
 */
export const meansOf = async (call: Call, plan: PaymentPlan, order: Payable): Promise<Means | null> => {
  const means = await found(call, plan, order);
  if (means?.isTest && !settingsOf(call.merchant).testSystemEnabled) refuse(ORDER_TEST_DISABLED);
  return means;
};

const found = async (call: Call, plan: PaymentPlan, order: Payable): Promise<Means | null> => {
  const direct = (method: PaymentMethod, facts: Partial<Means> = {}): Means => ({
    gateway: gatewayNameOf(call.merchant, plan.isTest),
    isTest: plan.isTest,
    method,
    browser: plan.browser,
    keep: true,
    card: null,
    holderName: undefined,
    takes: null,
    begun: null,
    ...facts,
  });
  switch (plan.kind) {
    case 'FREE':
    case 'PURCHASE_ORDER':
      return null;
    case 'CARD':
      return direct({ kind: 'CARD', ...plan.card }, { holderName: plan.card.holderName });
    case 'ENCRYPTED': {
      const card = await opened(call, plan.payload);
      return direct({ kind: 'CARD', ...card }, { holderName: card.holderName });
    }
    case 'ONE_TIME_TOKEN':
      return direct(...(await oneTime(call, plan)));
    case 'STORED':
      return direct(...(await stored(call, plan, order)));
    case 'PREVIOUS_ORDER':
      return direct(...(await previous(call, plan.reference)));
    case 'WALLET':
      return direct({ kind: 'WALLET', wallet: plan.wallet, payload: plan.payload });
    case 'REDIRECT':
      return direct({
        kind: 'REDIRECT',
        method: plan.method,
        bankCode: plan.bankCode,
        email: plan.email ?? order.email,
      });
    case 'EXPRESS': {
      const express = await expressMeans(call, plan, order);
      return direct(express.method, express.facts);
    }
    case 'DEBIT':
      return direct(
        { kind: 'DIRECT_DEBIT', account: plan.account },
        { keep: plan.recurring, card: accountFacts(plan.account), holderName: plan.account.holderName },
      );
    case 'OFFLINE':
      return direct({ kind: 'OFFLINE', method: plan.method }, { keep: false });
  }
};

type Found = readonly [PaymentMethod, Partial<Means>];

const opened = async (call: Call, payload: string) => {
  const text = await call.parts.cardKeys.open(call.merchant.id, payload);
  const sent = text === undefined ? undefined : membersIn(text);
  return sent?.CardNumber ? cardOf(sent) : refuse(PAYMENT_METHOD_INVALID.EncryptedPaymentData);
};

const CARD_MEMBERS = ['CardNumber', 'CardType', 'ExpirationYear', 'ExpirationMonth', 'HolderName', 'CCID'] as const;

/** The members of a card in JSON text; undefined for text that is none. Nothing of it may reach a message. */
const membersIn = (text: string): Partial<Record<(typeof CARD_MEMBERS)[number], string>> | undefined => {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const members = new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]));
  return Object.fromEntries(
    CARD_MEMBERS.flatMap((name) => {
      const member: unknown = members.get(name.toLowerCase());
      return typeof member === 'string' || typeof member === 'number' ? [[name, String(member)]] : [];
    }),
  );
};

const oneTime = async (
  { db, merchant, now, parts }: Call,
  { token, isTest }: Extract<PaymentPlan, { kind: 'ONE_TIME_TOKEN' }>,
): Promise<Found> => {
  const known = await findOneTimeToken(db, merchant.id, token, now);
  // A token for test orders pays no others, and the other way round.
  if (known === undefined || !parts.gateways.has(known.gateway) || known.gateway !== gatewayNameOf(merchant, isTest)) {
    return refuse(INVALID_EES_TOKEN);
  }
  return [
    { kind: 'TOKEN', token: known.gateway_token, securityCode: null },
    { card: known.card, holderName: known.card.holderName, takes: { kind: 'ONE_TIME_TOKEN', token } },
  ];
};

const stored = async (
  { db, merchant, parts }: Call,
  { transientToken, securityCode }: Extract<PaymentPlan, { kind: 'STORED' }>,
  { customerId }: Payable,
): Promise<Found> => {
  const card = await findStoredCard(db, merchant.id, transientToken);
  const isOthers = card !== undefined && customerId !== null && card.customer_id !== customerId;
  if (card === undefined || isOthers || !parts.gateways.has(card.gateway) || !isReal(merchant, card)) {
    return refuse(PAYMENT_METHOD_INVALID.TransientToken);
  }
  return [
    { kind: 'TOKEN', token: card.token, securityCode },
    {
      gateway: card.gateway,
      isTest: card.is_test,
      holderName: card.holder_name,
      card: {
        brand: card.brand,
        firstDigits: card.first_digits,
        lastDigits: card.last_digits,
        expirationMonth: card.expiration_month,
        expirationYear: card.expiration_year,
        holderName: card.holder_name,
      },
    },
  ];
};

const previous = async (call: Call, reference: string): Promise<Found> => {
  const payment = await reusablePayment(call, reference);
  if (payment === undefined || !isReal(call.merchant, payment)) return refuse(PAYMENT_METHOD_INVALID.RefNo);
  return [
    { kind: 'TOKEN', token: payment.token, securityCode: null },
    {
      gateway: payment.gateway,
      isTest: payment.is_test,
      card: payment.card,
      holderName: payment.card?.holderName,
    },
  ];
};

/** What was kept while an account was tried out with simulated money pays nothing once it takes real money. */
export const isReal = (merchant: Merchant, kept: { readonly gateway: string; readonly is_test: boolean }): boolean =>
  kept.is_test || kept.gateway !== SIMULATOR || settingsOf(merchant).gateway === SIMULATOR;

/** Takes what can be used once for an attempt to pay; in the transaction that writes it. Refuses when others were first. */
export const takeFor = async (
  tx: Db,
  { merchant, now }: Pick<Call, 'merchant' | 'now'>,
  taking: Taking,
  paymentId: bigint,
): Promise<void> => {
  if (taking.kind === 'ONE_TIME_TOKEN') {
    if (!(await takeOneTimeToken(tx, merchant.id, taking.token, paymentId, now))) refuse(INVALID_EES_TOKEN);
  } else if (!(await takeExpressCheckout(tx, merchant.id, taking.paymentId, now))) {
    refuse(PAYMENT_METHOD_INVALID.Token);
  }
};
