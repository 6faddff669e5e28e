import { refusal } from '../../../api/errors.ts';

export const SKU_NOT_FOUND = refusal('SKU_NOT_FOUND', 21051, 'not-found', 'There is no such SKU.');
export const SKU_INVALID = refusal('SKU_INVALID', 21052, 'invalid', 'The SKU cannot be.');
export const SKU_TAKEN = refusal(
  'SKU_TAKEN',
  21053,
  'conflict',
  'A SKU stands for one combination of one price list, and this one stands for another already.',
);
export const SKU_SCHEMA_INVALID = refusal('SKU_SCHEMA_INVALID', 21054, 'invalid', 'The SKU schema cannot be made.');
