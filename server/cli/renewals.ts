import type { Command } from 'commander';
import { merchantNow } from '../domains/orders/index.ts';
import { findProgress } from '../domains/renewals/index.ts';
import { wallClock } from '../kit/dates.ts';
import { durationText, parseDuration } from './durations.ts';
import { merchantsNamed, type Named } from './named.ts';
import { table } from './table.ts';
import { type CommandDeps, withStorage } from './with-storage.ts';

type RenewalsOptions = Named & { readonly since: number };

const DAY_MS = 86_400_000;

/** sutler renewals … */
export const addRenewalsCommand = (program: Command): void => {
  program
    .command('renewals')
    .description('tell how automatic renewals stand: what is due, what came of those before, when the next ones come')
    .option('--merchant <code>', 'of this merchant; of all who have any when absent')
    .option('--since <duration>', 'count those that were made so long ago at most', parseDuration, DAY_MS)
    .action((options: RenewalsOptions) => withStorage((deps) => show(deps, options)));
};

const show = async (deps: CommandDeps, options: RenewalsOptions): Promise<void> => {
  const rows = [['MERCHANT', 'DUE', 'IN HAND', 'WAITING', 'PAID', 'TO BE RETRIED', 'GIVEN UP', 'NEXT']];
  for await (const merchant of merchantsNamed(deps.database, options.merchant)) {
    const at = merchantNow(deps, merchant);
    const since = new Date(at.getTime() - options.since);
    const { due, inHand, dueSince, done, open, failed, nextAt } = await findProgress(
      deps.database,
      merchant.id,
      at,
      since,
    );
    if (options.merchant === undefined && due + done + open + failed === 0 && nextAt === null) continue;
    rows.push([
      merchant.code,
      String(due),
      String(inHand),
      dueSince === null ? '' : durationText(at.getTime() - dueSince.getTime()),
      String(done),
      String(open),
      String(failed),
      nextAt === null ? '' : wallClock(nextAt, merchant.timeZone),
    ]);
  }
  console.log(rows.length === 1 ? 'There are no automatic renewals.' : table(rows));
};
