import { type Configuration, readConfiguration } from '../configuration.ts';
import { openStorage, type Storage } from '../storage.ts';
import { databaseChecks } from './doctor/database.ts';
import { embeddedExists, type Finding, findingOf, ok } from './doctor/finding.ts';
import { dataFolderCheck, portCheck } from './doctor/machine.ts';
import { environmentCheck, nodeCheck, packagesCheck } from './doctor/program.ts';
import { progress } from './progress.ts';

/** Looks at everything that has to be right, a line each, and answers whether nothing is wrong. Changes nothing. */
export const doctor = async (tell: (line: string) => void = console.log): Promise<boolean> => {
  const findings: Finding[] = [];
  const report = (finding: Finding): void => {
    findings.push(finding);
    tell(`${finding.state.padEnd(4)}  ${finding.subject}: ${finding.sentence}`);
  };
  report(nodeCheck());
  report(environmentCheck(process.env));
  if (findings.every(({ state }) => state !== 'FAIL')) await examine(readConfiguration(process.env), report);
  return findings.every(({ state }) => state !== 'FAIL');
};

const examine = async (configuration: Configuration, report: (finding: Finding) => void): Promise<void> => {
  report(packagesCheck(configuration));
  report(await portCheck(configuration));
  if (configuration.databaseUrl === undefined) report(dataFolderCheck(configuration));
  if (configuration.databaseUrl === undefined && !embeddedExists(configuration)) {
    report(ok('database', 'there is none yet; the first start makes one'));
    return;
  }
  let storage: Storage | undefined;
  try {
    storage = await openStorage(configuration, { onProgress: progress });
    await databaseChecks(configuration, storage, report);
  } catch (error) {
    report(findingOf('database', error));
  } finally {
    await storage?.close();
  }
};
