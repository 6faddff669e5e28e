import { refusal } from '../../api/errors.ts';

export const LANGUAGE_NOT_KNOWN = refusal('LANGUAGE_NOT_KNOWN', 29001, 'invalid', 'There is no such language.');
