import type { Call } from './api/call.ts';
import type { Method } from './api/method.ts';

/** Counts work that a clean stop has to wait for. */
export type InFlight = {
  track<T>(work: Promise<T>): Promise<T>;
  count(): number;
  /** Resolves when nothing is under way and nothing new was begun by what ended. */
  settled(): Promise<void>;
};

export const inFlight = (): InFlight => {
  const running = new Set<Promise<unknown>>();
  return {
    track(work) {
      running.add(work);
      const forget = (): void => {
        running.delete(work);
      };
      work.then(forget, forget);
      return work;
    },
    count: () => running.size,
    async settled() {
      // What an ended call left for afterwards begins one turn later.
      do {
        await Promise.allSettled(running);
        await new Promise((turn) => setImmediate(turn));
        await new Promise((turn) => setImmediate(turn));
      } while (running.size > 0);
    },
  };
};

/**
 * The same methods, counted: their runs, which may outlast the answer when the time of a call is over, and what they
 * leave for after the answer.
 */
export const tracked = <Parts>(methods: readonly Method<Parts>[], work: InFlight): readonly Method<Parts>[] =>
  methods.map((method) => ({
    ...method,
    run: (call, input) => work.track(method.run(withTrackedTasks(call, work), input)),
  }));

const withTrackedTasks = <Parts>(call: Call<Parts>, work: InFlight): Call<Parts> => ({
  ...call,
  afterwards: (task) => call.afterwards(() => work.track(task())),
});
