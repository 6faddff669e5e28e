// npm test: installs what is missing, checks types and form, runs every test, and ends with a line of totals. Arguments
// go to vitest (npm test -- server/kit); a run of some tests leaves out the checks.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from './check.mjs';
import { install } from './install.mjs';
import { project, requireNode, runNode } from './project.mjs';

/** A file that could not be loaded has no tests that could fail, so it counts as one itself. */
const totalsOf = (report) => {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
};

const runTests = async (args) => {
  const folder = mkdtempSync(join(tmpdir(), 'sutler-report-'));
  const file = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await runNode([join(project, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args]);
    const totals = existsSync(file)
      ? totalsOf(JSON.parse(readFileSync(file, 'utf8')))
      : { passed: 0, failed: 0, skipped: 0 };
    // Something failed outside of the tests: the start of the database, or an error that nobody waited for.
    if (code !== 0 && totals.failed === 0) totals.failed = 1;
    return { ...totals, code };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

requireNode();
await install();
const args = process.argv.slice(2);
const checks = args.length === 0 ? await check() : { passed: 0, failed: 0 };
const tests = await runTests(args);
const passed = checks.passed + tests.passed;
const failed = checks.failed + tests.failed;
process.exitCode = failed === 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`);
