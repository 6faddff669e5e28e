import type { Logger } from 'pino';

/** Work that comes back. Doing it twice must be harmless: a crash may repeat it. */
export type Task = {
  readonly name: string;
  /** Time between the end of one run and the start of the next, give or take a tenth. */
  readonly everyMs: number;
  /** A run that takes longer is told to stop by its signal, and reported. */
  readonly limitMs: number;
  /** The signal says that the time is over or the timetable stops; what is begun may be finished. */
  readonly run: (signal: AbortSignal) => Promise<unknown>;
};

export type Timetable = {
  /** Starts all tasks; the first runs come after at most a tenth of their intervals. */
  start(): void;
  /** Starts nothing more, tells what runs to stop and waits until it has. Safe to call twice. */
  stop(): Promise<void>;
};

export type TimetableOptions = {
  readonly tasks: readonly Task[];
  readonly log: Logger;
  /** A number from 0 up to 1; nodes that start together should not ask the database together. */
  readonly random?: () => number;
};

const JITTER = 0.1;

/**
 * Runs each task again and again. Runs of one task never overlap, not even when one outlasts its limit: the next waits
 * for its end. Runs of different tasks may. What a run throws is logged and the task goes on.
 */
export const createTimetable = ({ tasks, log, random = Math.random }: TimetableOptions): Timetable => {
  let lines: readonly Line[] = [];
  return {
    start() {
      if (lines.length > 0) return;
      lines = tasks.map((task) => startLine(task, log, random));
    },
    async stop() {
      await Promise.all(lines.map((line) => line.stop()));
    },
  };
};

type Line = { stop(): Promise<void> };

const startLine = (task: Task, log: Logger, random: () => number): Line => {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout;
  let running: Promise<void> = Promise.resolve();

  const begin = (): void => {
    running = runOnce(task, log, stopping.signal).then(() => {
      if (!stopping.signal.aborted) wait(task.everyMs * (1 - JITTER + 2 * JITTER * random()));
    });
  };
  const wait = (ms: number): void => {
    timer = setTimeout(begin, ms);
  };
  wait(task.everyMs * JITTER * random());

  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
};

/** One run; never rejects. */
const runOnce = async (task: Task, log: Logger, stopping: AbortSignal): Promise<void> => {
  const { name, limitMs } = task;
  const ending = new AbortController();
  const forward = (): void => ending.abort();
  stopping.addEventListener('abort', forward, { once: true });
  const timer = setTimeout(() => {
    log.error({ task: name, limitMs }, 'task takes too long');
    ending.abort();
  }, limitMs);
  try {
    await task.run(ending.signal);
  } catch (error) {
    log.error({ err: error, task: name }, 'task failed');
  } finally {
    clearTimeout(timer);
    stopping.removeEventListener('abort', forward);
  }
};

/**
 * A run that repeats a bounded piece of work while there is any, so that a heap does not wait for as many intervals as
 * it has pieces. `piece` answers how much it did; the rounds are counted in case it never comes to an end.
 */
export const whileThereIsWork =
  (piece: () => Promise<number>, mostRounds = 100) =>
  async (signal: AbortSignal): Promise<void> => {
    for (let round = 0; round < mostRounds && !signal.aborted; round += 1) {
      if ((await piece()) === 0) return;
    }
  };
