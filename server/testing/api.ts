import type { DestinationStream } from 'pino';
import { registerAccountPage } from '../account-page.ts';
import { createAuthenticator, signature } from '../api/authentication.ts';
import type { Kernel, Merchant } from '../api/call.ts';
import type { Api } from '../api/dispatch.ts';
import { createHttpServer } from '../api/http.ts';
import { sessionTokens } from '../api/session-tokens.ts';
import { registerCardKeys } from '../card-key-page.ts';
import type { Database } from '../db/database.ts';
import {
  addMerchant,
  createAccounts,
  createCardKeys,
  createNumbers,
  findMerchantByCode,
  merchantOf,
  type NewMerchant,
  setSecret,
} from '../domains/accounts/index.ts';
import { allMethods } from '../domains/all-methods.ts';
import type { Parts } from '../domains/method.ts';
import type { Works } from '../domains/orders/index.ts';
import { createRates } from '../domains/rates/index.ts';
import { gatewayListener } from '../gateway-events.ts';
import { type FaultPlan, withFaults } from '../gateways/faults.ts';
import { gatewaysOf, SIMULATOR, STRIPE } from '../gateways/registry.ts';
import { registerSimulatorPages } from '../gateways/simulator/register-pages.ts';
import { createSimulator } from '../gateways/simulator/simulator.ts';
import { registerInternalApi } from '../internal-api.ts';
import { newId } from '../kit/ids.ts';
import { createLogger } from '../kit/log.ts';
import { registerOrderPage } from '../order-page.ts';
import { joinStripe } from '../stripe.ts';
import { createTestDatabase } from './test-database.ts';

export type { Fault } from '../gateways/faults.ts';

export const SECRET_KEY = 'test-secret-key';
export const MASTER_KEY = { id: 1, secret: Buffer.alloc(32, 7) };

export type TestApiOptions = {
  /** Takes every line of the log, whatever its level. */
  readonly logTo?: DestinationStream;
  /** What goes wrong on the way to the payment provider. */
  readonly faults?: FaultPlan;
  /** Where Stripe is: the address of its double. Merchants need keys, see `setSecret`. */
  readonly stripeAt?: string;
};

/** A whole server on a database of its own, with one merchant after another. */
export const startTestApi = async ({ logTo, faults, stripeAt }: TestApiOptions = {}) => {
  const { database, connectionString, drop } = await createTestDatabase();
  let offsetMs = 0;
  const now = (): Date => new Date(Date.now() + offsetMs);
  const accounts = createAccounts({ database, masterKeys: [MASTER_KEY], now });
  const log = createLogger(
    logTo === undefined ? { level: process.env['TEST_LOG'] ?? 'silent' } : { level: 'trace', destination: logTo },
  );
  const stripe =
    stripeAt === undefined
      ? undefined
      : joinStripe({ database, masterKeys: [MASTER_KEY], accounts, log, now, apiBase: stripeAt });
  let url = '';
  const parts: Parts = {
    gateways: gatewaysOf({
      [SIMULATOR]: withFaults(createSimulator({ db: database, publicUrl: () => url }), faults ?? (() => null)),
      ...(stripe !== undefined && { [STRIPE]: withFaults(stripe.gateway, faults ?? (() => null)) }),
    }),
    numbers: createNumbers(database),
    rates: createRates(database, now),
    cardKeys: createCardKeys({ database, masterKeys: [MASTER_KEY], now }),
    get publicUrl() {
      return url;
    },
  };
  const kernel: Kernel = { methods: allMethods, database, parts, log, now, timeLimitMs: 20_000 };
  const authenticator = createAuthenticator({
    accounts,
    tokens: sessionTokens([MASTER_KEY.secret]),
    now,
    toleranceMinutes: 900,
  });
  const api: Api = { kernel, authenticator };
  const app = createHttpServer(api, { trustProxy: false, bodyLimitBytes: 5 * 1024 * 1024 });
  registerInternalApi(app, api, accounts);
  const works: Works = { database, parts, log, now };
  registerSimulatorPages(app, {
    db: database,
    nowOf: async (id) => new Date(now().getTime() + ((await accounts.byId(id))?.merchant.clockOffsetMs ?? 0)),
    onDecision: (decided) => gatewayListener(works, accounts)({ kind: 'PAYMENT', ...decided }),
  });
  stripe?.registerOn(app, gatewayListener(works, accounts), parts.gateways.named(STRIPE));
  registerAccountPage(app, { database, now, merchantOf: async (code) => (await accounts.byCode(code))?.merchant });
  registerCardKeys(app, { accounts, cardKeys: parts.cardKeys });
  registerOrderPage(app, { works, merchantOf: async (id) => (await accounts.byId(id))?.merchant });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;

  return {
    url,
    app,
    api,
    kernel,
    parts,
    /** What the work in the background needs. */
    works,
    database,
    /** Of its database, for programs. */
    connectionString,
    accounts,
    /** Now, by the clock of the whole server. */
    now,
    /** Moves the clock of the whole server. */
    advance: (ms: number): void => {
      offsetMs += ms;
    },
    newMerchant: (overrides: Partial<NewMerchant> = {}) => newTestMerchant(database, now(), overrides),
    close: async (): Promise<void> => {
      await app.close();
      await drop();
    },
  };
};

export type TestApi = Awaited<ReturnType<typeof startTestApi>>;

/** A fresh merchant whose secret key is SECRET_KEY; in euros, at home in Romania. */
const newTestMerchant = async (database: Database, at: Date, overrides: Partial<NewMerchant>): Promise<Merchant> => {
  const code = overrides.code ?? `M${newId()}`;
  const facts = { code, name: code, currency: 'EUR', countryCode: 'RO', isTest: true, ...overrides };
  const id = await addMerchant(database, facts, at);
  await setSecret({ database, masterKeys: [MASTER_KEY] }, id, 'API', SECRET_KEY, { at, overlapMs: 0 });
  const record = await findMerchantByCode(database, code);
  if (record === undefined) throw new Error('the merchant just added is not there');
  return merchantOf(record);
};

export const signed = (code: string, algorithm?: 'sha256' | 'sha3-256', at: Date = new Date()) => {
  const date = at.toISOString().slice(0, 19).replace('T', ' ');
  return { code, date, hash: signature(code, date, SECRET_KEY, algorithm), algorithm };
};
