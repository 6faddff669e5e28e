import { type Command, Option } from 'commander';
import type { Merchant } from '../api/call.ts';
import { acceptDispute, disputeDetail, disputePage } from '../domains/disputes/index.ts';
import { loadOrder, merchantNow } from '../domains/orders/index.ts';
import { type DisputeRow, listDisputes } from '../domains/payments/index.ts';
import { hearGatewayEvent } from '../gateway-events.ts';
import type { DisputeReason } from '../gateways/port.ts';
import { SIMULATOR } from '../gateways/registry.ts';
import { createSimulatorDesk, type DisputeOutcome, type SimulatorDesk } from '../gateways/simulator/desk.ts';
import { amountText, parseAmount } from '../kit/money.ts';
import { countOf, merchantsNamed, type Named, orderNamed, toldAsFailure, whoever, withMerchant } from './named.ts';
import { table } from './table.ts';
import { type ProgramDeps, withProgram } from './with-program.ts';
import { type CommandDeps, CommandFailed, withStorage } from './with-storage.ts';

const REASONS: readonly DisputeReason[] = [
  'MERCHANDISE_NOT_RECEIVED',
  'NOT_AS_DESCRIBED',
  'DUPLICATE_TRANSACTION',
  'FRAUD',
  'NOT_RECOGNIZED',
  'CREDIT_NOT_PROCESSED',
  'AUTHORIZATION_PROBLEM',
  'INFO_REQUEST',
  'UNKNOWN',
];

type OpenOptions = Named & { readonly reason: DisputeReason; readonly amount?: string };
type AcceptOptions = Named & { readonly comment?: string };
type ListOptions = Named & { readonly state?: string; readonly limit?: string };

/** sutler dispute … */
export const addDisputeCommands = (program: Command): void => {
  const dispute = program.command('dispute').description('chargebacks: what shoppers’ banks ask back');
  withMerchant(
    dispute
      .command('open <refno>')
      .description('have the simulated bank dispute the payment of an order')
      .addOption(new Option('--reason <reason>', 'why').choices(REASONS).default('FRAUD'))
      .option('--amount <amount>', 'in the currency of the order; all that is left when absent'),
  ).action((refNo: string, options: OpenOptions) => withProgram((deps) => open(deps, refNo, options)));
  for (const [word, status, description] of ENDS) {
    withMerchant(dispute.command(`${word} <refno>`).description(description)).action((refNo: string, options: Named) =>
      withProgram((deps) => end(deps, status, refNo, options)),
    );
  }
  withMerchant(
    dispute
      .command('accept <refno>')
      .description('give the open dispute of an order up: the shopper keeps the money')
      .option('--comment <text>', 'why, for the history'),
  ).action((refNo: string, options: AcceptOptions) => withProgram((deps) => accept(deps, refNo, options)));
  withMerchant(
    dispute
      .command('list [refno]')
      .description('list the disputes of an order, or all open ones')
      .option('--state <state>', 'OPEN, WON, LOST or ACCEPTED')
      .option('--limit <count>', 'at most so many of a merchant, 50 when absent, 200 at most'),
  ).action((refNo: string | undefined, options: ListOptions) => withStorage((deps) => list(deps, refNo, options)));
};

const ENDS = [
  ['win', 'WON', 'have the simulated bank decide for the merchant'],
  ['lose', 'LOST', 'have the simulated bank decide for the shopper'],
] as const;

/** What happens at this desk is heard at once; what is not is told to the server. */
const deskOf = (deps: ProgramDeps, merchant: Merchant): SimulatorDesk =>
  createSimulatorDesk({ db: deps.database, onEvent: (event) => hearGatewayEvent(deps, merchant, event) });

const open = async (deps: ProgramDeps, reference: string, options: OpenOptions): Promise<void> => {
  const { merchant, refNo } = await orderNamed(deps.database, reference, options.merchant);
  const payment = (await loadOrder(deps.database, merchant.id, refNo))?.payment;
  if (payment?.state !== 'CAPTURED' || payment.gateway_reference === null) {
    throw new CommandFailed(`No money of order ${reference} was collected, so there is nothing to dispute.`);
  }
  checkSimulated(payment.gateway);
  const outcome = await deskOf(deps, merchant).openDispute({
    merchantId: merchant.id,
    at: merchantNow(deps, merchant),
    gatewayReference: payment.gateway_reference,
    reason: options.reason,
    ...(options.amount === undefined ? {} : { amountMinor: amountOf(options.amount, payment.currency) }),
  });
  checkDone(outcome);
  tell(merchant, (await listDisputes(deps.database, merchant.id, refNo)).at(-1));
};

