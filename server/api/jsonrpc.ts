import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asRefusal, findMethod, type Origin } from './call.ts';
import { type Api, argumentNames, dispatch } from './dispatch.ts';
import {
  IDEMPOTENCY_KEY_INVALID,
  INVALID_REQUEST,
  METHOD_NOT_ALLOWED,
  METHOD_NOT_FOUND,
  Refused,
  refuse,
} from './errors.ts';
import { bodyText, takeAnyBody } from './http-body.ts';
import { IDEMPOTENCY_HEADER } from './idempotency/key.ts';
import { isRecord, parseJson } from './json.ts';
import { parseVersion } from './versions.ts';

const MAX_BATCH = 50;

type RpcAnswer = { readonly jsonrpc: '2.0'; readonly result: unknown; readonly id: unknown } | RpcFailure;
type RpcFailure = {
  readonly jsonrpc: '2.0';
  readonly error: { readonly code: number; readonly message: string; readonly data: { readonly error_code: string } };
  readonly id: unknown;
};

type Addressed = FastifyRequest<{ Params: { version: string } }>;

/** JSON-RPC at /rpc/{version}/, with and without the slash, in any content type; every answer has HTTP status 200. */
export const registerJsonRpc = (app: FastifyInstance, api: Api): void => {
  app.register(async (wire) => {
    takeAnyBody(wire);
    wire.setErrorHandler((error, _request, reply) =>
      send(reply, failure(null, asRefusal(error, api.kernel.log, 'rpc'))),
    );
    for (const path of ['/rpc/:version', '/rpc/:version/']) {
      wire.post<{ Params: { version: string } }>(path, async (request, reply) =>
        send(reply, await answer(api, request)),
      );
      wire.route<{ Params: { version: string } }>({
        method: ['GET', 'PUT', 'DELETE', 'PATCH'],
        url: path,
        handler: (_request, reply) =>
          send(reply.status(405).header('allow', 'POST'), failure(null, new Refused(METHOD_NOT_ALLOWED))),
      });
    }
  });
};

const send = (reply: FastifyReply, body: unknown): FastifyReply =>
  reply.type('application/json').send(JSON.stringify(body));

const answer = async (api: Api, request: Addressed): Promise<RpcAnswer | readonly RpcAnswer[]> => {
  try {
    const version = parseVersion(request.params.version);
    if (version === undefined)
      return refuse(METHOD_NOT_FOUND, `There is no version ${request.params.version.slice(0, 10)}.`);
    const idempotencyKey = request.headers[IDEMPOTENCY_HEADER];
    const origin: Origin = { wire: 'rpc', version, address: request.ip, idempotencyKey };
    const body = parseJson(bodyText(request));
    return Array.isArray(body) ? await answerBatch(api, origin, body) : await answerOne(api, origin, body);
  } catch (error) {
    return failure(null, asRefusal(error, api.kernel.log, 'rpc'));
  }
};

/** One after the other: a later call may build on what an earlier one did. */
const answerBatch = async (api: Api, origin: Origin, calls: readonly unknown[]): Promise<readonly RpcAnswer[]> => {
  if (calls.length === 0) return refuse(INVALID_REQUEST, 'A batch must hold at least one call.');
  if (calls.length > MAX_BATCH) return refuse(INVALID_REQUEST, `A batch must not hold more than ${MAX_BATCH} calls.`);
  if (calls.length > 1 && origin.idempotencyKey !== undefined) {
    return refuse(IDEMPOTENCY_KEY_INVALID, 'An idempotency key stands for one call, not for a batch.');
  }
  const answers: RpcAnswer[] = [];
  for (const call of calls) answers.push(await answerOne(api, origin, call));
  return answers;
};

const answerOne = async (api: Api, origin: Origin, call: unknown): Promise<RpcAnswer> => {
  const id = isRecord(call) && 'id' in call ? call['id'] : null;
  try {
    if (!isRecord(call)) return refuse(INVALID_REQUEST);
    const name = call['method'];
    if (typeof name !== 'string' || name === '') return refuse(INVALID_REQUEST, 'The member "method" must be a name.');
    const method = findMethod(api.kernel.methods, name, origin.version);
    const { value } = await dispatch(api, origin, method, named(argumentNames(method), call['params']));
    return { jsonrpc: '2.0', result: value, id };
  } catch (error) {
    return failure(id, asRefusal(error, api.kernel.log, 'rpc'));
  }
};

const failure = (id: unknown, { refusal, message }: Refused): RpcFailure => ({
  jsonrpc: '2.0',
  error: { code: refusal.number, message, data: { error_code: refusal.code } },
  id,
});

/**
 * Gives positional arguments their names. PHP's array_filter turns lists into objects with numeric keys; a key that is
 * absent there is an argument that was not sent. Objects with other keys name their arguments.
 */
const named = (names: readonly string[], params: unknown): Record<string, unknown> => {
  if (params === undefined || params === null || params === '') return {};
  if (Array.isArray(params)) return byPosition(names, params.entries());
  if (!isRecord(params)) return refuse(INVALID_REQUEST, 'The member "params" must be a list or an object.');
  const keys = Object.keys(params);
  if (keys.every((key) => /^\d{1,4}$/.test(key))) {
    return byPosition(
      names,
      keys.map((key) => [Number(key), params[key]] as const),
    );
  }
  return byName(names, params);
};

const byPosition = (
  names: readonly string[],
  values: Iterable<readonly [number, unknown]>,
): Record<string, unknown> => {
  const result: Record<string, unknown> = {};
  for (const [position, value] of values) {
    const name = names[position];
    if (name !== undefined) result[name] = value;
  }
  return result;
};

const byName = (names: readonly string[], params: Record<string, unknown>): Record<string, unknown> => {
  const known = new Map(names.map((name) => [name.toLowerCase(), name]));
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(params)) {
    const name = known.get(key.toLowerCase());
    if (name !== undefined) result[name] = value;
  }
  return result;
};
