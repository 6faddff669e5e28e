import { crc32 } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asRefusal, type Origin, perform } from './call.ts';
import { type Api, authenticated } from './dispatch.ts';
import {
  METHOD_NOT_ALLOWED,
  RESOURCE_NOT_FOUND,
  type Refused,
  refuse,
  restStatus,
  UNSUPPORTED_MEDIA_TYPE,
} from './errors.ts';
import { bodyText, takeAnyBody } from './http-body.ts';
import { IDEMPOTENCY_HEADER } from './idempotency/key.ts';
import { parseJson } from './json.ts';
import { restArguments } from './rest-arguments.ts';
import { type Route, restRoutes } from './rest-routes.ts';
import { parseVersion, type Version } from './versions.ts';

export const AUTHENTICATION_HEADER = 'x-avangate-authentication';

type Addressed = FastifyRequest<{ Params: { version: string; '*': string } }>;
type Find = ReturnType<typeof restRoutes>;

/**
 * REST at /rest/{version}/… and, answered directly because a redirect would turn a POST into a GET, at the short
 * /{version}/…. Failures have the body {error_code, message}.
 */
export const registerRest = (app: FastifyInstance, api: Api, publicUrl: (request: FastifyRequest) => string): void => {
  const find = restRoutes(api.kernel.methods);
  app.register(async (wire) => {
    takeAnyBody(wire);
    wire.setErrorHandler((error, _request, reply) => fail(reply, asRefusal(error, api.kernel.log, 'rest')));
    for (const root of ['/rest/:version', '/:version(^\\d(?:\\.\\d)?$)']) {
      wire.route<{ Params: { version: string; '*': string } }>({
        method: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'],
        url: `${root}/*`,
        handler: (request, reply) => answer(api, find, publicUrl, root.split(':')[0] ?? '/', request, reply),
      });
    }
  });
};

const answer = async (
  api: Api,
  find: Find,
  publicUrl: (request: FastifyRequest) => string,
  root: string,
  request: Addressed,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  try {
    const version = parseVersion(request.params.version) ?? refuse(RESOURCE_NOT_FOUND, 'There is no such version.');
    const header = request.headers[AUTHENTICATION_HEADER];
    const merchant = await authenticated(api, () =>
      api.authenticator.ofHeader(Array.isArray(header) ? header[0] : header, request.ip),
    );
    const [path = '', search = ''] = request.url.split('?', 2);
    const route = routeOf(find, version, request.method, path.slice(`${root}${request.params.version}`.length), reply);
    const query = new URLSearchParams(search);
    const sent = restArguments(route, query, bodyOf(request));
    const idempotencyKey = request.headers[IDEMPOTENCY_HEADER];
    const origin: Origin = { wire: 'rest', version, address: request.ip, idempotencyKey };
    const done = await perform(api.kernel, merchant, origin, route.method, sent);
    const status = route.line.status ?? 200;
    if (status === 201 && route.line.location !== undefined) {
      const path = route.line.location(done.latest as never, done.input as never);
      reply.header('location', `${publicUrl(request)}${root}${request.params.version}${path}`);
    }
    if (status === 204) return reply.status(status).send();
    const body = JSON.stringify(done.value);
    return reply.status(status).header('etag', etag(body)).type('application/json').send(body);
  } catch (error) {
    return fail(reply, asRefusal(error, api.kernel.log, 'rest'));
  }
};

/** Eight hex digits, as the platform answers; nothing is cached by it, so a checksum is enough. */
const etag = (body: string): string => `"${crc32(body).toString(16).padStart(8, '0')}"`;

/** The path is taken as it came: a slash within a value is written %2F and must not divide it. */
const routeOf = (find: Find, version: Version, verb: string, path: string, reply: FastifyReply): Route => {
  const found = find(version, verb === 'HEAD' ? 'GET' : verb, path);
  if ('method' in found) return found;
  if (found.verbs.length === 0) return refuse(RESOURCE_NOT_FOUND);
  reply.header('allow', found.verbs.join(','));
  return refuse(METHOD_NOT_ALLOWED);
};

/** GET and DELETE come with bodies too, mostly empty ones; only a body that says something must be JSON. */
const bodyOf = (request: FastifyRequest): unknown => {
  const text = bodyText(request).trim();
  if (text === '') return undefined;
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== '' && !/^(application|text)\/([\w.-]+\+)?json$/.test(type)) return refuse(UNSUPPORTED_MEDIA_TYPE);
  return parseJson(text);
};

const fail = (reply: FastifyReply, { refusal, message }: Refused): FastifyReply =>
  reply
    .status(restStatus(refusal))
    .type('application/json')
    .send(JSON.stringify({ error_code: refusal.code, message }));
