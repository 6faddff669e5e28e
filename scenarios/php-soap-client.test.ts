import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VERSIONS, type Version } from '../server/api/versions.ts';
import { SECRET_KEY, startTestApi, type TestApi } from '../server/testing/api.ts';
import { at } from './asking.ts';
import { largeProductFile } from './shop.ts';

/*
 * Clients that nobody wrote for this server: PHP's own SoapClient and curl. The scripts beside this file stay as they are
 * on the platform, save for the address.
 */

const modules = spawnSync('php', ['-m'], { encoding: 'utf8', timeout: 10_000 });
const missing = ['soap', 'curl'].filter((name) => !(modules.stdout ?? '').split('\n').includes(name));
const hasPhp = modules.status === 0 && missing.length === 0;
const inCI = Boolean(process.env['CI']);

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** Runs a script for a fresh merchant and answers the JSON that it prints. */
const run = async (script: string, version: Version, ...args: readonly string[]): Promise<unknown> => {
  const merchant = await api.newMerchant();
  const file = fileURLToPath(new URL(`php/${script}`, import.meta.url));
  const settings = ['-d', 'soap.wsdl_cache_enabled=0', '-d', 'display_errors=stderr', '-d', 'error_reporting=E_ALL'];
  const { stdout, stderr } = await promisify(execFile)(
    'php',
    [...settings, file, api.url, merchant.code, SECRET_KEY, version, ...args, largeProductFile],
    { timeout: 25_000, maxBuffer: 10_000_000 },
  );
  expect(stderr, 'warnings of PHP').toBe('');
  return JSON.parse(stdout);
};

const PRODUCT = {
  ProductName: 'Éditeur Pro – 編集者 <& "quoted">',
  LongDescription: 'A long text with\nseveral lines,\ttabs and ünïcödé.',
  Enabled: true,
  PricingConfigurations: [
    {
      Default: true,
      Prices: { Regular: [{ Amount: 49.9, Currency: 'EUR' }, { MinQuantity: '10' }, { Currency: 'USD' }] },
    },
    { Default: false, BillingCountries: ['US', 'CA'], PriceOptions: [] },
  ],
  BundleProducts: [],
  Prices: [],
  SubscriptionInformation: { BillingCycle: '1', DeprecatedProducts: [], RenewalEmails: { Type: 'CUSTOM' } },
};

// 49.90 and 19 % of it, 9.481.
const SUMS = { NetPrice: 49.9, VAT: 9.48, GrossPrice: 59.38, Currency: 'eur' };

test.runIf(!hasPhp && inCI)('PHP with its soap and curl extensions is there', () => {
  expect.fail(`these stories need PHP with soap and curl; missing: ${missing.join(', ')}`);
});

describe.skipIf(!hasPhp)(hasPhp ? 'PHP' : 'PHP with its soap and curl extensions is not installed', () => {
  const logins = VERSIONS.flatMap((version) =>
    ['md5', 'sha256', 'sha3-256'].map((algorithm) => [version, algorithm] as const),
  );

  test.each(logins)('SoapClient at %s, login by %s', async (version, algorithm) => {
    const seen = await run('soap.php', version, algorithm);
    expect(at(seen, 'session')).toMatch(/^[a-z0-9]+$/);
    const code = `soap-${version}-${algorithm}`;
    expect(seen).toMatchObject({
      added: true,
      product: { ...PRODUCT, ProductCode: code },
      updated: true,
      searchedIsList: version < '5.0',
      first: { ProductCode: code, ProductName: 'Renamed' },
      placed: { Status: 'AUTHRECEIVED', Errors: null, ...SUMS },
      declined: { Status: 'PENDING', Errors: { CARD_PAYMENT_ERROR: expect.stringMatching(/declined/) } },
      order: { Status: 'COMPLETE', Errors: null, Promotions: [], Items: [{ Code: code, Quantity: 1 }], ...SUMS },
      subscription: { Product: { ProductCode: code }, SubscriptionEnabled: true },
      history: [{ ReferenceNo: at(seen, 'placed.RefNo'), Type: 'SALE' }],
      again: at(seen, 'placed.RefNo'),
      packed: code,
    });
    expect(at(seen, 'fault.code')).toContain('FORBIDDEN');
    expect(at(seen, 'notFound.code')).toContain('ORDER_NOT_FOUND');
    expect(at(seen, 'badLogin.code')).toContain('FORBIDDEN');
    expect(at(seen, 'badLogin.text')).toContain('Invalid hash provided');
  });

  const envelopes = [...VERSIONS.map((version) => [version, '2.0'] as const), ['6.0', '6.0'], ['6.0', '2']] as const;

  test.each(envelopes)('JSON-RPC by curl at %s, jsonrpc %s', async (version, jsonrpc) => {
    const seen = await run('rpc.php', version, jsonrpc);
    const code = `rpc-${version}-${jsonrpc}`;
    expect(seen).toMatchObject({
      added: { result: true, id: 1, status: 200 },
      product: { result: { ...PRODUCT, ProductCode: code }, id: 2 },
      placed: { result: { Status: 'AUTHRECEIVED', Errors: null, ...SUMS } },
      order: { result: { Status: 'COMPLETE', BillingDetails: { Address1: 'Am Tor 4', Zip: '89073' }, ...SUMS } },
      customer: {
        result: { FirstName: 'Bo', ExternalCustomerReference: `crm-${version}-${jsonrpc}` },
        wasObject: true,
      },
      search: { status: 200 },
      expired: { error: { code: 10000, data: { error_code: 'FORBIDDEN' } }, status: 200 },
      noMethod: { error: { code: -32601, data: { error_code: 'METHOD_NOT_FOUND' } }, status: 200 },
    });
    expect(at(seen, version < '5.0' ? 'search.result.0' : 'search.result.Items.0')).toMatchObject({
      ProductCode: code,
    });
    for (const failed of ['expired', 'noMethod']) expect(at(seen, failed)).not.toHaveProperty('result');
    expect(at(seen, 'placed')).not.toHaveProperty('error');
  });

  test.each(VERSIONS)('REST by curl at %s', async (version) => {
    const seen = await run('rest.php', version);
    const code = `rest-${version}`;
    const stored = { status: 200, body: { ...PRODUCT, ProductCode: code } };
    const refNo = at(seen, 'placed.body.RefNo');
    expect(seen).toMatchObject({
      added: { status: 201, body: true, location: `${api.url}/rest/${version}/products/${code}/` },
      product: stored,
      short: stored,
      search: { status: 200 },
      placed: { status: 201, location: `${api.url}/${version}/orders/${refNo}/`, body: { Errors: null, ...SUMS } },
      order: { status: 200, body: { Status: 'COMPLETE', ...SUMS } },
      notFound: { status: 404, body: { error_code: 'ORDER_NOT_FOUND' } },
      wrongHash: {
        status: 401,
        body: { error_code: 'AUTHENTICATION_ERROR', message: 'Hash signature could not be authenticated' },
      },
    });
    expect(at(seen, version < '5.0' ? 'search.body' : 'search.body.Items')).toMatchObject([{ ProductCode: code }]);
  });
});
