import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allMethods } from '../domains/all-methods.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { type Outcome, restClient, rpcClient, soapClient, type WireClient } from '../testing/clients.ts';
import type { Merchant } from './call.ts';
import { type Example, type Method, methodsOf } from './method.ts';
import { LATEST, VERSIONS, type Version, within } from './versions.ts';

/*
 * Every example of every method goes through every wire, each time on a fresh merchant, and gets the same answer. What
 * differs from run to run (numbers, random references, times) is compared by its form.
 */

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

type Opening = (version: Version, merchant: Merchant) => Promise<WireClient> | WireClient;

const WIRES: Readonly<Record<string, Opening>> = {
  rpc: (version, merchant) => rpcClient(api, merchant, version),
  rest: (version, merchant) => restClient(api, merchant, version),
  soap: (version, merchant) => soapClient(api, merchant, version),
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts kept values in the place of "$name". */
const filled = (value: unknown, kept: ReadonlyMap<string, unknown>): unknown => {
  if (typeof value === 'string' && value.startsWith('$')) return kept.get(value.slice(1)) ?? value;
  if (Array.isArray(value)) return value.map((entry) => filled(entry, kept));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, filled(entry, kept)]));
};

const at = (value: unknown, path: string): unknown =>
  path.startsWith('?') ? new URL(String(value)).searchParams.get(path.slice(1)) : inside(value, path);

const inside = (value: unknown, path: string): unknown =>
  path === '' ? value : path.split('.').reduce<unknown>((held, key) => (held as Record<string, unknown>)?.[key], value);

const play = async (client: WireClient, method: Method, example: Example) => {
  const kept = new Map<string, unknown>();
  for (const step of example.before ?? []) {
    const wanted = Object.entries(step.keep ?? {});
    const params = filled(step.params, kept) as Record<string, unknown>;
    let outcome = await client(step.call, params);
    // What follows from a paid order comes a moment later, as on the platform; its readers ask again.
    for (let tries = 0; tries < 50 && 'value' in outcome && missing(outcome, wanted); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      outcome = await client(step.call, params);
    }
    if (!('value' in outcome)) throw new Error(`${step.call}: ${outcome.refused} ${outcome.message}`);
    for (const [name, path] of wanted) kept.set(name, at(outcome.value, path));
  }
  const outcome = await client(method.name, filled(example.params, kept) as Record<string, unknown>);
  return { outcome, expected: filled(example.answers, kept), seen: masked(outcome) };
};

const missing = (outcome: Outcome, wanted: readonly (readonly [string, string])[]): boolean =>
  'value' in outcome && wanted.some(([, path]) => at(outcome.value, path) == null);

/** Values that no two runs share, by name or by form. */
const VOLATILE =
  /^(RefNo|OrderNo|ReferenceNo|LineItemReference|AvangateId|ProductId|.*CustomerReference|.*SubscriptionReference|.*Date|MerchantCode|CustomerIP|Code|CampaignCode|PricingConfigurationCode|token|payment|RedirectURL|PaymentLink|RetryFailedPaymentLink|manualRenewalLink|PaymentReference|Barcode|merchantSessionIdentifier|merchantIdentifier|displayName|nonce|signature|epochTimestamp|expiresAt)$/;

/** A PDF in base64; its bytes tell of its own merchant. */
const PDF = /^(application\/pdf;base64,)?JVBERi0[\w+/]+=*$/;

const masked = (value: unknown, name = ''): unknown => {
  if (Array.isArray(value)) return value.map((entry) => masked(entry));
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, masked(entry, key)]));
  if (VOLATILE.test(name) && value !== null) return `<${typeof value}>`;
  if (name === 'value' && typeof value === 'number' && value > 1_000_000) return '<number>';
  if (name === 'message') return '<text>';
  if (typeof value === 'string' && PDF.test(value)) return '<pdf>';
  // Whole codes first: some of them begin with six digits.
  return typeof value === 'string'
    ? value.replace(/payment=[\w.-]+|\b[0-9a-f]{40}\b|\b[0-9A-Z]{10}\b|\d{6,}/g, '<id>')
    : value;
};

for (const method of methodsOf(allMethods)) {
  describe(method.name, () => {
    test('has an example of an answer', () => {
      expect(method.name === 'login' || method.examples.some(({ refused }) => refused === undefined)).toBe(true);
    });

    for (const version of VERSIONS.filter((each) => within(each, method.versions))) {
      const examples = version === LATEST ? method.examples : method.examples.slice(0, 1);
      test.each(examples.map((example) => [example.title, example] as const))(`${version}: %s`, async (_, example) => {
        const wires = Object.entries(WIRES).filter(([wire]) => wire !== 'rest' || method.rest.length > 0);
        const plays = [];
        for (const [wire, open] of wires) {
          const merchant = await api.newMerchant({ settings: example.settings ?? {} });
          plays.push({ wire, ...(await play(await open(version, merchant), method, example)) });
        }
        for (const { wire, outcome, expected, seen } of plays) {
          if (example.refused !== undefined) expect(outcome, wire).toMatchObject({ refused: example.refused });
          else expect(outcome, wire).toHaveProperty('value');
          if (version === LATEST && expected !== undefined) {
            expect(outcome, wire).toMatchObject({ value: expected });
          }
          expect(seen, `${wire} against ${plays[0]?.wire}`).toEqual(plays[0]?.seen);
        }
      });
    }
  });
}
