import { type Command, Option } from 'commander';
import { type ClockMove, moveClock } from '../domains/accounts/index.ts';
import { parseDuration, parseInstant } from './durations.ts';
import { clockText, merchantNamed } from './merchant.ts';
import { type CommandDeps, withStorage } from './with-storage.ts';

type ClockOptions = { readonly advance?: number; readonly to?: Date };

/** sutler clock … */
export const addClockCommand = (program: Command): void => {
  program
    .command('clock <merchant>')
    .description("show a merchant's clock, or move that of a test merchant forwards")
    .addOption(new Option('--advance <duration>', 'by so much, e.g. 30d').argParser(parseDuration).conflicts('to'))
    .addOption(new Option('--to <instant>', 'until this instant, e.g. 2027-01-31T10:00:00Z').argParser(parseInstant))
    .action((code: string, options: ClockOptions) => withStorage((deps) => clock(deps, code, options)));
};

const clock = async (deps: CommandDeps, code: string, options: ClockOptions): Promise<void> => {
  const merchant = await merchantNamed(deps, code);
  const at = deps.now();
  const move = moveOf(options);
  if (move !== undefined) await moveClock(deps.database, merchant.id, move, at);
  const moved = move === undefined ? merchant : await merchantNamed(deps, code);
  console.log(`Clock of ${merchant.code}: ${clockText(moved, at)}`);
};

const moveOf = ({ advance, to }: ClockOptions): ClockMove | undefined => {
  if (to !== undefined) return { setTo: to };
  return advance === undefined ? undefined : { advanceMs: advance };
};
