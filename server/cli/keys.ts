import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  codeListNamed,
  countShortDeliveries,
  findStock,
  importKeys,
  keysOfBytes,
  keysOfFile,
  listCodeLists,
  listProductsOfCodeList,
  type StockedList,
} from '../domains/delivery/index.ts';
import { merchantNamed } from './merchant.ts';
import { progress } from './progress.ts';
import { table } from './table.ts';
import { type CommandDeps, CommandFailed, withStorage } from './with-storage.ts';

type ImportOptions = { readonly column?: string };

/** sutler keys … */
export const addKeysCommands = (program: Command): void => {
  const keys = program.command('keys').description('look at lists of activation keys and fill them');
  keys
    .command('list <merchant>')
    .description('list the code lists of a merchant with their stock')
    .action((merchant: string) => withStorage((deps) => list(deps, merchant)));
  keys
    .command('import <merchant> <list> [file]')
    .description('add keys, one a line, from a file or standard input; those that the list has are skipped')
    .option('--column <name>', 'the text is a CSV with a first line of names, and the keys are in this column')
    .action((merchant: string, code: string, file: string | undefined, options: ImportOptions) =>
      withStorage((deps) => add(deps, merchant, code, file, options)),
    );
  keys
    .command('show-stock <merchant> <list>')
    .description('tell how many keys of a list are left, and who waits for some')
    .action((merchant: string, code: string) => withStorage((deps) => showStock(deps, merchant, code)));
};

const PAGE = 200;

const list = async ({ database, ...deps }: CommandDeps, merchant: string): Promise<void> => {
  const { id } = await merchantNamed({ database, ...deps }, merchant);
  const rows = [['CODE', 'NAME', 'KEYS', 'FREE', 'USED', 'STATE']];
  for (let offset = 0; ; offset += PAGE) {
    const page = await listCodeLists(database, id, { limit: PAGE, offset });
    rows.push(...page.map(rowOf));
    if (page.length < PAGE) break;
  }
  console.log(rows.length === 1 ? 'There are no code lists.' : table(rows));
  const short = await countShortDeliveries(database, id);
  if (short > 0) console.log(waitingText(short));
};

const rowOf = (one: StockedList): string[] => {
  const isShared = one.sharedKey !== null;
  return [
    one.code,
    one.name,
    isShared ? 'one for all' : `one a ${one.keyPer.toLowerCase()}`,
    isShared ? '-' : String(one.free),
    isShared ? '-' : String(one.used),
    one.lowStockAt === null ? 'fine' : `few since ${one.lowStockAt.toISOString()}`,
  ];
};

const waitingText = (lines: number): string =>
  `${lines} order ${lines === 1 ? 'line waits' : 'lines wait'} for keys; they are delivered when keys are added.`;

const add = async (
  deps: CommandDeps,
  merchant: string,
  code: string,
  file: string | undefined,
  { column }: ImportOptions,
): Promise<void> => {
  const { id, clockOffsetMs } = await merchantNamed(deps, merchant);
  const at = new Date(deps.now().getTime() + clockOffsetMs);
  const keys = file === undefined ? keysOfInput(column) : keysOfFile(pathOf(file), column ?? null);
  const { added, skipped } = await importKeys(deps.database, id, code, keys, at, { onProgress: tellNow });
  console.log(`${added} keys added to ${code}, ${skipped} skipped that it had already.`);
};

/** npm runs commands in the project's folder and tells where it was called. */
const pathOf = (file: string): string => resolve(process.env['INIT_CWD'] ?? '.', file);

const keysOfInput = (column: string | undefined): AsyncIterable<string> => {
  if (process.stdin.isTTY) throw new CommandFailed('Name a file of keys, or send them to standard input.');
  return keysOfBytes(process.stdin, column ?? null);
};

const TELL_EVERY = 100_000;

/** Batches come in round numbers until the last, so that some of them hit the mark. */
const tellNow = ({ added, skipped }: { readonly added: number; readonly skipped: number }): void => {
  const seen = added + skipped;
  if (seen % TELL_EVERY === 0) progress(`${seen} keys read, ${added} of them new`);
};

const MOST_PRODUCTS = 20;

const showStock = async (deps: CommandDeps, merchant: string, code: string): Promise<void> => {
  const { database } = deps;
  const { id } = await merchantNamed(deps, merchant);
  const one = await codeListNamed(database, id, code);
  const [stock, products, short] = await Promise.all([
    findStock(database, id, one.listId),
    listProductsOfCodeList(database, id, code, MOST_PRODUCTS + 1),
    countShortDeliveries(database, id, code),
  ]);
  const named = products.slice(0, MOST_PRODUCTS).join(', ');
  console.log(
    table([
      ['List', one.code],
      ['Name', one.name],
      ['Keys', one.sharedKey === null ? `one a ${one.keyPer.toLowerCase()}` : 'one for all'],
      ['Free', one.sharedKey === null ? String(stock.free) : 'never used up'],
      ['Used', String(stock.used)],
      ['Few below', one.lowStockBelow === null ? 'not set' : String(one.lowStockBelow)],
      ['Few since', one.lowStockAt?.toISOString() ?? 'there are enough'],
      ['Waiting', short === 0 ? 'nobody' : waitingText(short)],
      ['Products', products.length > MOST_PRODUCTS ? `${named} and more` : named || 'none'],
    ]),
  );
};
