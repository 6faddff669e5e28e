import { refusal } from '../../api/errors.ts';

export const DISPUTE_NOT_FOUND = refusal('DISPUTE_NOT_FOUND', 30051, 'not-found', 'There is no such dispute.');
export const DISPUTE_CLOSED = refusal('DISPUTE_CLOSED', 30052, 'conflict', 'The dispute is decided.');
export const DISPUTE_ONLY_ASKED = refusal(
  'DISPUTE_ONLY_ASKED',
  30053,
  'conflict',
  'The bank only asks; there is nothing to accept. Refund the order to give the money back.',
);
