import type { FastifyInstance, FastifyReply } from 'fastify';
import { VERSIONS } from './api/versions.ts';
import { welcomePage } from './welcome-page.ts';

export type PagesDeps = {
  /** Whether the database answers and has all migrations; a sentence when not. */
  readonly readiness: () => Promise<'ready' | string>;
  /** Calls under way. */
  readonly callsRunning: () => number;
  /** Address under which this server is reached. */
  readonly publicUrl: () => string;
};

/** Addresses below the public one, for people. */
export const apiAddresses = (publicUrl: string): readonly { readonly name: string; readonly address: string }[] => {
  const latest = VERSIONS.at(-1) ?? '';
  return [
    { name: 'JSON-RPC', address: `${publicUrl}/rpc/${latest}/` },
    { name: 'REST', address: `${publicUrl}/rest/${latest}/` },
    { name: 'SOAP', address: `${publicUrl}/soap/${latest}/` },
    { name: 'WSDL', address: `${publicUrl}/soap/${latest}/?wsdl` },
  ];
};

/** Adds the pages for people and machines that look after the server. */
export const registerPages = (app: FastifyInstance, deps: PagesDeps): void => {
  app.get('/', (_request, reply) => {
    const { html, headers } = welcomePage(apiAddresses(deps.publicUrl()), VERSIONS);
    return reply.headers(headers).type('text/html; charset=utf-8').send(html);
  });
  // A process that answers at all is alive; whether it is of use is the other question.
  app.get('/healthz', (_request, reply) => sendText(reply, 'ok\n'));
  app.get('/readyz', async (_request, reply) => {
    const state = await deps.readiness();
    return sendText(reply.status(state === 'ready' ? 200 : 503), `${state}\n`);
  });
  app.get('/metrics', (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(metricsText(deps.callsRunning())),
  );
};

const sendText = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(text);

/** Under the names that Prometheus clients give these figures everywhere. */
const metricsText = (callsRunning: number): string => {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const startedAt = (Date.now() - process.uptime() * 1000) / 1000;
  return [
    gauge('process_resident_memory_bytes', 'Memory of the process.', rss),
    gauge('nodejs_heap_size_used_bytes', 'Memory that objects take.', heapUsed),
    gauge('process_start_time_seconds', 'Start of the process, seconds since 1970.', startedAt.toFixed(3)),
    metric('counter', 'process_cpu_seconds_total', 'Time of the processor, user and system.', (user + system) / 1e6),
    gauge('sutler_calls_running', 'API calls and the tasks they left, under way.', callsRunning),
  ].join('');
};

const metric = (kind: string, name: string, help: string, value: number | string): string =>
  `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${name} ${value}\n`;

const gauge = (name: string, help: string, value: number | string): string => metric('gauge', name, help, value);
