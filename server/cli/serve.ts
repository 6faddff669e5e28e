import { type Configuration, readConfiguration } from '../configuration.ts';
import { createLogger, type Logger } from '../kit/log.ts';
import { openSutler, type Sutler } from '../main.ts';
import { banner, isOnPath } from './banner.ts';
import { progress } from './progress.ts';
import { seedAtStart } from './seed.ts';
import { type Stopper, stopOnSignals } from './stop.ts';
import { CommandFailed } from './with-storage.ts';

/** Services of one machine are often started together. */
const DATABASE_PATIENCE_MS = 30_000;

export type ServeOptions = {
  /** False: only the API; another process does the work that comes back. */
  readonly work: boolean;
  /** False: the tables stay as they are. */
  readonly migrate: boolean;
};

/** Serves the API, and does the work that comes back, until the process is told to stop. */
export const serve = async (options: ServeOptions): Promise<void> => {
  const { configuration, log, stopper } = begin();
  const sutler = await opened(configuration, log, stopper, options.migrate);
  await orClosed(sutler, async () => {
    const visitor = await seedAtStart(sutler, configuration);
    if (options.work) sutler.work.start();
    const publicUrl = await listening(sutler, configuration);
    progress('Ready');
    const { loginToleranceMinutes: toleranceMinutes } = configuration;
    console.log(banner({ publicUrl, visitor, at: new Date(), toleranceMinutes, hasCurl: isOnPath('curl') }));
    log.info({ address: publicUrl, work: options.work, pid: process.pid }, 'listening');
  });
};

/** Does only the work that comes back, until the process is told to stop. */
export const work = async (options: Pick<ServeOptions, 'migrate'>): Promise<void> => {
  const { configuration, log, stopper } = begin();
  const sutler = await opened(configuration, log, stopper, options.migrate);
  sutler.work.start();
  progress('Working');
  log.info({ pid: process.pid }, 'working');
};

type Beginning = { readonly configuration: Configuration; readonly log: Logger; readonly stopper: Stopper };

const begin = (): Beginning => {
  const configuration = readConfiguration(process.env);
  const log = createLogger({ level: configuration.logLevel });
  return { configuration, log, stopper: stopOnSignals(log) };
};

const opened = async (
  configuration: Configuration,
  log: Logger,
  stopper: Stopper,
  migrate: boolean,
): Promise<Sutler> => {
  progress(configuration.databaseUrl === undefined ? 'Starting the database' : 'Connecting to the database');
  const sutler = await openSutler(configuration, {
    log,
    migrate,
    patienceMs: DATABASE_PATIENCE_MS,
    onProgress: progress,
    onLost: (reason) => {
      log.fatal({ reason }, 'the embedded database ended');
      void stopper.stop('database lost', 1);
    },
  });
  stopper.closes(sutler.close);
  return sutler;
};

const orClosed = async (sutler: Sutler, begin: () => Promise<void>): Promise<void> => {
  try {
    await begin();
  } catch (error) {
    await sutler.close();
    throw error;
  }
};

const listening = async (sutler: Sutler, { host, port }: Configuration): Promise<string> => {
  try {
    return await sutler.listen();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') throw new CommandFailed(`Port ${port} on ${host} is in use; set PORT to another one.`);
    if (code === 'EACCES')
      throw new CommandFailed(`This user may not listen on port ${port}; set PORT to another one.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new CommandFailed(`${host} is not an address of this machine; set HOST to another one.`);
    }
    throw error;
  }
};
