import { createInterface } from 'node:readline';
import { startEmbedded } from './start-embedded.ts';

/**
 * A program that starts the server on the folder given, says so in one line of JSON, and then obeys: `stop` shuts the
 * server down and ends, `exit` ends without a word. A second argument, `durable`, has it write to disk as in earnest.
 */
const dataDir = process.argv[2] ?? '';
const testMode = process.argv[3] !== 'durable';
const progress: string[] = [];
const server = await startEmbedded({ dataDir, testMode, onProgress: (line) => progress.push(line) });
const { connectionString, adopted, pid, home } = server;
process.stdout.write(`${JSON.stringify({ connectionString, adopted, pid, home, progress })}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'stop') await server.stop();
  process.exit(0);
}
