import { randomInt } from 'node:crypto';
import { registerAccountPage } from './account-page.ts';
import { type Account, createAuthenticator } from './api/authentication.ts';
import type { Kernel, Merchant } from './api/call.ts';
import { createHttpServer } from './api/http.ts';
import { type MethodList, methodList, methodsOf } from './api/method.ts';
import { sessionTokens } from './api/session-tokens.ts';
import { registerCardKeys } from './card-key-page.ts';
import { type Configuration, masterKeysOf } from './configuration.ts';
import { statement } from './db/database.ts';
import { pendingMigrations } from './db/migrate.ts';
import {
  type CachedAccounts,
  createAccounts,
  createCardKeys,
  createNumbers,
  settingsOf,
} from './domains/accounts/index.ts';
import { allMethods } from './domains/all-methods.ts';
import type { Parts } from './domains/method.ts';
import { createRates } from './domains/rates/index.ts';
import { gatewayListener, simulatorHearing } from './gateway-events.ts';
import { type FaultShares, seededFaults, withFaults } from './gateways/faults.ts';
import type { Gateway } from './gateways/port.ts';
import { gatewaysOf, SIMULATOR, STRIPE } from './gateways/registry.ts';
import { registerSimulatorPages } from './gateways/simulator/register-pages.ts';
import { createSimulator } from './gateways/simulator/simulator.ts';
import { withTimeLimit } from './gateways/time-limit.ts';
import { type InFlight, inFlight, tracked } from './in-flight.ts';
import { registerInternalApi } from './internal-api.ts';
import type { Timetable } from './jobs/timetable.ts';
import { systemClock } from './kit/clock.ts';
import type { Logger } from './kit/log.ts';
import { registerOrderPage } from './order-page.ts';
import { registerPages } from './pages.ts';
import { migrateStorage, openStorage, type Storage, type StorageOptions, withinLimit } from './storage.ts';
import { joinStripe } from './stripe.ts';
import { createWorkLoop } from './work-loop.ts';

/** Longest time that a call may take. */
const CALL_LIMIT_MS = 30_000;
/** Longest time of a question to a gateway: shorter than a call, and much shorter than the age at which it is swept. */
const GATEWAY_LIMIT_MS = 20_000;
/** Longest wait of a clean stop for what is under way. */
const DRAIN_LIMIT_MS = 10_000;
const READINESS_LIMIT_MS = 2_000;

export type SutlerOptions = Omit<StorageOptions, 'onError'> & {
  readonly log: Logger;
  /** False leaves the tables as they are; the server then answers as not ready until they are migrated. */
  readonly migrate?: boolean;
};

/** The whole program, joined; it neither listens nor works by itself until it is told to. */
export type Sutler = Storage & {
  readonly app: ReturnType<typeof createHttpServer>;
  readonly accounts: CachedAccounts;
  readonly parts: Parts;
  readonly methods: MethodList;
  /** What comes back by itself: orders to finish, payments whose outcome is open. */
  readonly work: Timetable;
  /** Starts to listen and answers the address under which the server is reached. */
  listen(): Promise<string>;
  /**
   * Takes no more calls, ends those under way and what they left to do (for ten seconds at most), stops the work, and
   * closes the database. Safe to call twice.
   */
  close(): Promise<void>;
};

/** Opens the database, brings it up to date and joins the parts. Throws when the database cannot be reached. */
export const openSutler = async (configuration: Configuration, options: SutlerOptions): Promise<Sutler> => {
  const { log } = options;
  const storage = await openStorage(configuration, {
    ...options,
    onError: (error) => log.warn({ err: error }, 'database connection broke'),
  });
  try {
    if (options.migrate ?? true) await migrateStorage(storage, options.onProgress);
    return join(configuration, storage, log);
  } catch (error) {
    await storage.close();
    throw error;
  }
};

