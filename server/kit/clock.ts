/** Where a piece of code learns the time. It is passed in; domain code never asks the machine. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** Always the same instant. */
export function fixedClock(at: Date): Clock {
  const epochMs = at.getTime();
  return { now: () => new Date(epochMs) };
}

/** A clock that runs along with another one at a fixed distance (ms, positive is ahead); test merchants use it. */
export function shiftedClock(base: Clock, offsetMs: number): Clock {
  return { now: () => new Date(base.now().getTime() + offsetMs) };
}
