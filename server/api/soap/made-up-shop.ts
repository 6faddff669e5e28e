import Fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Database } from '../../db/database.ts';
import type { Merchant } from '../call.ts';
import { compressAnswers } from '../compression.ts';
import type { Api } from '../dispatch.ts';
import { FORBIDDEN, refusal, refuse } from '../errors.ts';
import { login } from '../login.ts';
import { methodFor, methodList } from '../method.ts';
import { amount, date, flag, integer, list, object, on, table, text } from '../schema.ts';
import { registerSoap, type SoapOptions } from './soap.ts';

/** A few methods that have one of everything a SOAP client can stumble over, served without a database. */

const method = methodFor<unknown>();

const option = object('ShopOption', { Code: text(), Values: list(text()) });
const part = object('ShopPart', {
  Code: text({ required: true }),
  Quantity: integer({ min: 1 }),
  Price: amount(),
  Gift: flag(),
  Options: list(option),
});
const basket = object('ShopBasket', {
  RefNo: text({ readonly: true }),
  Note: text(),
  Country: text({ fold: 'lower', aliases: ['CountryCode'] }),
  Day: date(),
  Parts: list(part),
  Tags: list(text()),
  Grid: list(list(integer())),
  Errors: table(),
  Count: integer({ asText: true }),
  Big: integer({ max: 9_000_000_000 }),
  Secret: text({ writeonly: true }),
  Rank: integer({ writeonly: true }),
  Affiliate: on(object('ShopAffiliate', { Name: text() }), { since: '6.0' }),
  AffiliateName: text({
    until: '5.0',
    was: (latest: { Affiliate: { Name: string } | null }) => latest.Affiliate?.Name,
  }),
  Extra: text({ sparse: true }),
});
const search = object('ShopSearch', {
  Words: text(),
  Limit: integer({ min: 1 }),
  Pages: object('ShopPages', { Page: integer() }),
});

const OUT_OF_STOCK = refusal('OUT_OF_STOCK', 70001, 'invalid', 'There is none left.');

/** Answers the basket that was sent, so a test sees what arrived and what comes back. */
const echoBasket = method({
  name: 'echoBasket',
  aliases: ['repeatBasket'],
  summary: 'Answers what was sent.',
  params: { basket: on(basket, { required: true }), note: text(), codes: list(text()) },
  result: basket,
  refusals: [],
  examples: [],
  effect: 'read',
  run: async (_, { basket: sent, note, codes }) => ({
    RefNo: '00117',
    Note: note ?? sent.Note ?? null,
    Country: sent.Country ?? null,
    Day: sent.Day ?? null,
    Parts: (sent.Parts ?? []).map((one) => ({
      Code: one.Code,
      Quantity: one.Quantity ?? null,
      Price: one.Price == null ? null : Number(one.Price),
      Gift: one.Gift ?? null,
      Options: (one.Options ?? []).map(({ Code = null, Values }) => ({ Code, Values: Values ?? [] })),
    })),
    Tags: codes ?? sent.Tags ?? [],
    Grid: sent.Grid ?? [],
    Errors: sent.Errors ?? null,
    Count: sent.Count ?? null,
    Big: sent.Big ?? null,
    Affiliate: sent.Affiliate == null ? null : { Name: sent.Affiliate.Name ?? null },
    ...(sent.Secret == null ? {} : { Extra: `the secret was ${sent.Secret}` }),
  }),
});

/** As many parts as the limit says; without one, three. */
const searchParts = method({
  name: 'searchParts',
  summary: 'Finds parts & more.',
  params: { options: on(search, { required: true }) },
  result: list(part),
  refusals: [],
  examples: [],
  effect: 'read',
  run: async (_, { options }) =>
    Array.from({ length: options.Words === 'none' ? 0 : (options.Limit ?? 3) }, (_empty, index) => ({
      Code: `P${index + 1} <${options.Words ?? ''}>`,
      Quantity: index + 1,
      Price: 10.5,
      Gift: index === 0,
      Options: [],
    })),
});

const addPart = method({
  name: 'addPart',
  summary: 'Adds a part by its code.',
  params: { code: text({ required: true }), quantity: integer(), gift: flag(), price: amount() },
  result: text(),
  refusals: [OUT_OF_STOCK],
  examples: [],
  effect: 'write',
  run: async (call, { code, quantity, gift, price }) => {
    if (code === 'GONE') refuse(OUT_OF_STOCK);
    if (code === 'BUG') throw new TypeError('the inner text of a bug');
    return [call.version, code, quantity ?? 'none', gift ?? 'none', price ?? 'none'].join('|');
  },
});

const removeAll = method({
  name: 'removeAll',
  summary: 'Only the newest version has it.',
  versions: { since: '6.0' },
  params: {},
  result: flag(),
  refusals: [],
  examples: [],
  effect: 'read',
  run: async () => true,
});

/** A table whose names come from the caller, and a number that grows beyond 32 bits. */
const tellTable = method({
  name: 'tellTable',
  summary: 'Answers a table.',
  params: { names: list(text()) },
  result: object('ShopTable', { Table: table(), Empty: table(), Number: integer() }),
  refusals: [],
  examples: [],
  effect: 'read',
  run: async (_, { names }) => ({
    Table: Object.fromEntries((names ?? []).map((name) => [name, `about ${name}`])),
    Empty: {},
    Number: 5_000_000_000,
  }),
});

const MERCHANT: Merchant = { id: 1n, code: 'SHOP', timeZone: 'GMT+02:00', clockOffsetMs: 0, settings: {} };
const SESSION = 'abc123session';

/** Logs in whoever hashes "good"; a fourth argument is told in the session. */
const authenticator: Api['authenticator'] = {
  login: async ({ hash, algorithm }) => (hash === 'good' ? `${SESSION}${algorithm ?? ''}` : refuse(FORBIDDEN)),
  ofSession: async (session) => (session.startsWith(SESSION) ? MERCHANT : refuse(FORBIDDEN)),
  ofHeader: async () => refuse(FORBIDDEN),
};

// The methods ask nothing of a database; a transaction only has to hand on its work.
const database = { transaction: (work: (tx: unknown) => unknown) => work({}) } as unknown as Database;

export const shopMethods = methodList([login, echoBasket, searchParts, addPart, removeAll, tellTable]);

export const shopApi: Api = {
  kernel: {
    methods: shopMethods,
    database,
    parts: {},
    log: pino({ level: 'silent' }),
    now: () => new Date(),
    timeLimitMs: 5000,
  },
  authenticator,
};

/** The shop on a free port of the loopback, behind the hooks that all wires of the program have. */
export const openShop = async (
  options: SoapOptions & { readonly bodyLimit?: number } = {},
): Promise<{ app: FastifyInstance; url: string }> => {
  const app = Fastify({ logger: false, bodyLimit: options.bodyLimit ?? 1024 * 1024 });
  compressAnswers(app);
  registerSoap(app, shopApi, options);
  app.post('/json', async (request) => request.body);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, url };
};
