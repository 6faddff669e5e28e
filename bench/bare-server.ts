import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import Fastify from 'fastify';
import pg from 'pg';
import { end, startNode } from './children.ts';

/** As many as the program keeps. */
const CONNECTIONS = 10;

/** The word behind which this bundle runs as the bare server instead of the benchmark. */
export const BARE_SERVER = 'bare-server';

/**
 * The yardstick of reads, in a process of its own: a Fastify route, one named select by the primary key, the row as JSON.
 * Prints its port.
 */
export const serveBare = async (connectionString: string, merchantId: string): Promise<void> => {
  const pool = new pg.Pool({ connectionString, max: CONNECTIONS });
  const app = Fastify();
  app.get<{ Params: { reference: string } }>('/subscriptions/:reference', async ({ params }) => {
    const answer = await pool.query({
      name: 'find_subscription',
      text: 'SELECT * FROM subscriptions WHERE merchant_id = $1 AND reference = $2',
      values: [merchantId, params.reference],
    });
    return answer.rows[0];
  });
  process.once('SIGTERM', () => {
    app
      .close()
      .then(() => pool.end())
      .finally(() => process.exit(0));
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const [address] = app.addresses();
  console.log(typeof address === 'object' ? address.port : '');
};

export type BareServer = { readonly port: number; stop(): Promise<void> };

export const startBareServer = async (connectionString: string, merchantId: bigint): Promise<BareServer> => {
  const bundle = process.argv[1] ?? '';
  const child = startNode([bundle, BARE_SERVER, connectionString, String(merchantId)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    return { port: await portOf(child), stop: () => end(child) };
  } catch (error) {
    await end(child);
    throw error;
  }
};

const portOf = async (child: ChildProcess): Promise<number> => {
  if (child.stdout === null) throw new Error('the bare server has no output');
  for await (const line of createInterface({ input: child.stdout })) return Number(line);
  throw new Error('the bare server ended');
};
