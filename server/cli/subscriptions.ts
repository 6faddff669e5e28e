import { createReadStream, createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { read } from '../api/read.ts';
import { LATEST } from '../api/versions.ts';
import { merchantOf } from '../domains/accounts/index.ts';
import { merchantNow } from '../domains/orders/index.ts';
import {
  exportSubscriptions,
  type ImportTotals,
  importSubscriptions,
  type RefusedRow,
  rowsOf,
} from '../domains/subscription-changes/index.ts';
import {
  type SearchOptions,
  SUBSCRIPTION_STATUSES,
  SubscriptionSearchOptions,
  type SubscriptionStatus,
} from '../domains/subscriptions/index.ts';
import { merchantNamed } from './merchant.ts';
import { progress } from './progress.ts';
import { type ProgramDeps, withProgram } from './with-program.ts';
import { type CommandDeps, CommandFailed, withStorage } from './with-storage.ts';

/** sutler subscriptions … */
export const addSubscriptionsCommands = (program: Command): void => {
  const subscriptions = program.command('subscriptions').description('bring subscriptions in from files, and out');
  subscriptions
    .command('import <merchant> [file]')
    .description('import a CSV of subscriptions, from a file or standard input; twice does no harm')
    .option('--delimiter <character>', 'what stands between two cells', ',')
    .action((merchant: string, file: string | undefined, options: { readonly delimiter: string }) =>
      withProgram((deps) => add(deps, merchant, file, options.delimiter)),
    );
  subscriptions
    .command('export <merchant>')
    .description('write subscriptions as CSV to standard output, in the order of their purchase')
    .option('--output <file>', 'write to this file')
    .option('--email <text>', 'with this part in the address of the end user or the customer')
    .option('--product <code...>', 'of these products')
    .option('--country <code...>', 'of end users in these countries')
    .option('--purchased-after <date>', 'bought on this day or later')
    .option('--purchased-before <date>', 'bought on this day or before')
    .option('--expire-after <date>', 'that end on this day or later')
    .option('--expire-before <date>', 'that end on this day or before')
    .option('--type <type>', 'REGULAR, TRIAL or TRIALCONVERSION')
    .addOption(new Option('--status <status>', 'of this status').choices(SUBSCRIPTION_STATUSES))
    .action((merchant: string, options: ExportOptions) => withStorage((deps) => exportAll(deps, merchant, options)));
};

/** npm runs commands in the project's folder and tells where it was called. */
const pathOf = (file: string): string => resolve(process.env['INIT_CWD'] ?? '.', file);

// ---- in ----

const add = async (
  { database, parts, now }: ProgramDeps,
  code: string,
  file: string | undefined,
  delimiter: string,
): Promise<void> => {
  const merchant = merchantOf(await merchantNamed({ database }, code));
  const bytes = file === undefined ? standardInput() : createReadStream(pathOf(file));
  const totals = await importSubscriptions({ database, parts, now }, merchant, rowsOf(bytes, delimiter), {
    onRefused: tellRefused,
    onProgress: tellNow,
  }).catch(unreadable);
  const { added, changed, unchanged, refused } = totals;
  console.log(`${added} imported, ${changed} changed, ${unchanged} as they were, ${refused} refused.`);
  if (refused > 0) process.exitCode = 1;
};

const standardInput = (): AsyncIterable<Uint8Array> => {
  if (process.stdin.isTTY) throw new CommandFailed('Name a file of subscriptions, or send it to standard input.');
  return process.stdin;
};

const unreadable = (error: unknown): never => {
  if (!(error instanceof Error && 'syscall' in error && 'path' in error)) throw error;
  throw new CommandFailed(`The file cannot be read: ${error.message}`);
};

const tellRefused = ({ line, code, message }: RefusedRow): void => {
  process.stderr.write(`line ${line}: ${code} ${message}\n`);
};

const TELL_EVERY = 10_000;

const tellNow = ({ added, changed, unchanged, refused }: ImportTotals): void => {
  const seen = added + changed + unchanged + refused;
  if (seen % TELL_EVERY === 0) progress(`${seen} rows read, ${added} of them new`);
};

// ---- out ----

type ExportOptions = {
  readonly output?: string;
  readonly email?: string;
  readonly product?: readonly string[];
  readonly country?: readonly string[];
  readonly purchasedAfter?: string;
  readonly purchasedBefore?: string;
  readonly expireAfter?: string;
  readonly expireBefore?: string;
  readonly type?: string;
  readonly status?: SubscriptionStatus;
};

const exportAll = async ({ database, now }: CommandDeps, code: string, options: ExportOptions): Promise<void> => {
  const merchant = merchantOf(await merchantNamed({ database }, code));
  const viewpoint = { merchant, now: merchantNow({ now }, merchant) };
  const wanted = { status: options.status, options: searchOf(options) };
  const text = exportSubscriptions(database, viewpoint, wanted);
  await pipeline(Readable.from(text, { highWaterMark: 1 }), targetOf(options.output)).catch(unlessClosed);
};

const searchOf = (options: ExportOptions): SearchOptions =>
  read(
    SubscriptionSearchOptions,
    LATEST,
    {
      CustomerEmail: options.email,
      ProductCodes: options.product,
      CountryCodes: options.country,
      PurchasedAfter: options.purchasedAfter,
      PurchasedBefore: options.purchasedBefore,
      ExpireAfter: options.expireAfter,
      ExpireBefore: options.expireBefore,
      Type: options.type,
    },
    '',
  ) ?? {};

const targetOf = (file: string | undefined): Writable =>
  file === undefined ? process.stdout : createWriteStream(pathOf(file));

/** Whoever reads the output may have seen enough. */
const unlessClosed = (error: unknown): void => {
  if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
};
