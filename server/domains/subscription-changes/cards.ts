import { createHash } from 'node:crypto';
import type { Merchant } from '../../api/call.ts';
import type { Db } from '../../db/database.ts';
import { type CardDetails, type CardFacts, IdempotencyKeyReused, type TokeniseOutcome } from '../../gateways/port.ts';
import { newId, randomHex } from '../../kit/ids.ts';
import { gatewayNameOf, settingsOf } from '../accounts/index.ts';
import { insertStoredCard, listCardsByToken, listStoredMeans } from '../customers/index.ts';
import type { Call } from '../method.ts';
import type { CardOnRecord } from '../payments/index.ts';
import { applyChange, lockByCard, type SubscriptionState } from '../subscriptions/index.ts';

/** A card that is in the vault of a gateway, with what may be kept and shown of it. */
export type VaultedCard = { readonly gateway: string; readonly token: string; readonly card: CardOnRecord };

/** Keeps a card for a customer and answers its number. Must run in a transaction. */
export const keepCard = async (
  tx: Db,
  { merchantId, customerId, isTest }: { merchantId: bigint; customerId: bigint; isTest: boolean },
  { gateway, token, card }: VaultedCard,
  at: Date,
): Promise<bigint> => {
  const cardId = newId();
  await insertStoredCard(tx, {
    merchant_id: merchantId,
    card_id: cardId,
    customer_id: customerId,
    gateway,
    token,
    transient_token: randomHex(32),
    is_test: isTest,
    brand: card.brand,
    first_digits: card.firstDigits,
    last_digits: card.lastDigits,
    expiration_month: card.expirationMonth,
    expiration_year: card.expirationYear,
    holder_name: card.holderName ?? '',
    created_at: at,
  });
  return cardId;
};

/** What puts a card on a locked subscription; none when it is the one that is on it. Must run in a transaction. */
export const cardPut = async (
  tx: Db,
  state: SubscriptionState,
  vaulted: VaultedCard,
  at: Date,
): Promise<{ readonly card_id?: bigint; readonly card_updated?: boolean }> => {
  const [known] = state.card_id === null ? [] : await listStoredMeans(tx, state.merchant_id, [state.card_id]);
  if (known?.gateway === vaulted.gateway && known.token === vaulted.token) return {};
  const owner = { merchantId: state.merchant_id, customerId: state.customer_id, isTest: state.is_test };
  return { card_id: await keepCard(tx, owner, vaulted, at), card_updated: false };
};

/**
 * Puts a card into the vault of the gateway that will charge it. The key follows from the import and what may be known of
 * the card, so an import that is sent again finds the same token; a decline that the gateway remembers, or the same key
 * with another card, is asked once more under a key of its own. Rejects with GatewayUnreachable.
 */
export const tokeniseForImport = async (
  { merchant, now, parts }: Pick<Call, 'merchant' | 'now' | 'parts'>,
  externalReference: string,
  card: CardDetails,
  isTest: boolean,
): Promise<
  { readonly outcome: 'VAULTED'; readonly vaulted: VaultedCard } | Exclude<TokeniseOutcome, { token: string }>
> => {
  const gateway = gatewayNameOf(merchant, isTest);
  const key = importKey(externalReference, card);
  const ask = (idempotencyKey: string): Promise<TokeniseOutcome> =>
    parts.gateways.named(gateway).tokenise({ merchantId: merchant.id, idempotencyKey, at: now, card });
  const first = await ask(key).catch((error: unknown) => {
    if (error instanceof IdempotencyKeyReused) return null;
    throw error;
  });
  const outcome = first?.outcome === 'TOKENISED' ? first : await ask(`${key}:${newId()}`);
  if (outcome.outcome !== 'TOKENISED') return outcome;
  const facts = { ...outcome.card, holderName: card.holderName };
  return { outcome: 'VAULTED', vaulted: { gateway, token: outcome.token, card: facts } };
};

/** Nothing of the card goes into it that may not be kept. */
const importKey = (externalReference: string, { number, expirationMonth, expirationYear }: CardDetails): string => {
  const digits = number.replace(/\D/g, '');
  const name = createHash('sha256').update(externalReference).digest('hex').slice(0, 32);
  return `import:${name}:${digits.slice(0, 4)}${digits.slice(-4)}:${expirationMonth}/${expirationYear}`;
};

/** A card that its bank replaced, as a gateway tells of it. */
export type Replacement = {
  readonly gateway: string;
  /** The token under which the old card was kept. */
  readonly oldToken: string;
  readonly token: string;
  readonly card: CardFacts;
};

/**
 * Puts the card that a bank gave out in the place of an old one on all subscriptions that are charged by it, and notes
 * that it was updated. Answers their references; none when it was done before. Must run in a transaction.
 */
export const replaceCard = async (
  tx: Db,
  merchant: Merchant,
  { gateway, oldToken, token, card }: Replacement,
  at: Date,
): Promise<readonly string[]> => {
  const replaced: string[] = [];
  for (const old of await listCardsByToken(tx, merchant.id, gateway, oldToken)) {
    const states = await lockByCard(tx, merchant.id, old.card_id);
    if (states.length === 0) continue;
    const owner = { merchantId: merchant.id, customerId: old.customer_id, isTest: old.is_test };
    const vaulted = { gateway, token, card: { ...card, holderName: old.holder_name } };
    const change = { card_id: await keepCard(tx, owner, vaulted, at), card_updated: true };
    for (const state of states) {
      const event = { kind: 'CARD_REPLACED', changedBy: 'SYSTEM', details: digitsOf(vaulted) } as const;
      await applyChange(tx, state, change, event, at, settingsOf(merchant).retryHours);
      replaced.push(state.reference);
    }
  }
  return replaced;
};

/** What an event tells of a card. */
export const digitsOf = ({ card }: VaultedCard) => ({ brand: card.brand, lastDigits: card.lastDigits });
