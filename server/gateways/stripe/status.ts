import type { StatusOutcome, StatusQuery } from '../port.ts';
import { type Account, accountOf, type StripeParts, stripeKey } from './account.ts';
import { type CallRow, findCall, giveUpCall } from './calls.ts';
import { isFault, StripeFault } from './fault.ts';
import { abandonIntent, readIntent } from './intents.ts';
import { movementAs, standingMovement } from './moving.ts';
import { declinedAs, standingOf } from './standing.ts';

/** A call may be at work for this long after it was last made; until then nothing is said of what is not there yet. */
const UNDER_WAY_MS = 30_000;

const UNKNOWN: StatusOutcome = { outcome: 'UNKNOWN' };

/** What became of a call; see Gateway. Rejects with StripeFault when it is not known. */
export const statusOf = async (parts: StripeParts, query: StatusQuery): Promise<StatusOutcome> => {
  const call = await findCall(parts.db, query.merchantId, query.idempotencyKey);
  if (call === undefined || call.operation === 'TOKENISE') return UNKNOWN;
  if (call.operation !== 'AUTHORISE') return statusOfMovement(parts, call);
  if (call.outcome !== null) return declinedAs(call.reason);
  return statusOfAuthorisation(parts, call, query.at);
};

const statusOfAuthorisation = async (parts: StripeParts, call: CallRow, at: Date): Promise<StatusOutcome> => {
  if (call.provider_reference === null) return giveUp(parts, call);
  const account = await accountOf(parts, call.merchant_id);
  const intent = await readIntent(account, call.provider_reference);
  return (await standingOf(parts, account, call, intent, at)) ?? cancelUnconfirmed(parts, account, call, at);
};

/** No money has moved. Before that is told, whoever may still be at work on the call is stopped. */
const cancelUnconfirmed = async (
  parts: StripeParts,
  account: Account,
  call: CallRow,
  at: Date,
): Promise<StatusOutcome> => {
  refuseWhileUnderWay(parts, call);
  const reference = call.provider_reference ?? '';
  try {
    await abandonIntent(account, reference, stripeKey(call, 'fence'));
    return await giveUp(parts, call);
  } catch (error) {
    if (!isFault(error, 'STATE')) throw error;
  }
  const outcome = await standingOf(parts, account, call, await readIntent(account, reference), at);
  if (outcome === null) throw new StripeFault('UNREACHABLE', 'Stripe did not end the payment');
  return outcome;
};

const giveUp = async (parts: StripeParts, call: CallRow): Promise<StatusOutcome> => {
  refuseWhileUnderWay(parts, call);
  if (!(await giveUpCall(parts.db, call))) throw new StripeFault('BUSY', 'The call has gone further');
  return UNKNOWN;
};

const refuseWhileUnderWay = ({ now }: StripeParts, { sent_at }: CallRow): void => {
  if (now().getTime() - sent_at.getTime() < UNDER_WAY_MS) throw new StripeFault('BUSY', 'The call may be under way');
};

/** A movement that is made again under its key has its effect once, so nobody has to be stopped. */
const statusOfMovement = async (parts: StripeParts, call: CallRow): Promise<StatusOutcome> => {
  const outcome = movementAs(call) ?? (await standingMovement(parts, call));
  if (outcome !== null) return outcome;
  refuseWhileUnderWay(parts, call);
  return UNKNOWN;
};
