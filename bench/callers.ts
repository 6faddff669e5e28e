/** Work that callers do one after the other; `caller` counts from 0. */
export type CallerWork = (caller: number) => Promise<void>;

/**
 * Lets `callers` work side by side, each beginning anew as soon as it is done, until the time is over; what is under way
 * then is finished. Answers how often the work was done.
 */
export const keepCalling = async (callers: number, forMs: number, work: CallerWork): Promise<number> => {
  const until = performance.now() + forMs;
  let done = 0;
  const call = async (caller: number): Promise<void> => {
    while (performance.now() < until) {
      await work(caller);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
  return done;
};
