import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** The processes of a run; none outlives it. */
const running = new Set<ChildProcess>();
let givenUp = false;

/** Longest time to end cleanly; after that a child is killed. */
const STOP_LIMIT_MS = 20_000;

/** Starts Node with arguments of its own. Throws when the run was given up. */
export const startNode = (args: readonly string[], options: SpawnOptions): ChildProcess => {
  if (givenUp) throw new Error('the run was given up');
  const child = spawn(process.execPath, args, options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
};

export const hasEnded = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid === undefined || exitCode !== null || signalCode !== null;

/** Ends a child as an operator would, and waits. */
export const end = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(timer);
};

/** Ends all children and lets none start any more; whoever waits for one of them fails and clears up. */
export const giveUp = async (): Promise<void> => {
  givenUp = true;
  await Promise.all([...running].map(end));
};
