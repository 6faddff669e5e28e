// Runs a command of the program in this process, after installing and building what is missing.
import { pathToFileURL } from 'node:url';
import { bundle, prepare } from './build.mjs';
import { requireNode } from './project.mjs';

export const runProgram = async (args) => {
  requireNode();
  await prepare();
  process.setSourceMapsEnabled(true);
  process.argv = [process.execPath, bundle, ...args];
  await import(pathToFileURL(bundle).href);
};
