import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import { type Db, isUniqueViolation } from '../../db/database.ts';
import { randomCode } from '../../kit/ids.ts';
import { settingsOf } from '../accounts/index.ts';
import { PRICE_OPTION_GROUP_CODE_TAKEN, PRICE_OPTION_GROUP_NOT_FOUND } from './errors.ts';
import type { SentGroup } from './objects.ts';
import { changedGroup, type GroupRules, newGroup } from './rules/option-groups.ts';
import { insertOptionGroup, lockOptionGroup, updateOptionGroup } from './store.ts';

/** Whose groups they are, and when it is. */
export type Pricing = { readonly db: Db; readonly merchant: Merchant; readonly now: Date };

/** The language of the account's own texts, upper case. */
export const languageOf = (merchant: Merchant): string => settingsOf(merchant).language.toUpperCase();

const rulesOf = (merchant: Merchant): GroupRules => ({ language: languageOf(merchant), newCode: randomCode });

/** Adds a group. Refuses PRICE_OPTION_GROUP_CODE_TAKEN and what the rules refuse. */
export const addGroup = async ({ db, merchant, now }: Pricing, sent: SentGroup): Promise<void> => {
  const group = newGroup(sent, rulesOf(merchant));
  try {
    await insertOptionGroup(db, merchant.id, group, now);
  } catch (error) {
    if (isUniqueViolation(error, 'price_option_groups_pkey')) refuse(PRICE_OPTION_GROUP_CODE_TAKEN);
    throw error;
  }
};

/** Changes a group; `db` must be a transaction. Refuses PRICE_OPTION_GROUP_NOT_FOUND and what the rules refuse. */
export const changeGroup = async ({ db, merchant, now }: Pricing, sent: SentGroup): Promise<void> => {
  const before = await lockOptionGroup(db, merchant.id, sent.Code?.trim() ?? '');
  if (before === undefined) return refuse(PRICE_OPTION_GROUP_NOT_FOUND);
  await updateOptionGroup(db, merchant.id, changedGroup(before, sent, rulesOf(merchant)), now);
};
