import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asRefusal } from '../call.ts';
import { compressAnswers, inflated } from '../compression.ts';
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
import { parseVersion, type Version } from '../versions.ts';
import { CONTENT_TYPES } from './answer.ts';
import { fault, serveCall, soapVersionOf, type Told } from './serve.ts';
import { renderWsdl } from './wsdl.ts';

export type SoapOptions = {
  /** Address of the server as clients reach it, without a path; told in the WSDL. Else that of the request is. */
  readonly publicUrl?: string | undefined;
  /** Longest body, before and after its compression is undone; default 5 MiB. */
  readonly bodyLimitBytes?: number;
};

const BODY_LIMIT_BYTES = 5 * 1024 * 1024;

type Params = { readonly version: string };

/** Serves SOAP under /soap/{version}, with and without a slash at the end, and its WSDL under ?wsdl. */
export const registerSoap = async (app: FastifyInstance, api: Api, options: SoapOptions = {}): Promise<void> => {
  const bodyLimit = options.bodyLimitBytes ?? BODY_LIMIT_BYTES;
  await app.register(async (scope) => {
    takeAnyBody(scope, bodyLimit);
    compressAnswers(scope);
    scope.setErrorHandler((error, request, reply) => {
      const refused = refusalOfHttp(error) ?? asRefusal(error, api.kernel.log, 'soap');
      return send(reply, tellRefused(request, undefined, refused));
    });
    for (const url of ['/soap/:version', '/soap/:version/']) {
      scope.get<{ Params: Params }>(url, (request, reply) => describe(api, options, request, reply));
      scope.post<{ Params: Params }>(url, (request, reply) => call(api, bodyLimit, request, reply));
      scope.route<{ Params: Params }>({
        method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
        url,
        handler: (_, reply) => {
          reply.header('allow', 'GET, HEAD, POST');
          return refuse(METHOD_NOT_ALLOWED, 'This address takes POST, and GET for the WSDL.');
        },
      });
    }
  });
};

/** Clients send envelopes under many content types, and some under none; bytes are all that is needed of the parser. */
const takeAnyBody = (scope: FastifyInstance, bodyLimit: number): void => {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_, body, done) => done(null, body));
  scope.addHook('onRequest', async (request) => {
    const { headers } = request.raw;
    if (!/^\s*[\w.+-]+\/[\w.+-]+\s*(?:;|$)/.test(headers['content-type'] ?? '')) delete headers['content-type'];
  });
};

const call = async (
  api: Api,
  bodyLimit: number,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const version = versionOf(request.params);
  const sent = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const body = await inflated(sent, request.headers['content-encoding'], bodyLimit);
  const action = request.headers['soapaction'];
  const told = await serveCall(api, version, {
    body,
    contentType: request.headers['content-type'],
    action: typeof action === 'string' ? action : undefined,
    address: request.ip,
  });
  return send(reply, told);
};

const describe = (
  api: Api,
  options: SoapOptions,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
): FastifyReply => {
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

/** Errors of Fastify itself, before any call. */
const refusalOfHttp = (error: unknown): Refused | undefined => {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return new Refused(REQUEST_TOO_LARGE);
  return typeof status === 'number' && status < 500 ? new Refused(INVALID_REQUEST) : undefined;
};

/** Failures of HTTP have their own status; all that is about a call is told with 500. */
const STATUS_TOLD: ReadonlySet<string> = new Set([
  REQUEST_TOO_LARGE.code,
  RESOURCE_NOT_FOUND.code,
  METHOD_NOT_ALLOWED.code,
]);

const tellRefused = (request: FastifyRequest, version: Version | undefined, refused: Refused): Told => {
  const status = STATUS_TOLD.has(refused.refusal.code) ? restStatus(refused.refusal) : 500;
  return fault(soapVersionOf(request.headers['content-type']), version, refused, status);
};

const send = (reply: FastifyReply, { soap, status, xml }: Told): FastifyReply =>
  reply.code(status).type(CONTENT_TYPES[soap]).send(xml);
