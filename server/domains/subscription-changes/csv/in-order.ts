/**
 * Works on items as they come, so many at once, and those of one key one after the other. Holds no more of them than it
 * works on. The first failure ends it, once what is under way has ended.
 */
export const inOrder = async <T>(
  items: AsyncIterable<T> | Iterable<T>,
  { atOnce, keyOf }: { readonly atOnce: number; readonly keyOf: (item: T) => string },
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const running = new Set<Promise<void>>();
  const lastOf = new Map<string, Promise<void>>();
  const begin = (item: T): void => {
    const key = keyOf(item);
    const job: Promise<void> = (lastOf.get(key) ?? Promise.resolve())
      .then(() => work(item))
      .finally(() => {
        running.delete(job);
        if (lastOf.get(key) === job) lastOf.delete(key);
      });
    // A failure is met by the race or at the end; before that nobody waits for it.
    job.catch(() => undefined);
    running.add(job);
    lastOf.set(key, job);
  };
  try {
    for await (const item of items) {
      if (running.size >= atOnce) await Promise.race(running);
      begin(item);
    }
    await Promise.all(running);
  } finally {
    await Promise.allSettled(running);
  }
};
