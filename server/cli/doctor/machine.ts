import { accessSync, constants, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { type Configuration, masterKeyFile } from '../../configuration.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Whether the folder of the embedded database can be written, and its key be read by its owner only. */
export const dataFolderCheck = ({ dataDir, masterKeys }: Configuration): Finding => {
  const subject = 'data folder';
  const folder = existing(dataDir);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    return fail(subject, `${folder} cannot be written by this user; set SUTLER_DATA_DIR to one that can`);
  }
  if (folder !== dataDir) return ok(subject, `${dataDir} does not exist yet and can be made`);
  const key = statSync(masterKeyFile(dataDir), { throwIfNoEntry: false });
  if (masterKeys.length > 0 || key === undefined) return ok(subject, `${dataDir} can be written`);
  if ((key.mode & 0o077) !== 0)
    return warn(subject, `others can read ${masterKeyFile(dataDir)}; run "chmod 600" on it`);
  return ok(subject, `${dataDir} can be written, and only its owner can read the key in it`);
};

/** The folder itself, or the nearest one above it that is there. */
const existing = (folder: string): string =>
  statSync(folder, { throwIfNoEntry: false }) !== undefined || folder === dirname(folder)
    ? folder
    : existing(dirname(folder));

const ANSWER_LIMIT_MS = 2_000;

/** Whether the server could listen, or does so already. */
export const portCheck = async ({ host, port }: Configuration): Promise<Finding> => {
  const subject = 'port';
  const problem = await listenProblem(host, port);
  if (problem === undefined) return ok(subject, `${port} on ${host} is free`);
  if (problem === 'EADDRINUSE') {
    return (await isAlive(host, port))
      ? ok(subject, `a Sutler listens on ${port} at ${host} already`)
      : fail(subject, `${port} on ${host} is taken by another program; set PORT to another one`);
  }
  return fail(subject, `nothing can listen on ${port} at ${host} (${problem}); see HOST and PORT`);
};

const listenProblem = (host: string, port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });

const isAlive = async (host: string, port: number): Promise<boolean> => {
  const name = host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${name}:${port}/healthz`, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    return answer.ok && (await answer.text()) === 'ok\n';
  } catch {
    return false;
  }
};
