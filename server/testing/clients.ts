import { createClientAsync } from 'soap';
import type { Merchant } from '../api/call.ts';
import { findMethod } from '../api/call.ts';
import { argumentNames } from '../api/dispatch.ts';
import type { Method } from '../api/method.ts';
import type { Shape } from '../api/schema.ts';
import type { Version } from '../api/versions.ts';
import { signed, type TestApi } from './api.ts';

/** What came of a call: its answer, or the symbolic code of its refusal. */
export type Outcome = { readonly value: unknown } | { readonly refused: string; readonly message: string };

type Headers = Readonly<Record<string, string>>;

/** A client of one wire: makes a call by method name with its parameters by name, with headers of HTTP if need be. */
export type WireClient = (
  name: string,
  params: Readonly<Record<string, unknown>>,
  headers?: Headers,
) => Promise<Outcome>;

/** JSON-RPC with positional parameters, as most clients write it. */
export const rpcClient = async (
  api: TestApi,
  merchant: Merchant,
  version: Version,
  at: Date = new Date(),
): Promise<WireClient> => {
  const call = async (method: string, params: readonly unknown[], headers: Headers = {}): Promise<Outcome> => {
    const response = await fetch(`${api.url}/rpc/${version}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const body = (await response.json()) as {
      result?: unknown;
      error?: { message: string; data: { error_code: string } };
    };
    return body.error ? { refused: body.error.data.error_code, message: body.error.message } : { value: body.result };
  };
  const { code, date, hash } = signed(merchant.code, undefined, at);
  const session = await call('login', [code, date, hash]);
  if (!('value' in session)) throw new Error(`login failed: ${session.message}`);
  return (name, params, headers) => {
    const method = findMethod(api.kernel.methods, name, version);
    const positions = argumentNames(method).slice(1);
    return call(name, [session.value, ...trimmed(positions.map((position) => params[position] ?? null))], headers);
  };
};

const trimmed = (values: readonly unknown[]): readonly unknown[] => {
  const last = values.findLastIndex((value) => value !== null);
  return values.slice(0, last + 1);
};

/** REST by the first line of each method; undefined where a method has none in this version. */
export const restClient =
  (api: TestApi, merchant: Merchant, version: Version): WireClient =>
  async (name, params, headers) => {
    const method = findMethod(api.kernel.methods, name, version);
    const line = method.rest.find(({ fixed }) =>
      Object.entries(fixed ?? {}).every(([key, value]) => params[key] === value),
    );
    if (line === undefined) throw new Error(`${name} has no REST line for these parameters`);
    const body = typeof line.body === 'string' ? params[line.body] : line.body && pick(params, line.body);
    const path = line.path.replace(/\{(\w+)\}/g, (_, key: string) =>
      encodeURIComponent(String(placeIn(key, params, body))),
    );
    const query = queryOf(typeof line.query === 'string' ? params[line.query] : line.query && pick(params, line.query));
    const { code, date, hash } = signed(merchant.code);
    const response = await fetch(`${api.url}/rest/${version}${path}${query}`, {
      method: line.verb,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"`,
        ...headers,
      },
      ...(body === undefined || line.verb === 'GET' ? {} : { body: JSON.stringify(body) }),
    });
    // No content is how REST says true.
    if (response.status === 204) return { value: true };
    const answer: unknown = await response.json();
    if (response.ok) return { value: answer };
    const { error_code, message } = answer as { error_code: string; message: string };
    return { refused: error_code, message };
  };

const pick = (params: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.filter((name) => params[name] !== undefined).map((name) => [name, params[name]]));

const placeIn = (key: string, params: Readonly<Record<string, unknown>>, body: unknown): unknown => {
  const own = Object.keys(params).find((name) => name.toLowerCase() === key.toLowerCase());
  return own === undefined ? (body as Record<string, unknown> | undefined)?.[key] : params[own];
};

/** As PHP's http_build_query writes it. */
const queryOf = (values: unknown): string => {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries((values ?? {}) as Record<string, unknown>)) {
    if (Array.isArray(value)) {
      for (const [index, entry] of value.entries()) query.append(`${key}[${index}]`, String(entry));
    } else if (typeof value === 'object' && value !== null) {
      for (const [inner, entry] of Object.entries(value)) query.append(`${key}[${inner}]`, String(entry));
    } else if (value !== null && value !== undefined) query.append(key, String(value));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
};

/** SOAP through the `soap` package and the WSDL; answers are brought back to plain values by the method's shape. */
export const soapClient = async (api: TestApi, merchant: Merchant, version: Version): Promise<WireClient> => {
  const client = await createClientAsync(`${api.url}/soap/${version}/?wsdl`, { handleNilAsNull: true });
  const call = async (method: string, args: Record<string, unknown>, headers: Headers = {}): Promise<Outcome> => {
    try {
      const [result] = await client[`${method}Async`](args, {}, headers);
      return { value: result?.[`${method}Return`] };
    } catch (error) {
      const fault = (error as { root?: { Envelope: { Body: { Fault: { faultcode: string; faultstring: string } } } } })
        .root?.Envelope.Body.Fault;
      if (fault === undefined) throw error;
      return { refused: textOf(fault.faultcode), message: textOf(fault.faultstring) };
    }
  };
  const { code, date, hash } = signed(merchant.code);
  const session = await call('login', { merchantCode: code, date, hash });
  if (!('value' in session)) throw new Error(`login failed: ${session.message}`);
  return async (name, params, headers) => {
    const method = findMethod(api.kernel.methods, name, version);
    const outcome = await call(name, { sessionID: textOf(session.value), ...defined(params) }, headers);
    return 'value' in outcome ? { value: plain(outcome.value, resultShape(method, version)) } : outcome;
  };
};

const defined = (params: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));

const resultShape = (method: Method, version: Version): Shape =>
  (method.changes ?? []).find(({ before }) => version < before)?.result ?? method.result;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => String(isRecord(value) && '$value' in value ? value['$value'] : value);

/** The package leaves attributes beside values, gives nil as an attribute and folds arrays under `item`. */
const plain = (value: unknown, shape: Shape): unknown => {
  if (value === undefined || value === null) return null;
  if (isRecord(value) && isRecord(value['attributes']) && isNil(value['attributes'])) return null;
  switch (shape.kind) {
    case 'list':
      return listItems(value).map((entry) => plain(entry, shape.of));
    case 'object': {
      if (!isRecord(value)) return null;
      const names = Object.keys(shape.members).filter((name) => name in value);
      return Object.fromEntries(names.map((name) => [name, plain(value[name], shape.members[name] as Shape)]));
    }
    case 'table':
      return isRecord(value)
        ? Object.fromEntries(
            Object.entries(value)
              .filter(([key]) => key !== 'attributes')
              .map(([key, entry]) => [key, textOf(entry)]),
          )
        : null;
    case 'integer':
      return shape.terms.asText ? textOf(value) : Number(textOf(value));
    case 'amount':
      return Number(textOf(value));
    case 'flag':
      return textOf(value) === 'true';
    case 'text':
      if (shape.terms.noneIsFalse && textOf(value) === 'false') return false;
      return isRecord(value) && !('$value' in value) ? '' : textOf(value);
  }
};

const isNil = (attributes: Record<string, unknown>): boolean =>
  Object.entries(attributes).some(([name, value]) => /(^|:)nil$/.test(name) && String(value) === 'true');

const listItems = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  const item = isRecord(value) ? value['item'] : undefined;
  if (item === undefined) return [];
  return Array.isArray(item) ? item : [item];
};
