import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { asRefusal } from './call.ts';
import { compressAnswers } from './compression.ts';
import type { Api } from './dispatch.ts';
import { RESOURCE_NOT_FOUND, restStatus } from './errors.ts';
import { registerJsonRpc } from './jsonrpc.ts';
import { AUTHENTICATION_HEADER, registerRest } from './rest.ts';
import { registerSoap } from './soap/soap.ts';

export type HttpSettings = {
  /** Public address of this server when it stands behind another one; else the request's host counts. */
  readonly publicUrl?: string | undefined;
  /** Whether X-Forwarded-* headers of a proxy are believed. */
  readonly trustProxy: boolean;
  readonly bodyLimitBytes: number;
};

/** Longest time for a request to arrive, in milliseconds: slow senders do not hold connections. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The HTTP server with all wires; the caller adds pages of its own and listens. */
export const createHttpServer = (api: Api, settings: HttpSettings): FastifyInstance => {
  const app = Fastify({
    logger: false,
    trustProxy: settings.trustProxy,
    bodyLimit: settings.bodyLimitBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500 },
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.status(404).send({ error_code: RESOURCE_NOT_FOUND.code, message: RESOURCE_NOT_FOUND.sentence }),
  );
  app.setErrorHandler((error, _request, reply) => {
    const { refusal, message } = asRefusal(error, api.kernel.log, 'http');
    return reply.status(restStatus(refusal)).send({ error_code: refusal.code, message });
  });
  letGoOfClients(app);
  allowBrowsers(app);
  compressAnswers(app);
  registerJsonRpc(app, api);
  registerRest(app, api, (request) => publicUrlOf(request, settings));
  registerSoap(app, api, { publicUrl: settings.publicUrl });
  return app;
};

/**
 * Closing waits for all connections. One that was busy when it began stays open for a minute after its answer, because
 * clients keep connections; so those that fall idle are closed until none is left.
 */
const letGoOfClients = (app: FastifyInstance): void => {
  app.addHook('preClose', async () => {
    const timer = setInterval(() => app.server.closeIdleConnections(), 50);
    app.server.once('close', () => clearInterval(timer));
  });
};

/** The address under which the client reached this server, without a slash at its end. */
export const publicUrlOf = (request: FastifyRequest, settings: HttpSettings): string =>
  settings.publicUrl ?? `${request.protocol}://${/^[\w.:[\]-]+$/.test(request.host) ? request.host : 'localhost'}`;

/** Pages call the API too; it has no cookies, so any origin may. */
const allowBrowsers = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.origin === undefined) return;
    reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', 'location, etag');
  });
  app.options('/*', (_request, reply) =>
    reply
      .status(204)
      .header('access-control-allow-methods', 'GET, POST, PUT, DELETE')
      .header('access-control-allow-headers', `content-type, accept, soapaction, ${AUTHENTICATION_HEADER}`)
      .header('access-control-max-age', '600')
      .send(),
  );
};
