import { type Command, Option } from 'commander';
import {
  actOnOrder,
  loadOrder,
  merchantNow,
  type OrderAction,
  orderDetail,
  orderSummaries,
  readListOptions,
} from '../domains/orders/index.ts';
import { countOf, merchantsNamed, type Named, orderNamed, toldAsFailure, whoever, withMerchant } from './named.ts';
import { table } from './table.ts';
import { type ProgramDeps, withProgram } from './with-program.ts';
import { type CommandDeps, CommandFailed, withStorage } from './with-storage.ts';

type ActOptions = Named & { readonly comment?: string; readonly invalidData?: boolean };
type ListOptions = Named & {
  readonly status?: string;
  readonly waitsFor?: 'review' | 'confirmation';
  readonly days?: string;
  readonly tests?: boolean;
  readonly limit?: string;
};

/** The words of the command line for what may be done to an order. */
const ACTIONS: readonly (readonly [word: string, action: OrderAction, description: string])[] = [
  ['approve', 'approve', 'end the fraud review well, or approve a purchase order'],
  ['reject', 'reject', 'turn an order or a purchase order away; reserved money is let go'],
  ['hold', 'hold', 'have a paid order wait for a review'],
  ['cancel', 'cancel', 'give an order up that is not paid, or let its reserved money go'],
  ['finish', 'confirm', 'confirm that you deliver: the money is collected'],
  ['paid', 'markPaid', 'note that the money of a transfer, check or purchase order came to you'],
  ['resend', 'resend', 'note that the messages of an order are to be sent again'],
  ['note', 'note', 'write a comment into the history of an order'],
];

/** sutler order … */
export const addOrderCommands = (program: Command): void => {
  const order = program.command('order').description('look at orders and decide about them');
  withMerchant(
    order
      .command('list')
      .description('list orders, those of the last seven days unless told otherwise')
      .option('--status <status>', 'e.g. PENDING, PURCHASE_PENDING, AUTHRECEIVED')
      .addOption(new Option('--waits-for <whom>', 'orders that wait, however old').choices(['review', 'confirmation']))
      .option('--days <days>', 'placed in the last so many days')
      .option('--tests', 'test orders too')
      .option('--limit <count>', 'at most so many, 50 when absent, 200 at most'),
  ).action((options: ListOptions) => withStorage((deps) => list(deps, options)));
  withMerchant(
    order.command('show <refno>').description('show an order, its history and what may be done to it'),
  ).action((refNo: string, options: Named) => withStorage((deps) => show(deps, refNo, options)));
  for (const [word, action, description] of ACTIONS) {
    const command = withMerchant(order.command(`${word} <refno>`).description(description)).option(
      '--comment <text>',
      'why, for the history',
    );
    if (action === 'reject') command.option('--invalid-data', 'because of wrong data, not of fraud');
    command.action((refNo: string, options: ActOptions) => withProgram((deps) => act(deps, action, refNo, options)));
  }
};

const act = async (deps: ProgramDeps, action: OrderAction, reference: string, options: ActOptions): Promise<void> => {
  const { merchant, refNo } = await orderNamed(deps.database, reference, options.merchant);
  const record = await toldAsFailure(() =>
    actOnOrder(deps, merchant, refNo, {
      action,
      by: whoever(),
      comment: options.comment ?? '',
      reason: options.invalidData === true ? 'INVALIDDATA' : 'FRAUD',
    }),
  );
  const { order } = record;
  const waits = order.awaits === null ? '' : `, waits for its ${order.awaits.toLowerCase()}`;
  console.log(`Order ${refNo} of ${merchant.code}: ${order.status}${waits} (${order.approve_status})`);
};

