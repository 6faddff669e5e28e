/** Does a work for each of some things, so many at once, and answers what came of them in their order. */
export const inParallel = async <T, R>(
  things: readonly T[],
  atOnce: number,
  work: (thing: T) => Promise<R>,
): Promise<readonly R[]> => {
  const results: R[] = new Array(things.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next; index < things.length; index = next) {
      next += 1;
      const thing = things[index];
      if (thing !== undefined) results[index] = await work(thing);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, things.length) }, worker));
  return results;
};
