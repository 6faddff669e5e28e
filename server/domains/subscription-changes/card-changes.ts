import type { Merchant } from '../../api/call.ts';
import type { Database, Db } from '../../db/database.ts';
import type { Gateway, StatusOutcome } from '../../gateways/port.ts';
import { settingsOf } from '../accounts/index.ts';
import type { Parts } from '../method.ts';
import { applyChange, lockSubscription } from '../subscriptions/index.ts';
import { type CardChange, findCardChange, lockCardChange, updateCardChange } from './card-change-store.ts';
import { cardPut, digitsOf } from './cards.ts';

/** What putting a card on a subscription needs when no call is under way. */
export type CardWorks = {
  readonly database: Db & Pick<Database, 'transaction'>;
  readonly parts: Parts;
  /** The real time. */
  readonly now: () => Date;
};

/** Names the question to the gateway whether the card is good. */
export const cardKeyOf = ({ change_id }: Pick<CardChange, 'change_id'>): string => `card:${change_id}`;

/** The change that a key of `cardKeyOf` belongs to. */
const changeIdOf = (key: string): bigint | undefined => {
  const id = /^card:(\d{1,19})$/.exec(key)?.[1];
  return id === undefined ? undefined : BigInt(id);
};

/** Where a change stands after the gateway has answered. */
type Standing = Pick<CardChange, 'state' | 'challenge_url' | 'decline_reason'>;

/** A zero authorisation asks for no money, so what the fraud check thinks of the card counts when it pays. */
const standingOf = (outcome: StatusOutcome): Standing => {
  switch (outcome.outcome) {
    case 'APPROVED':
      return { state: 'DONE', challenge_url: null, decline_reason: null };
    case 'CHALLENGE':
      return { state: 'CHALLENGED', challenge_url: addressOf(outcome), decline_reason: null };
    case 'DECLINED':
      return { state: 'DECLINED', challenge_url: null, decline_reason: outcome.reason };
    // The question never arrived, and nobody will ask it again.
    case 'UNKNOWN':
      return { state: 'DECLINED', challenge_url: null, decline_reason: 'NOT_ATTEMPTED' };
    default:
      throw new Error(`The gateway answered ${outcome.outcome} to the question whether a card is good.`);
  }
};

const addressOf = ({ href, params }: { readonly href: string; readonly params: Readonly<Record<string, string>> }) =>
  `${href}?${new URLSearchParams(params)}`;

/**
 * Writes what a gateway answered, and puts the card on its subscription when it is good. Answers the change as it is then;
 * whatever was decided before stays.
 */
export const settleCardChange = (
  { database }: Pick<CardWorks, 'database'>,
  merchant: Merchant,
  changeId: bigint,
  outcome: StatusOutcome,
  at: Date,
): Promise<CardChange> =>
  database.transaction(async (tx) => {
    // The subscription first, as whoever writes a change locks.
    const found = await findCardChange(tx, merchant.id, changeId);
    const state = found && (await lockSubscription(tx, merchant.id, found.reference));
    const change = await lockCardChange(tx, merchant.id, changeId);
    if (state === undefined || change === undefined) throw new Error('a change of a card disappeared');
    if (change.state !== 'REQUESTED' && change.state !== 'CHALLENGED') return change;
    const standing = standingOf(outcome);
    await updateCardChange(tx, change, standing, at);
    if (standing.state === 'DONE') {
      const event = { kind: 'PAYMENT_METHOD', changedBy: 'VENDOR', details: digitsOf(change) } as const;
      const put = await cardPut(tx, state, change, at);
      await applyChange(tx, state, put, event, at, settingsOf(merchant).retryHours);
    }
    return { ...change, ...standing, updated_at: at };
  });

/** Asks the gateway what became of a question, and carries the change on. */
export const resolveCardChange = async (
  works: Pick<CardWorks, 'database' | 'parts'>,
  merchant: Merchant,
  change: CardChange,
  at: Date,
): Promise<CardChange> => {
  const gateway: Gateway = works.parts.gateways.named(change.gateway);
  const outcome = await gateway.statusOf({ merchantId: merchant.id, idempotencyKey: cardKeyOf(change), at });
  return settleCardChange(works, merchant, change.change_id, outcome, at);
};

/**
 * Carries a change of a card on after a gateway, or one of its pages, told that something became of a question; the key is
 * that of the question. Others' keys have no effect, and a hint that is wrong or comes twice does no harm.
 */
export const settleCardEvent = async (works: CardWorks, merchant: Merchant, key: string): Promise<void> => {
  const changeId = changeIdOf(key);
  const change = changeId && (await findCardChange(works.database, merchant.id, changeId));
  if (change && (change.state === 'REQUESTED' || change.state === 'CHALLENGED')) {
    await resolveCardChange(works, merchant, change, new Date(works.now().getTime() + merchant.clockOffsetMs));
  }
};
