import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { Merchant } from '../api/call.ts';
import { Refused } from '../api/errors.ts';
import type { Db } from '../db/database.ts';
import { findMerchantByCode, listMerchants, merchantOf } from '../domains/accounts/index.ts';
import { type Actor, loadOrder, parseRefNo } from '../domains/orders/index.ts';
import { CommandFailed } from './with-storage.ts';

/** How commands are told of which merchant and order they are, and by whom. */

export type Named = { readonly merchant?: string };

export const withMerchant = (command: Command): Command =>
  command.option('--merchant <code>', 'merchant of the order; needed where several have one of this reference');

/** The user of the machine; its name may be unknown to the system, for example in containers. */
export const whoever = (): Actor => {
  try {
    return { kind: 'CLI', name: userInfo().username };
  } catch {
    return { kind: 'CLI', name: `uid ${process.getuid?.() ?? '?'}` };
  }
};

export const toldAsFailure = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) throw new CommandFailed(error.message);
    throw error;
  }
};

export const countOf = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new CommandFailed(`${name} must be a whole number from 1.`);
  return Number(text);
};

/** Finds an order by its reference. Merchants count their own references, so several may have the same one. */
export const orderNamed = async (
  db: Db,
  reference: string,
  code: string | undefined,
): Promise<{ readonly merchant: Merchant; readonly refNo: bigint }> => {
  const refNo = parseRefNo(reference);
  if (refNo === undefined) throw new CommandFailed(`${reference} is no reference of an order.`);
  const found: Merchant[] = [];
  for await (const merchant of merchantsNamed(db, code)) {
    if ((await loadOrder(db, merchant.id, refNo)) !== undefined) found.push(merchant);
  }
  const [merchant, ...others] = found;
  if (merchant === undefined) throw new CommandFailed(`There is no order ${reference}.`);
  if (others.length > 0) {
    const codes = found.map((one) => one.code).join(', ');
    throw new CommandFailed(`Several merchants have an order ${reference} (${codes}): name one with --merchant.`);
  }
  return { merchant, refNo };
};

/** The merchant with a code, or all. */
export async function* merchantsNamed(db: Db, code: string | undefined): AsyncGenerator<Merchant> {
  if (code !== undefined) {
    const merchant = await findMerchantByCode(db, code);
    if (merchant === undefined) throw new CommandFailed(`There is no merchant ${code}.`);
    yield merchantOf(merchant);
    return;
  }
  let page = await listMerchants(db);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    yield* page.map(merchantOf);
    page = await listMerchants(db, { after: last.code });
  }
}
