// Bundles the server to dist/sutler.mjs; packages stay outside.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';
import { project, requireNode, seconds } from './project.mjs';

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
  const { build: run } = await import('esbuild');
  const startedAt = new Date();
  const folder = join(project, 'dist');
  const draft = join(folder, `draft-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  const name = target.slice(folder.length + 1);
  try {
    // What is wrong with the sources it prints itself.
    await run({
      entryPoints: [join(project, entry)],
      outfile: join(draft, name),
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
    for (const file of [`${name}.map`, name]) renameSync(join(draft, file), join(folder, file));
    // What is edited while the bundle is made must count as newer.
    utimesSync(target, startedAt, startedAt);
  } catch (error) {
    if (error.errors === undefined) throw error;
    console.error(`The program could not be built from ${entry}; see above.`);
    process.exitCode = 1;
    return false;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return true;
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
  console.error(`Built the server (${seconds(started)})`);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  requireNode();
  await install();
  await build();
}
