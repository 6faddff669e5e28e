import type { Logger } from '../kit/log.ts';

export type Stopper = {
  /** What a stop has to close from now on. */
  closes(close: () => Promise<void>): void;
  /** Stops cleanly, once, and ends the process. */
  stop(reason: string, exitCode: number): Promise<void>;
};

/** What of the process is needed. */
export type Host = {
  on(event: string, listener: (value: unknown) => void): unknown;
  exit(code: number): void;
};

/** npm passes on a signal that the terminal has sent to this process already; both are one wish. */
const SAME_WISH_MS = 500;

/**
 * Ends the process cleanly on SIGINT and SIGTERM, with code 0; a second signal ends it at once. An error that nobody
 * caught leaves the program in a state that nobody knows, so it ends too, with code 1, after closing what it can.
 */
export const stopOnSignals = (log: Logger, host: Host = process): Stopper => {
  let close = async (): Promise<void> => undefined;
  let stoppingSince: number | undefined;

  const stop = async (reason: string, exitCode: number): Promise<void> => {
    if (stoppingSince !== undefined) return;
    stoppingSince = performance.now();
    log.info({ reason }, 'stopping');
    let code = exitCode;
    try {
      await close();
    } catch (error) {
      log.error({ err: error }, 'the stop was not clean');
      code = 1;
    }
    log.info('stopped');
    host.exit(code);
  };

  const onSignal = (name: string): void => {
    if (stoppingSince === undefined) void stop(name, 0);
    else if (performance.now() - stoppingSince > SAME_WISH_MS) {
      log.warn({ reason: name }, 'stopped by force');
      host.exit(130);
    }
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) host.on(name, () => onSignal(name));
  for (const name of ['uncaughtException', 'unhandledRejection'] as const) {
    host.on(name, (error: unknown) => {
      log.fatal({ err: error }, name);
      void stop(name, 1);
    });
  }
  return {
    closes(next) {
      close = next;
    },
    stop,
  };
};
