import { expect } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { signed, type TestApi } from '../server/testing/api.ts';
import { at } from './asking.ts';
import type { Sent } from './shop.ts';

/** What people do with orders, through the internal API as the panel does it. */

export type DeskAnswer = { readonly status: number; readonly body: unknown };

/** One request below /internal/v1. */
export const atDesk = async (
  api: TestApi,
  merchant: Merchant,
  verb: 'GET' | 'POST',
  path: string,
  body?: Sent,
): Promise<DeskAnswer> => {
  const { code, date, hash } = signed(merchant.code, undefined, api.now());
  const response = await fetch(`${api.url}/internal/v1${path}`, {
    method: verb,
    headers: {
      'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
};

/** Does something to an order and answers what it is then; a refusal fails the story. */
export const decide = async (
  api: TestApi,
  merchant: Merchant,
  refNo: string,
  action: string,
  body: Sent = {},
): Promise<unknown> => {
  const answer = await atDesk(api, merchant, 'POST', `/orders/${refNo}/${action}/`, body);
  return answer.status === 200 ? answer.body : expect.fail(`${action}: ${JSON.stringify(answer.body)}`);
};

export const lookAt = async (api: TestApi, merchant: Merchant, refNo: string): Promise<unknown> =>
  (await atDesk(api, merchant, 'GET', `/orders/${refNo}/`)).body;

/** What happened to an order, in the words of its history. */
export const historyOf = async (api: TestApi, merchant: Merchant, refNo: string): Promise<readonly unknown[]> => {
  const entries = at(await lookAt(api, merchant, refNo), 'History');
  return Array.isArray(entries) ? entries.map((entry) => at(entry, 'Event')) : expect.fail('no history');
};
