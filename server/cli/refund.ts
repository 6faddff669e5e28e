import type { Command } from 'commander';
import type { Merchant } from '../api/call.ts';
import { listRefunds, type RefundRow } from '../domains/payments/index.ts';
import {
  decideRefund,
  REFUND_ACTIONS,
  type RefundAction,
  refundPage,
  requestRefund,
  type SentRefund,
} from '../domains/refunds/index.ts';
import { wallClock } from '../kit/dates.ts';
import { amountText } from '../kit/money.ts';
import { countOf, merchantsNamed, type Named, orderNamed, toldAsFailure, whoever, withMerchant } from './named.ts';
import { table } from './table.ts';
import { type ProgramDeps, withProgram } from './with-program.ts';
import { type CommandDeps, CommandFailed, withStorage } from './with-storage.ts';

type RequestOptions = Named & {
  readonly reason: string;
  readonly amount?: string;
  readonly item?: readonly string[];
  readonly comment?: string;
  readonly endSubscriptions?: boolean;
  readonly keepSubscriptions?: boolean;
  readonly reuseKeys?: boolean;
  readonly keepKeys?: boolean;
  readonly byShopper?: boolean;
};
type DecideOptions = Named & { readonly comment?: string };
type ListOptions = Named & { readonly state?: string; readonly limit?: string };

const DESCRIPTIONS: Readonly<Record<RefundAction, string>> = {
  approve: 'approve the refund that was asked for; it is made when its hold is over',
  reject: 'turn the refund away that was asked for',
  cancel: 'take back the refund that is not made yet',
};

/** sutler refund … */
export const addRefundCommands = (program: Command): void => {
  const refund = program.command('refund').description('give money back');
  withMerchant(
    refund
      .command('request <refno>')
      .description('ask for a refund, of all that is left unless told otherwise; it waits for an approval')
      .requiredOption('--reason <reason>', 'one of the account, e.g. Other')
      .option('--amount <amount>', 'in the currency of the order, e.g. 12.50')
      .option('--item <code:quantity...>', 'the lines that it is about, by product code')
      .option('--comment <text>', 'what the shopper is told')
      .option('--end-subscriptions', 'end the subscriptions of the order, or of its lines that are named')
      .option('--keep-subscriptions', 'leave them')
      .option('--reuse-keys', 'give the keys to others once all money went back')
      .option('--keep-keys', 'leave them used')
      .option('--by-shopper', 'the shopper asked for it'),
  ).action((refNo: string, options: RequestOptions) => withProgram((deps) => request(deps, refNo, options)));
  for (const action of REFUND_ACTIONS) {
    withMerchant(
      refund
        .command(`${action} <refno>`)
        .description(DESCRIPTIONS[action])
        .option('--comment <text>', 'why, for the history'),
    ).action((refNo: string, options: DecideOptions) => withProgram((deps) => decide(deps, action, refNo, options)));
  }
  withMerchant(
    refund
      .command('list')
      .description('list refunds, those that are not ended unless told otherwise')
      .option('--state <state>', 'e.g. PENDING, APPROVED, WAITING_DISPUTE, DONE')
      .option('--limit <count>', 'at most so many of a merchant, 50 when absent, 200 at most'),
  ).action((options: ListOptions) => withStorage((deps) => list(deps, options)));
};

const request = async (deps: ProgramDeps, reference: string, options: RequestOptions): Promise<void> => {
  const { merchant, refNo } = await orderNamed(deps.database, reference, options.merchant);
  const asked =
    options.byShopper === true
      ? ({ origin: 'SHOPPER', by: { kind: 'SHOPPER', name: '' } } as const)
      : ({ origin: 'PANEL', by: whoever() } as const);
  tell(merchant, await toldAsFailure(() => requestRefund(deps, merchant, refNo, sentOf(options), asked)));
};

const sentOf = (options: RequestOptions): SentRefund => ({
  Reason: options.reason,
  Amount: options.amount ?? null,
  Items: (options.item ?? []).map(itemOf),
  Comment: options.comment ?? '',
  EndSubscriptions: choice('subscriptions', options.endSubscriptions, options.keepSubscriptions),
  ReuseKeys: choice('keys', options.reuseKeys, options.keepKeys),
});

const choice = (what: string, wanted = false, unwanted = false): boolean | null => {
  if (wanted && unwanted) throw new CommandFailed(`The options about ${what} say the contrary of each other.`);
  return wanted || (unwanted ? false : null);
};

const itemOf = (text: string) => {
  const [, code, quantity] = /^(.+):([1-9]\d{0,5})$/.exec(text) ?? [];
  if (code === undefined) throw new CommandFailed(`${text} is no product code with a quantity, such as EDITOR:1.`);
  return { ProductCode: code, Quantity: Number(quantity) };
};

const decide = async (
  deps: ProgramDeps,
  action: RefundAction,
  reference: string,
  { comment = '', ...options }: DecideOptions,
): Promise<void> => {
  const { merchant, refNo } = await orderNamed(deps.database, reference, options.merchant);
  const newest = (await listRefunds(deps.database, merchant.id, [refNo])).at(-1);
  if (newest === undefined) throw new CommandFailed(`Order ${reference} has no refund.`);
  const cause = { by: whoever(), comment };
  tell(merchant, await toldAsFailure(() => decideRefund(deps, merchant, newest.refund_id, action, cause)));
};

const tell = (merchant: Merchant, refund: RefundRow): void => {
  const money = `${amountText(refund.amount_minor, refund.currency)} ${refund.currency}`;
  const when =
    refund.state === 'APPROVED' && refund.due_at !== null
      ? `, made from ${wallClock(refund.due_at, merchant.timeZone)} on`
      : '';
  console.log(`Refund of ${money} of order ${refund.ref_no} of ${merchant.code}: ${refund.state}${when}`);
};

const list = async (deps: CommandDeps, options: ListOptions): Promise<void> => {
  const limit = countOf('--limit', options.limit) ?? null;
  const state = options.state?.toUpperCase() ?? null;
  const rows = [['ORDER', 'MERCHANT', 'STATE', 'TYPE', 'AMOUNT', 'REASON', 'ASKED BY', 'ASKED', 'DUE']];
  for await (const merchant of merchantsNamed(deps.database, options.merchant)) {
    for (const one of (await refundPage(deps.database, merchant, { state, limit, before: null })).Items ?? []) {
      rows.push([
        one.RefNo ?? '',
        merchant.code,
        one.State ?? '',
        one.Type?.toLowerCase() ?? '',
        `${one.Amount} ${one.Currency}`,
        one.Reason ?? '',
        one.Origin?.toLowerCase() ?? '',
        one.RequestDate ?? '',
        one.DueDate ?? '',
      ]);
    }
  }
  console.log(rows.length === 1 ? 'There are no such refunds.' : table(rows));
};
