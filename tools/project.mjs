// What all tools share. Runs before anything is installed: Node's own modules only, and syntax that old versions read,
// so that they can say what is wrong.
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const project = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST = [20, 19];

/** Ends with a sentence when Node is too old for the packages. */
export const requireNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  console.error(
    `Sutler needs Node ${OLDEST.join('.')} or later, and this is ${process.versions.node}. Please install a newer one.`,
  );
  process.exit(1);
};

/** A line of a slow step with the time since the start, as the server writes them. */
export const progress = (line) => {
  process.stderr.write(`[${(performance.now() / 1000).toFixed(1).padStart(5)} s] ${line}\n`);
};

/** "1.2 s" since a time of performance.now(). */
export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs Node with a script to its end and answers the exit code; signals that reach this process are passed on. A
 * terminal tells the child by itself.
 */
export const runNode = (args, options = {}) =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { cwd: project, stdio: 'inherit', ...options });
    const forward = { SIGTERM: () => child.kill('SIGTERM'), SIGINT: () => undefined };
    for (const [name, tell] of Object.entries(forward)) process.on(name, tell);
    child.on('error', fail);
    child.on('exit', (code, signal) => {
      for (const [name, tell] of Object.entries(forward)) process.off(name, tell);
      done(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