const list = async (deps: CommandDeps, options: ListOptions): Promise<void> => {
  const rows = [['REFERENCE', 'MERCHANT', 'STATUS', 'WAITS FOR', 'UNTIL', 'PLACED', 'CUSTOMER', 'TOTAL']];
  for await (const merchant of merchantsNamed(deps.database, options.merchant)) {
    const now = merchantNow(deps, merchant);
    const page = await orderSummaries(deps.database, merchant, filterOf(options, now), now);
    for (const one of page.Items ?? []) {
      rows.push([
        one.RefNo ?? '',
        merchant.code,
        `${one.Status} (${one.ApproveStatus})`,
        one.Awaits?.toLowerCase() ?? '',
        one.WaitsUntil ?? '',
        one.OrderDate ?? '',
        one.Customer ?? '',
        `${one.GrossPrice} ${one.Currency?.toUpperCase()}`,
      ]);
    }
  }
  console.log(rows.length === 1 ? 'There are no such orders.' : table(rows));
};

const DAY_MS = 86_400_000;

const filterOf = (options: ListOptions, now: Date) => {
  const [days, limit] = [countOf('--days', options.days), countOf('--limit', options.limit)];
  return readListOptions({
    ...(options.status === undefined ? {} : { Status: options.status }),
    ...(options.waitsFor === undefined ? {} : { Awaits: options.waitsFor }),
    ...(days === undefined ? {} : { Newer: Math.floor((now.getTime() - days * DAY_MS) / 1000) }),
    ...(limit === undefined ? {} : { Limit: limit }),
    IncludeTestOrders: options.tests === true ? 'YES' : 'NO',
  });
};

const show = async (deps: CommandDeps, reference: string, options: Named): Promise<void> => {
  const { merchant, refNo } = await orderNamed(deps.database, reference, options.merchant);
  const record = await loadOrder(deps.database, merchant.id, refNo);
  if (record === undefined) throw new CommandFailed(`There is no order ${reference}.`);
  const detail = await orderDetail(deps.database, merchant, record);
  const order = detail.Order;
  console.log(
    table([
      ['Reference', `${order?.RefNo} of ${merchant.code}`],
      ['Status', `${order?.Status} (${order?.ApproveStatus})`],
      ...(detail.Awaits === null ? [] : [['Waits for', detail.Awaits.toLowerCase()]]),
      ...(detail.WaitsUntil === null ? [] : [['Given up', detail.WaitsUntil]]),
      ['Placed', order?.OrderDate ?? ''],
      ['Finished', order?.FinishDate ?? 'no'],
      ['Customer', `${order?.BillingDetails?.FirstName ?? ''} ${order?.BillingDetails?.LastName ?? ''}`.trim()],
      ['E-mail', order?.BillingDetails?.Email ?? ''],
      ['Total', `${order?.GrossDiscountedPrice} ${order?.Currency?.toUpperCase()}`],
      ['Payment', order?.PaymentDetails?.Type ?? ''],
      ...(order?.ChargebackResolution === 'NONE'
        ? []
        : [['Chargeback', `${order?.ChargebackResolution} (${order?.ChargebackReasonCode})`]]),
      ...(order?.PODetails == null ? [] : [['Purchase order', order.PODetails.Status ?? '']]),
      ['May be done', (detail.Actions ?? []).join(', ')],
    ]),
  );
  if (detail.Payments?.length) {
    const rows = detail.Payments.map((one) => [
      one.RequestDate ?? '',
      one.Type ?? '',
      one.State ?? '',
      one.Card ?? '',
      one.DeclineReason ?? '',
    ]);
    console.log(`\n${table([['ATTEMPTED', 'TYPE', 'STATE', 'CARD', 'DECLINED'], ...rows])}`);
  }
  if (detail.History?.length) {
    const rows = detail.History.map((one) => [
      one.Date ?? '',
      one.Event ?? '',
      one.From === one.To ? '' : `${one.From} -> ${one.To}`,
      [one.ActorKind?.toLowerCase(), one.ActorName].filter(Boolean).join(' '),
      one.Comment ?? '',
    ]);
    console.log(`\n${table([['DATE', 'EVENT', 'MOVED', 'BY', 'COMMENT'], ...rows])}`);
  }
};
