import { type Configuration, masterKeysOf, readConfiguration } from '../configuration.ts';
import { systemClock } from '../kit/clock.ts';
import { createLogger, type Logger } from '../kit/log.ts';
import type { MasterKey } from '../kit/seal.ts';
import { openStorage, requireMigrated, type Storage } from '../storage.ts';
import { progress } from './progress.ts';

/** What commands that only need the database work with. */
export type CommandDeps = Storage & {
  readonly configuration: Configuration;
  readonly masterKeys: readonly MasterKey[];
  /** The real time. */
  readonly now: () => Date;
  readonly log: Logger;
};

/**
 * Runs a command on the database that the environment names, at this program's state, and closes it. A server that was
 * running already goes on.
 */
export const withStorage = async (work: (deps: CommandDeps) => Promise<void>): Promise<void> => {
  const configuration = readConfiguration(process.env);
  const log = createLogger({ level: 'warn', destination: process.stderr });
  const storage = await openStorage(configuration, { onProgress: progress });
  try {
    await requireMigrated(storage, progress);
    await work({ ...storage, configuration, masterKeys: masterKeysOf(configuration), now: systemClock.now, log });
  } finally {
    await storage.close();
  }
};

/** A command that cannot do what was asked; the message is for people. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}
