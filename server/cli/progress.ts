/**
 * Lines of slow steps with the time since the start of the process, on standard error: standard output belongs to what
 * a command answers.
 */
export const progress = (line: string): void => {
  process.stderr.write(`${elapsed()} ${line}\n`);
};

const elapsed = (): string => `[${(performance.now() / 1000).toFixed(1).padStart(5)} s]`;
