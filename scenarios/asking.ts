import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import type { Version } from '../server/api/versions.ts';
import { signed, type TestApi } from '../server/testing/api.ts';
import type { Outcome, WireClient } from '../server/testing/clients.ts';
import type { Sent } from './shop.ts';

/** How the stories talk to a server, and how they look into what was answered. */

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path ("Items.0.Code") of an answer. */
export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((held, key) => {
    if (Array.isArray(held)) return held[Number(key)];
    return isRecord(held) ? held[key] : undefined;
  }, value);

export const textAt = (value: unknown, path: string): string => {
  const found = at(value, path);
  return typeof found === 'string' ? found : expect.fail(`${path} is no text in ${JSON.stringify(value)}`);
};

/** The entries of a search: a bare list in the older versions. */
export const rowsOf = (value: unknown): readonly unknown[] => {
  const rows = Array.isArray(value) ? value : at(value, 'Items');
  return Array.isArray(rows) ? rows : expect.fail(`no rows in ${JSON.stringify(value)}`);
};

/** The answer of a call; a refusal fails the story. */
export const answerOf = (outcome: Outcome): unknown =>
  'value' in outcome ? outcome.value : expect.fail(`refused: ${outcome.refused} ${outcome.message}`);

export const ask = async (client: WireClient, method: string, params: Sent = {}): Promise<unknown> =>
  answerOf(await client(method, params));

/** Asks again until the answer is as wished; fails with the last one after some seconds. */
export const until = async <T>(
  look: () => Promise<T>,
  isThere: (found: T) => boolean,
  limitMs = 10_000,
): Promise<T> => {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (isThere(found)) return found;
    if (Date.now() > deadline) expect.fail(`still ${JSON.stringify(found)?.slice(0, 1_000)}`);
    await sleep(30);
  }
};

/** Reads an order until it has a status. */
export const orderIn = (client: WireClient, refNo: unknown, status: string): Promise<unknown> =>
  until(
    () => ask(client, 'getOrder', { orderReference: refNo }),
    (order) => at(order, 'Status') === status,
  );

/** A session of JSON-RPC. */
export const openSession = async (api: TestApi, merchant: Merchant, version: Version = '6.0'): Promise<string> => {
  const { code, date, hash } = signed(merchant.code, undefined, api.now());
  return textAt(await postRpc(api, { id: 1, method: 'login', params: [code, date, hash] }, version), 'result');
};

/** Sends one JSON-RPC request as it is given and answers the body as it came. */
export const postRpc = async (api: TestApi, body: unknown, version: string = '6.0'): Promise<unknown> => {
  const response = await fetch(`${api.url}/rpc/${version}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return response.json();
};
