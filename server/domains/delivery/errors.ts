import { refusal } from '../../api/errors.ts';

export const CODE_LIST_NOT_FOUND = refusal('CODE_LIST_NOT_FOUND', 31001, 'not-found', 'No code list has this code.');
export const CODE_LIST_CODE_TAKEN = refusal(
  'CODE_LIST_CODE_TAKEN',
  31002,
  'conflict',
  'Another code list has this code.',
);
export const CODE_LIST_IN_USE = refusal('CODE_LIST_IN_USE', 31003, 'conflict', 'Products hand out keys of this list.');
export const CODE_LIST_INVALID = refusal('CODE_LIST_INVALID', 31004, 'invalid', 'The code list cannot be like this.');
export const ACTIVATION_KEY_INVALID = refusal(
  'ACTIVATION_KEY_INVALID',
  31005,
  'invalid',
  'An activation key cannot be used.',
);