const join = (configuration: Configuration, storage: Storage, log: Logger): Sutler => {
  const { database } = storage;
  const { now } = systemClock;
  const masterKeys = masterKeysOf(configuration);
  const accounts = createAccounts({ database, masterKeys, now });
  const underWay = inFlight();
  const address = publicAddress(configuration);
  const stripe = joinStripe({ database, masterKeys, accounts, log, now });
  const parts: Parts = {
    gateways: gatewaysOf({
      [SIMULATOR]: withTimeLimit(
        behaving(createSimulator({ db: database, publicUrl: address.get }), configuration.simulatorFaults),
        GATEWAY_LIMIT_MS,
      ),
      [STRIPE]: withTimeLimit(stripe.gateway, GATEWAY_LIMIT_MS),
    }),
    numbers: createNumbers(database),
    rates: createRates(database, now),
    cardKeys: createCardKeys({ database, masterKeys, now }),
    get publicUrl() {
      return address.get();
    },
  };
  const methods = methodList(tracked(methodsOf(allMethods), underWay));
  const kernel: Kernel = { methods, database, parts, log, now, timeLimitMs: CALL_LIMIT_MS };
  const authenticator = createAuthenticator({
    accounts,
    tokens: sessionTokens(masterKeys.map(({ secret }) => secret)),
    now,
    toleranceMinutes: configuration.loginToleranceMinutes,
  });
  const app = createHttpServer({ kernel, authenticator }, configuration);
  registerInternalApi(app, { kernel, authenticator }, accounts);
  const works = { database, parts, log, now };
  const listen = gatewayListener(works, accounts);
  registerSimulatorPages(app, {
    db: database,
    nowOf: async (id) => new Date(now().getTime() + ((await accounts.byId(id))?.merchant.clockOffsetMs ?? 0)),
    merchantNameOf: async (id) => {
      const account = await accounts.byId(id);
      return account === undefined ? null : settingsOf(account.merchant).name;
    },
    onDecision: (decided) => underWay.track(listen({ kind: 'PAYMENT', ...decided })),
  });
  stripe.registerOn(app, (event) => underWay.track(listen(event)), parts.gateways.named(STRIPE));
  registerCardKeys(app, { accounts, cardKeys: parts.cardKeys });
  registerAccountPage(app, {
    database,
    now,
    merchantOf: async (code) => enabledMerchant(await accounts.byCode(code)),
  });
  registerOrderPage(app, { works, merchantOf: async (id) => enabledMerchant(await accounts.byId(id)) });
  const work = createWorkLoop(works, { ...configuration, hear: simulatorHearing(works, listen) });
  let closing: Promise<void> | undefined;
  const ready = readinessOf(storage);
  registerPages(app, {
    readiness: async () => (closing === undefined ? ready() : 'shutting down'),
    callsRunning: underWay.count,
    publicUrl: address.get,
  });
  return {
    ...storage,
    app,
    accounts,
    parts,
    methods,
    work,
    listen: async () => {
      await app.listen({ port: configuration.port, host: configuration.host });
      const [listening] = app.addresses();
      if (typeof listening === 'object') address.listensOn(listening.port);
      return address.get();
    },
    close: () => {
      closing ??= closeAll({ app, work, underWay, storage, log });
      return closing;
    },
  };
};

/** The provider as it is, or with the faults that the operator wants to see. */
const behaving = (gateway: Gateway, faults: FaultShares | undefined): Gateway =>
  faults === undefined ? gateway : withFaults(gateway, seededFaults(randomInt(2 ** 31), faults));

const enabledMerchant = (account: Account | undefined): Merchant | undefined =>
  account?.enabled ? account.merchant : undefined;

type Closable = {
  readonly app: Sutler['app'];
  readonly work: Timetable;
  readonly underWay: InFlight;
  readonly storage: Storage;
  readonly log: Logger;
};

const closeAll = async ({ app, work, underWay, storage, log }: Closable): Promise<void> => {
  const drained = Promise.all([app.close(), work.stop()]).then(underWay.settled);
  const inTime = await withinLimit(drained, DRAIN_LIMIT_MS).catch((error) => {
    log.error({ err: error }, 'the stop was not clean');
    return true;
  });
  if (!inTime) log.warn({ running: underWay.count() }, 'stopping although work is under way');
  await storage.close();
};

/** The configured public address, else the one that the server listens on, as this machine reaches it. */
const publicAddress = ({ publicUrl, host, port }: Configuration): { get(): string; listensOn(port: number): void } => {
  const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };
  const name = everywhere[host] ?? (host.includes(':') ? `[${host}]` : host);
  let listening = port;
  return {
    get: () => publicUrl ?? `http://${name}:${listening}`,
    listensOn: (actual) => {
      listening = actual;
    },
  };
};

/** Tables that were once up to date stay so: a newer program may add to them, and nothing takes away. */
const readinessOf = ({ database, connection }: Storage): (() => Promise<'ready' | string>) => {
  let migrated = false;
  const check = async (): Promise<'ready' | string> => {
    await database.row(statement('SELECT 1'));
    if (!migrated) {
      const pending = await pendingMigrations(connection);
      if (pending.length > 0) return `${pending.length} migrations are not applied`;
      migrated = true;
    }
    return 'ready';
  };
  return async () => {
    let answer = 'the database does not answer in time';
    const work = check().then((found) => {
      answer = found;
    });
    await withinLimit(work, READINESS_LIMIT_MS).catch(() => {
      answer = 'the database does not answer';
    });
    return answer;
  };
};
