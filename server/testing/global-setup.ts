import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../db/embedded/start-embedded.ts';
import { migrate } from '../db/migrate.ts';
import { databaseUrl, type TestServer } from './test-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

type Server = { readonly url: string; stop(): Promise<void> };

async function startServer(): Promise<Server> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: async () => undefined };
  const dataDir = mkdtempSync(join(tmpdir(), 'sutler-test-'));
  // As root the server runs as another user, who must pass through.
  chmodSync(dataDir, 0o711);
  const server = await startEmbedded({ dataDir, testMode: true });
  return {
    url: server.connectionString,
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function makeTemplate(testServer: TestServer): Promise<void> {
  const { url, template } = testServer;
  await onServer(url, (client) => client.query(`CREATE DATABASE ${template} ENCODING 'UTF8' TEMPLATE template0`));
  await migrate({ connectionString: databaseUrl(url, template) });
}

/** Drops the template and the copies that test files left behind, as a lasting server keeps them otherwise. */
async function dropCopies({ url, template }: TestServer): Promise<void> {
  await onServer(url, async (client) => {
    const found = await client.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
      [template],
    );
    for (const { name } of found.rows) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
}

/** One server for all test files, with a template database that each file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const testServer = { url: server.url, template: `sutler_test_${randomBytes(5).toString('hex')}` };
  try {
    await makeTemplate(testServer);
  } catch (error) {
    await dropCopies(testServer);
    await server.stop();
    throw error;
  }
  project.provide('testServer', testServer);
  return async () => {
    if (process.env['TEST_DATABASE_URL']) await dropCopies(testServer);
    await server.stop();
  };
}
