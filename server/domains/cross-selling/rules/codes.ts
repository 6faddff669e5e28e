import { randomReference } from '../../../kit/ids.ts';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Last signs of sixteen bytes in base64, whose lowest four bits are none. */
const LAST = 'AQgw';

/**
 * A code in the platform's form: sixteen random bytes in base64, 24 characters. Those with + and / are not used, since
 * codes stand in paths and query strings.
 */
export const newCampaignCode = (): string => `${randomReference(21, LETTERS_AND_DIGITS)}${randomReference(1, LAST)}==`;