const amountOf = (text: string, currency: string): bigint => {
  const minor = parseAmount(text, currency);
  if (minor === undefined || minor <= 0n) throw new CommandFailed(`${text} is no amount of ${currency}.`);
  return minor;
};

const checkSimulated = (gateway: string): void => {
  if (gateway !== SIMULATOR)
    throw new CommandFailed(`Disputes of payments by ${gateway} are up to the shopper's bank.`);
};

const REFUSALS: Readonly<Record<Extract<DisputeOutcome, { outcome: 'REFUSED' }>['reason'], string>> = {
  UNKNOWN_REFERENCE: 'The simulated bank does not know the payment.',
  NOT_CAPTURED: 'The money was not collected.',
  ABOVE_CAPTURED: 'There is not so much left of the money.',
  ALREADY_CLOSED: 'The dispute is decided.',
  ONLY_ASKED: 'The bank only asks; it can only be answered (win).',
};

const checkDone = (outcome: DisputeOutcome): void => {
  if (outcome.outcome === 'REFUSED') throw new CommandFailed(REFUSALS[outcome.reason]);
};

const end = async (deps: ProgramDeps, status: 'WON' | 'LOST', reference: string, options: Named): Promise<void> => {
  const { merchant, refNo } = await orderNamed(deps.database, reference, options.merchant);
  const dispute = await openDispute(deps, merchant, refNo);
  checkSimulated(dispute.gateway);
  const { gateway_reference: disputeReference } = dispute;
  const at = merchantNow(deps, merchant);
  checkDone(await deskOf(deps, merchant).closeDispute({ merchantId: merchant.id, disputeReference, status, at }));
  const after = await listDisputes(deps.database, merchant.id, refNo);
  tell(
    merchant,
    after.find(({ dispute_id }) => dispute_id === dispute.dispute_id),
  );
};

/** The oldest open dispute of an order. */
const openDispute = async (deps: ProgramDeps, merchant: Merchant, refNo: bigint): Promise<DisputeRow> => {
  const disputes = await listDisputes(deps.database, merchant.id, refNo);
  const found = disputes.find(({ state }) => state === 'OPEN');
  if (found === undefined) throw new CommandFailed(`No dispute of order ${refNo} is open.`);
  return found;
};

const accept = async (deps: ProgramDeps, reference: string, { comment = '', ...options }: AcceptOptions) => {
  const { merchant, refNo } = await orderNamed(deps.database, reference, options.merchant);
  const { dispute_id } = await openDispute(deps, merchant, refNo);
  tell(merchant, await toldAsFailure(() => acceptDispute(deps, merchant, dispute_id, { by: whoever(), comment })));
};

const tell = (merchant: Merchant, dispute: DisputeRow | undefined): void => {
  if (dispute === undefined) return;
  const money = `${amountText(dispute.amount_minor, dispute.currency)} ${dispute.currency}`;
  const waits = dispute.accepting_since === null ? '' : ', to be accepted';
  console.log(
    `Dispute over ${money} of order ${dispute.ref_no} of ${merchant.code}: ${dispute.state}${waits} (${dispute.reason})`,
  );
};

const list = async (deps: CommandDeps, reference: string | undefined, options: ListOptions): Promise<void> => {
  const rows = [['ORDER', 'MERCHANT', 'STATE', 'REASON', 'AMOUNT', 'HELD BACK', 'FEE', 'OPENED', 'CLOSED']];
  for await (const [merchant, found] of detailsOf(deps, reference, options)) {
    for (const one of found) {
      rows.push([
        one.RefNo ?? '',
        merchant.code,
        one.State ?? '',
        one.Reason ?? '',
        `${one.Amount} ${one.Currency}`,
        String(one.HeldAmount),
        String(one.FeeAmount),
        one.OpenDate ?? '',
        one.CloseDate ?? '',
      ]);
    }
  }
  console.log(rows.length === 1 ? 'There are no such disputes.' : table(rows));
};

type Details = readonly ReturnType<typeof disputeDetail>[];

async function* detailsOf(
  deps: CommandDeps,
  reference: string | undefined,
  options: ListOptions,
): AsyncGenerator<readonly [Merchant, Details]> {
  const state = options.state?.toUpperCase() ?? null;
  const limit = countOf('--limit', options.limit) ?? null;
  if (reference !== undefined) {
    const { merchant, refNo } = await orderNamed(deps.database, reference, options.merchant);
    const disputes = await listDisputes(deps.database, merchant.id, refNo);
    const shown = disputes.filter((one) => state === null || one.state === state);
    yield [merchant, shown.map((one) => disputeDetail(merchant, one))];
    return;
  }
  for await (const merchant of merchantsNamed(deps.database, options.merchant)) {
    yield [merchant, (await disputePage(deps.database, merchant, { state, limit, before: null })).Items ?? []];
  }
}
