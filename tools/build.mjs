// Bundles the server to dist/sutler.mjs; packages stay outside.
import { mkdirSync, readdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';
import { progress, project, requireNode, seconds } from './project.mjs';

export const bundle = join(project, 'dist', 'sutler.mjs');

const newestIn = (folder) => {
  // A file that was removed shows in the time of its folder.
  let newest = statSync(folder).mtimeMs;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) newest = Math.max(newest, newestIn(path));
    else if (entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts')) {
      newest = Math.max(newest, statSync(path).mtimeMs);
    }
  }
  return newest;
};

/** Whether the bundle is at least as new as everything it is made of. */
export const isFresh = () => {
  const built = statSync(bundle, { throwIfNoEntry: false });
  if (built === undefined) return false;
  const others = ['tools/build.mjs', 'package-lock.json'].map((file) => statSync(join(project, file)).mtimeMs);
  return Math.max(newestIn(join(project, 'server')), ...others) <= built.mtimeMs;
};

/**
 * Makes one file with its map; whoever runs the old one meanwhile is not disturbed. Answers false, after saying why, when
 * the sources are broken.
 */
export const makeBundle = async (entry, target) => {
  const esbuild = await import('esbuild');
  const startedAt = new Date();
  try {
    const { outputFiles } = await esbuild.build({
      entryPoints: [join(project, entry)],
      outfile: target,
      write: false,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      target: 'node20.19',
      sourcemap: true,
      sourcesContent: false,
      legalComments: 'none',
      logLevel: 'warning',
      absWorkingDir: project,
    });
    mkdirSync(dirname(target), { recursive: true });
    for (const { path, contents } of outputFiles) replaceFile(path, contents, startedAt);
    return true;
  } catch (error) {
    if (error.errors === undefined) throw error;
    console.error(`The program could not be built from ${entry}; see above.`);
    process.exitCode = 1;
    return false;
  } finally {
    // Its process would stay as long as this one.
    await esbuild.stop();
  }
};

/** What is edited while the bundle is made must count as newer, so it gets the time of the start. */
const replaceFile = (path, contents, startedAt) => {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents);
  utimesSync(draft, startedAt, startedAt);
  renameSync(draft, path);
};

/** Installs and builds as far as needed, with a line for each slow step. */
export const prepare = async () => {
  const fresh = isFresh();
  await install({ withDevelopment: !fresh });
  if (!fresh) await build();
};

/** Ends the process when the sources are broken. */
export const build = async () => {
  const started = performance.now();
  if (!(await makeBundle('server/cli/sutler.ts', bundle))) process.exit(1);
  progress(`Built the server (${seconds(started)})`);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  requireNode();
  await install();
  await build();
}
