import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asRefusal, perform } from './api/call.ts';
import { type Api, authenticated } from './api/dispatch.ts';
import {
  METHOD_NOT_ALLOWED,
  RESOURCE_NOT_FOUND,
  type Refused,
  refuse,
  restStatus,
  UNSUPPORTED_MEDIA_TYPE,
} from './api/errors.ts';
import { bodyText, takeAnyBody } from './api/http-body.ts';
import { parseJson } from './api/json.ts';
import { type MethodList, methodList } from './api/method.ts';
import { AUTHENTICATION_HEADER } from './api/rest.ts';
import { restArguments } from './api/rest-arguments.ts';
import { type Route, restRoutes } from './api/rest-routes.ts';
import { LATEST } from './api/versions.ts';
import type { CachedAccounts } from './domains/accounts/index.ts';
import { internalMethods as disputes } from './domains/disputes/index.ts';
import { internalMethods as orders } from './domains/orders/index.ts';
import { internalMethods as refunds } from './domains/refunds/index.ts';
import { moveClockMethod } from './internal-clock.ts';

const ROOT = '/internal/v1';

/**
 * The API of the panel, below /internal/v1: what people need and clients do not. It has one version, answers JSON, and is
 * no part of the public contract. Who calls is proved like on REST.
 */
export const registerInternalApi = (app: FastifyInstance, api: Api, accounts: Pick<CachedAccounts, 'forget'>): void => {
  const methods: MethodList = methodList([...disputes, ...orders, ...refunds, moveClockMethod(accounts.forget)]);
  const find = restRoutes(methods);
  app.register(async (wire) => {
    takeAnyBody(wire);
    wire.setErrorHandler((error, _request, reply) => fail(reply, asRefusal(error, api.kernel.log, 'internal')));
    wire.route({
      method: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'],
      url: `${ROOT}/*`,
      handler: (request, reply) => answer(api, find, request, reply),
    });
  });
};

type Find = ReturnType<typeof restRoutes>;

const answer = async (api: Api, find: Find, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  reply.header('cache-control', 'no-store');
  try {
    const header = request.headers[AUTHENTICATION_HEADER];
    const merchant = await authenticated(api, () =>
      api.authenticator.ofHeader(Array.isArray(header) ? header[0] : header, request.ip),
    );
    const [path = '', search = ''] = request.url.split('?', 2);
    const route = routeOf(find, request.method, path.slice(ROOT.length), reply);
    const sent = restArguments(route, new URLSearchParams(search), bodyOf(request));
    const origin = { wire: 'rest', version: LATEST, address: request.ip } as const;
    const done = await perform(api.kernel, merchant, origin, route.method, sent);
    return reply.type('application/json').send(JSON.stringify(done.value));
  } catch (error) {
    return fail(reply, asRefusal(error, api.kernel.log, 'internal'));
  }
};

const routeOf = (find: Find, verb: string, path: string, reply: FastifyReply): Route => {
  const found = find(LATEST, verb === 'HEAD' ? 'GET' : verb, path);
  if ('method' in found) return found;
  if (found.verbs.length === 0) return refuse(RESOURCE_NOT_FOUND);
  reply.header('allow', found.verbs.join(','));
  return refuse(METHOD_NOT_ALLOWED);
};

const bodyOf = (request: FastifyRequest): unknown => {
  const text = bodyText(request).trim();
  if (text === '') return undefined;
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  // A form of another site could send anything else without asking the browser's leave.
  if (type !== 'application/json') return refuse(UNSUPPORTED_MEDIA_TYPE);
  return parseJson(text);
};

const fail = (reply: FastifyReply, { refusal, message }: Refused): FastifyReply =>
  reply
    .status(restStatus(refusal))
    .type('application/json')
    .send(JSON.stringify({ error_code: refusal.code, message }));
