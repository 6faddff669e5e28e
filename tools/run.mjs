// Runs a command of the program in this process, after installing and building what is missing.
import { pathToFileURL } from 'node:url';
import { bundle, prepare } from './build.mjs';
import { requireNode } from './project.mjs';

const WATCH_MS = 200;

/**
 * npm starts a shell that starts this process, and a signal to npm ends the shell without reaching here. Whoever stops
 * npm wants the server to stop too.
 */
const endWithNpm = () => {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, WATCH_MS);
  watch.unref();
};

export const runProgram = async (args) => {
  requireNode();
  await prepare();
  endWithNpm();
  process.setSourceMapsEnabled(true);
  process.argv = [process.execPath, bundle, ...args];
  await import(pathToFileURL(bundle).href);
};
