import { type Command, Option } from 'commander';
import { advanceClock } from '../advance-clock.ts';
import { type ClockMove, merchantOf, moveClock } from '../domains/accounts/index.ts';
import { parseDuration, parseInstant } from './durations.ts';
import { clockText, merchantNamed } from './merchant.ts';
import { type ProgramDeps, withProgram } from './with-program.ts';
import { type CommandDeps, withStorage } from './with-storage.ts';

type ClockOptions = { readonly advance?: number; readonly to?: Date };

/** sutler clock … */
export const addClockCommand = (program: Command): void => {
  program
    .command('clock <merchant>')
    .description("show a merchant's clock, or move that of a test merchant forwards; what is due on the way happens")
    .addOption(new Option('--advance <duration>', 'by so much, e.g. 30d').argParser(parseDuration).conflicts('to'))
    .addOption(new Option('--to <instant>', 'until this instant, e.g. 2027-01-31T10:00:00Z').argParser(parseInstant))
    .action((code: string, options: ClockOptions) => {
      const move = moveOf(options);
      return move === undefined
        ? withStorage((deps) => show(deps, code))
        : withProgram((deps) => moveTo(deps, code, move));
    });
};

const show = async (deps: Pick<CommandDeps, 'database' | 'now'>, code: string): Promise<void> => {
  const merchant = await merchantNamed(deps, code);
  console.log(`Clock of ${merchant.code}: ${clockText(merchant, deps.now())}`);
};

/** Nothing is done for a merchant who is disabled, whatever the time. */
const moveTo = async (deps: ProgramDeps, code: string, move: ClockMove): Promise<void> => {
  const merchant = await merchantNamed(deps, code);
  if (merchant.enabled) await advanceClock(deps, merchantOf(merchant), move);
  else await moveClock(deps.database, merchant.id, move, deps.now());
  await show(deps, code);
};

const moveOf = ({ advance, to }: ClockOptions): ClockMove | undefined => {
  if (to !== undefined) return { setTo: to };
  return advance === undefined ? undefined : { advanceMs: advance };
};
