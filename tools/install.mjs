// Installs the packages of package-lock.json when they are not there yet.
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { progress, project, seconds } from './project.mjs';

const readPackages = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
};

/**
 * Whether node_modules holds what the lock file asks for. npm notes there what it installed, as its last act, so an
 * install that was cut off does not count. Packages for other platforms are missing rightly; development packages are
 * asked for only when they are needed.
 */
export const isInstalled = ({ withDevelopment }) => {
  const wanted = readPackages(join(project, 'package-lock.json'));
  const present = readPackages(join(project, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, { version, optional, dev, link }]) => {
    if (!path.startsWith('node_modules/') || link || optional || (dev && !withDevelopment)) return true;
    return present[path]?.version === version;
  });
};

/** npm as it was called, else the one that came with this Node, else the one on the path. */
const npmCommand = () => {
  const own = process.env.npm_execpath;
  if (own !== undefined && /npm-cli\.[cm]?js$/.test(own) && existsSync(own)) return [process.execPath, [own]];
  const beside = join(process.execPath, '..', '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (existsSync(beside)) return [process.execPath, [beside]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
};

/** An account without a home it can write to (a service, a container) still needs a place for npm's cache. */
const environment = () => {
  const env = { ...process.env, PATH: `${join(process.execPath, '..')}${delimiter}${process.env.PATH ?? ''}` };
  // Left over from the npm that started this tool; they would leave out packages that are needed here.
  for (const name of ['NODE_ENV', 'npm_config_omit', 'npm_config_production', 'npm_config_only']) delete env[name];
  try {
    accessSync(homedir(), constants.W_OK);
  } catch {
    env.npm_config_cache ??= join(project, 'node_modules', '.npm-cache');
  }
  return env;
};

const run = (command, args) =>
  new Promise((done) => {
    const child = spawn(command, args, { cwd: project, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => output.push(part));
    child.on('error', (error) => done({ code: 1, output: String(error) }));
    child.on('close', (code) => done({ code: code ?? 1, output: Buffer.concat(output).toString() }));
  });

/** Installs what is missing; one line when there was something to do. Ends the process when it fails. */
export const install = async ({ withDevelopment = true } = {}) => {
  if (isInstalled({ withDevelopment })) return;
  const started = performance.now();
  progress('Installing packages');
  const [command, args] = npmCommand();
  const { code, output } = await run(command, [
    ...args,
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-fund',
    '--no-audit',
  ]);
  if (code !== 0) {
    console.error(output.trim());
    console.error(
      'The packages could not be installed; see above for what npm says. Once that is solved, start again.',
    );
    process.exit(1);
  }
  progress(`Installed packages (${seconds(started)})`);
};
