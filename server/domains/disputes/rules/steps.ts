import type { Dispute } from '../../../gateways/port.ts';
import type { DisputeRow, DisputeState } from '../../payments/index.ts';

/** A dispute as it is known here. */
export type Known = Pick<DisputeRow, 'state' | 'reason' | 'amount_minor' | 'held_minor'>;

/** What a gateway told of it. */
export type Told = Pick<Dispute, 'status' | 'reason' | 'amountMinor'>;

/** What the history of the order calls it. */
export type DisputeEvent =
  | 'chargebackAsked'
  | 'chargebackOpened'
  | 'chargebackChanged'
  | 'chargebackWon'
  | 'chargebackLost'
  | 'chargebackAccepted';

/** What becomes of a dispute. */
export type Step = {
  readonly event: DisputeEvent;
  readonly state: DisputeState;
  readonly reason: Dispute['reason'];
  readonly amountMinor: bigint;
  /** What the gateway does not have for the merchant from then on: held back, or lost. */
  readonly withheldMinor: bigint;
};

/**
 * What news of a dispute change; null when they change nothing. News come twice, late and in any order: what is decided
 * stays so, what is held back is not a mere question again, and a dispute may be decided before anybody heard of it.
 */
export const stepOf = (known: Known | undefined, told: Told): Step | null => {
  if (known !== undefined && known.state !== 'OPEN') return null;
  return told.status === 'OPEN' ? opened(known, told) : closed(known, told, told.status);
};

const opened = (known: Known | undefined, { reason, amountMinor }: Told): Step | null => {
  const asks = reason === 'INFO_REQUEST';
  const withheldMinor = asks ? 0n : amountMinor;
  const step = { state: 'OPEN', reason, amountMinor, withheldMinor } as const;
  if (known === undefined) return { ...step, event: asks ? 'chargebackAsked' : 'chargebackOpened' };
  if (asks && known.held_minor > 0n) return null;
  if (known.held_minor === 0n && withheldMinor > 0n) return { ...step, event: 'chargebackOpened' };
  const isSame = known.reason === reason && known.amount_minor === amountMinor;
  return isSame ? null : { ...step, event: 'chargebackChanged' };
};

const EVENTS = { WON: 'chargebackWon', LOST: 'chargebackLost', ACCEPTED: 'chargebackAccepted' } as const;

const closed = (known: Known | undefined, told: Told, state: Exclude<DisputeState, 'OPEN'>): Step => ({
  event: EVENTS[state],
  state,
  // A question that was answered, told of a dispute that followed it, says nothing new of why.
  reason: told.reason === 'INFO_REQUEST' && known !== undefined ? known.reason : told.reason,
  amountMinor: told.amountMinor,
  withheldMinor: state === 'WON' ? 0n : told.amountMinor,
});

/**
 * Whether news say the contrary of what is known: won here and lost there. Some gateways cannot tell lost disputes from
 * accepted ones.
 */
export const contradicts = (known: Known | undefined, { status }: Told): boolean =>
  known !== undefined && known.state !== 'OPEN' && status !== 'OPEN' && (known.state === 'WON') !== (status === 'WON');
