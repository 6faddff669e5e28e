// npm run check: types, then form and lint.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';
import { project, requireNode, runNode, seconds } from './project.mjs';

const CHECKS = [
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  { name: 'form and lint', args: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'] },
];

/** Runs all checks, a line each; answers how many passed and failed. */
export const check = async () => {
  const total = { passed: 0, failed: 0 };
  for (const { name, args } of CHECKS) {
    const started = performance.now();
    const [script, ...rest] = args;
    const code = await runNode([join(project, script), ...rest]);
    total[code === 0 ? 'passed' : 'failed'] += 1;
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds(started)})`);
  }
  return total;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  requireNode();
  await install();
  const { failed } = await check();
  process.exitCode = failed === 0 ? 0 : 1;
}
