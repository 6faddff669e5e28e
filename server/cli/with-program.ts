import { readConfiguration } from '../configuration.ts';
import { createLogger } from '../kit/log.ts';
import { openSutler, type Sutler } from '../main.ts';
import { requireMigrated } from '../storage.ts';
import { progress } from './progress.ts';

/** What commands work with that need more than the database: gateways, numbers, rates. */
export type ProgramDeps = Pick<Sutler, 'database' | 'parts'> & {
  readonly log: ReturnType<typeof createLogger>;
  /** The real time. */
  readonly now: () => Date;
};

/**
 * Runs a command with all parts of the program joined, neither listening nor working by itself. A server that was running
 * already goes on.
 */
export const withProgram = async (work: (deps: ProgramDeps) => Promise<void>): Promise<void> => {
  const log = createLogger({ level: 'warn', destination: process.stderr });
  const sutler = await openSutler(readConfiguration(process.env), { log, migrate: false, onProgress: progress });
  try {
    await requireMigrated(sutler, progress);
    await work({ database: sutler.database, parts: sutler.parts, log, now: () => new Date() });
  } finally {
    await sutler.close();
  }
};
