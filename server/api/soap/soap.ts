import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asRefusal } from '../call.ts';
import type { Api } from '../dispatch.ts';
import {
  INVALID_REQUEST,
  METHOD_NOT_ALLOWED,
  REQUEST_TOO_LARGE,
  RESOURCE_NOT_FOUND,
  Refused,
  refuse,
  restStatus,
} from '../errors.ts';
import { takeAnyBody } from '../http-body.ts';
import { IDEMPOTENCY_HEADER } from '../idempotency/key.ts';
import { parseVersion, type Version } from '../versions.ts';
import { CONTENT_TYPES } from './answer.ts';
import { fault, serveCall, soapVersionOf, type Told } from './serve.ts';
import { renderWsdl } from './wsdl.ts';

export type SoapOptions = {
  /** Address of the server as clients reach it, without a path; told in the WSDL. Else that of the request is. */
  readonly publicUrl?: string | undefined;
};

type Params = { readonly version: string };
type Addressed = FastifyRequest<{ Params: Params }>;

/**
 * Serves SOAP under /soap/{version}, with and without a slash at the end, and its WSDL under ?wsdl. Bodies are bounded
 * by the limit of `app`.
 */
export const registerSoap = (app: FastifyInstance, api: Api, options: SoapOptions = {}): void => {
  app.register(async (wire) => {
    takeAnyBody(wire);
    forgetOddContentTypes(wire);
    wire.setErrorHandler((error, request, reply) => send(reply, tellFailure(api, error, request)));
    for (const url of ['/soap/:version', '/soap/:version/']) {
      wire.get<{ Params: Params }>(url, (request, reply) => describe(api, options, request, reply));
      wire.post<{ Params: Params }>(url, (request, reply) => call(api, request, reply));
      wire.route({
        method: ['PUT', 'PATCH', 'DELETE'],
        url,
        handler: (_request, reply) => {
          reply.header('allow', 'GET, HEAD, POST');
          return refuse(METHOD_NOT_ALLOWED, 'This address takes POST, and GET for the WSDL.');
        },
      });
    }
  });
};

/** Fastify refuses what does not look like a media type; an envelope under it is one all the same. */
const forgetOddContentTypes = (wire: FastifyInstance): void => {
  wire.addHook('onRequest', async (request) => {
    const { headers } = request.raw;
    if (!/^\s*[\w.+-]+\/[\w.+-]+\s*(?:;|$)/.test(headers['content-type'] ?? '')) delete headers['content-type'];
  });
};

const call = async (api: Api, request: Addressed, reply: FastifyReply): Promise<FastifyReply> => {
  const version = versionOf(request.params);
  const action = request.headers['soapaction'];
  const told = await serveCall(api, version, {
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    contentType: request.headers['content-type'],
    action: typeof action === 'string' ? action : undefined,
    address: request.ip,
    idempotencyKey: request.headers[IDEMPOTENCY_HEADER],
  });
  return send(reply, told);
};

const describe = (api: Api, options: SoapOptions, request: Addressed, reply: FastifyReply): FastifyReply => {
  const version = versionOf(request.params);
  const address = `${options.publicUrl?.replace(/\/+$/, '') ?? originOf(request)}/soap/${version}/`;
  if (asksForWsdl(request.url)) {
    return reply.type('text/xml; charset=utf-8').send(renderWsdl(api.kernel.methods, version, address));
  }
  return reply
    .type('text/plain; charset=utf-8')
    .send(`SOAP address of version ${version}. The WSDL is at ${address}?wsdl\n`);
};

const asksForWsdl = (url: string): boolean => /[?&](?:single)?wsdl(?:[=&]|$)/i.test(url);

const versionOf = ({ version }: Params): Version =>
  parseVersion(version) ?? refuse(RESOURCE_NOT_FOUND, 'There is no such version of the API.');

const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** Forwarded headers count only where the program trusts its proxy; Fastify has seen to that. */
const originOf = (request: FastifyRequest): string =>
  HOST.test(request.host)
    ? `${request.protocol}://${request.host}`
    : refuse(INVALID_REQUEST, 'The Host header is not valid.');

/** Failures of HTTP have their own status; all that is about a call is told with 500. */
const STATUS_TOLD: ReadonlySet<string> = new Set([
  REQUEST_TOO_LARGE.code,
  RESOURCE_NOT_FOUND.code,
  METHOD_NOT_ALLOWED.code,
]);

const tellFailure = (api: Api, error: unknown, request: FastifyRequest): Told => {
  const refused = refusalOfHttp(error) ?? asRefusal(error, api.kernel.log, 'soap');
  const status = STATUS_TOLD.has(refused.refusal.code) ? restStatus(refused.refusal) : 500;
  return fault(soapVersionOf(request.headers['content-type']), undefined, refused, status);
};

/** Errors of Fastify itself, before any call. */
const refusalOfHttp = (error: unknown): Refused | undefined => {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return new Refused(REQUEST_TOO_LARGE);
  return typeof status === 'number' && status < 500 ? new Refused(INVALID_REQUEST) : undefined;
};

const send = (reply: FastifyReply, { soap, status, xml }: Told): FastifyReply =>
  reply.code(status).type(CONTENT_TYPES[soap]).send(xml);
