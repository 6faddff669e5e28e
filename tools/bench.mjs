// npm run bench: bundles bench/run.ts, so that it runs as the server does, and starts it with the arguments given.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeBundle, prepare } from './build.mjs';
import { install } from './install.mjs';
import { project, requireNode, runNode } from './project.mjs';

requireNode();
const entry = 'bench/run.ts';
if (!existsSync(join(project, entry))) {
  console.error(`There is no ${entry}.`);
  process.exit(1);
}
await install();
await prepare();
const target = join(project, 'dist', 'bench.mjs');
if (await makeBundle(entry, target)) {
  process.exitCode = await runNode(['--enable-source-maps', target, ...process.argv.slice(2)]);
}
