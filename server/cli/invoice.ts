import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { merchantOf } from '../domains/accounts/index.ts';
import { documentsOfOrder, invoiceFile } from '../domains/invoices/index.ts';
import { merchantNamed } from './merchant.ts';
import { type CommandDeps, CommandFailed, withStorage } from './with-storage.ts';

type InvoiceOptions = { readonly out?: string; readonly creditNote?: number };

/** sutler invoice … */
export const addInvoiceCommand = (program: Command): void => {
  program
    .command('invoice <merchant> <refNo>')
    .description('write the invoice of an order, or a credit note, as PDF')
    .option('--credit-note <number>', 'the credit note of its first, second … refund', parseCount)
    .option('--out <file>', 'where to; "-" is the standard output')
    .action((code: string, refNo: string, options: InvoiceOptions) =>
      withStorage((deps) => writeInvoice(deps, code, refNo, options)),
    );
};

const parseCount = (text: string): number => {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Write a number from 1.');
  return Number(text);
};

const writeInvoice = async (deps: CommandDeps, code: string, refNo: string, options: InvoiceOptions): Promise<void> => {
  const merchant = merchantOf(await merchantNamed(deps, code));
  const at = new Date(deps.now().getTime() + merchant.clockOffsetMs);
  const documents = await documentsOfOrder({ db: deps.database, merchant, at }, refNo);
  const document = documents[options.creditNote ?? 0];
  if (document === undefined) throw new CommandFailed(`The order ${refNo} has ${documents.length - 1} credit notes.`);
  const { filename, pdf } = await invoiceFile(document);
  if (options.out === '-') {
    await pipeline(pdf, process.stdout, { end: false });
    return;
  }
  // npm runs commands in the project's folder and tells where it was called.
  const path = resolve(process.env['INIT_CWD'] ?? '.', options.out ?? filename);
  await pipeline(pdf, createWriteStream(path));
  console.log(`Wrote ${document.number} to ${path}`);
};
