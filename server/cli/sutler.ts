import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { Refused } from '../api/errors.ts';
import { BadConfiguration, projectFolder, readConfiguration } from '../configuration.ts';
import { migrate, SchemaMismatch } from '../db/migrate.ts';
import { DatabaseUnreachable, NotMigrated, openStorage } from '../storage.ts';
import { addClockCommand } from './clock.ts';
import { contract } from './contract.ts';
import { addDisputeCommands } from './dispute.ts';
import { doctor } from './doctor.ts';
import { addInvoiceCommand } from './invoice.ts';
import { addKeysCommands } from './keys.ts';
import { addMerchantCommands } from './merchant.ts';
import { addStripeCommand } from './merchant-stripe.ts';
import { addOrderCommands } from './order.ts';
import { progress } from './progress.ts';
import { addRefundCommands } from './refund.ts';
import { addRenewalsCommand } from './renewals.ts';
import { seed } from './seed.ts';
import { serve, work } from './serve.ts';
import { addSubscriptionsCommands } from './subscriptions.ts';
import { CommandFailed } from './with-storage.ts';

const programOf = (): Command => {
  const program = new Command('sutler');
  program
    .description('A merchant platform of your own. Settings come from the environment; see the documentation.')
    .version(version())
    .showHelpAfterError('(--help tells more)');
  program
    .command('serve')
    .description('answer the API and do the work that comes back')
    .option('--no-work', 'only answer the API')
    .option('--no-migrate', 'leave the tables as they are')
    .action(serve);
  program
    .command('work')
    .description('only do the work that comes back')
    .option('--no-migrate', 'leave the tables as they are')
    .action(work);
  program.command('migrate').description('bring the tables up to date').action(migrateDatabase);
  program
    .command('seed [file]')
    .description('apply a seed file (YAML or JSON), the demo when none is named; twice does no harm')
    .action(seed);
  addStripeCommand(addMerchantCommands(program));
  addOrderCommands(program);
  addRefundCommands(program);
  addRenewalsCommand(program);
  addDisputeCommands(program);
  addClockCommand(program);
  addInvoiceCommand(program);
  addKeysCommands(program);
  addSubscriptionsCommands(program);
  program.command('contract').description('write the documents that are derived from the code').action(contract);
  program
    .command('doctor')
    .description('check everything that has to be right')
    .action(async () => {
      if (!(await doctor())) process.exitCode = 1;
    });
  return program;
};

const version = (): string => JSON.parse(readFileSync(join(projectFolder(), 'package.json'), 'utf8')).version;

const migrateDatabase = async (): Promise<void> => {
  const storage = await openStorage(readConfiguration(process.env), { onProgress: progress });
  try {
    const applied = await migrate(storage.connection, { onProgress: progress });
    console.log(applied.length === 0 ? 'The tables are up to date.' : `Applied ${applied.join(', ')}.`);
  } finally {
    await storage.close();
  }
};

/** Messages that are written for people; of other errors the place matters too. */
const FOR_PEOPLE = [BadConfiguration, CommandFailed, DatabaseUnreachable, NotMigrated, Refused, SchemaMismatch];

const tell = (error: unknown): void => {
  const expected = FOR_PEOPLE.some((kind) => error instanceof kind);
  const text = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
};

try {
  await programOf().parseAsync();
} catch (error) {
  tell(error);
  process.exit(1);
}
