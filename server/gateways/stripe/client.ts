import Stripe from 'stripe';

/** The version of Stripe's API that this adapter was written for; an account's own default does not matter. */
const API_VERSION = '2026-10-28.endive';

/** Longest time of one request; a call of the gateway is up to four of them and has a limit of its own. */
const REQUEST_LIMIT_MS = 15_000;

/** Clients kept at most: one a secret key. */
const KEPT = 500;

const STRIPE_API = 'https://api.stripe.com';

/** Answers the client of a secret key; clients are kept. `apiBase`: where Stripe is, without a path. */
export const createClients = (apiBase: string = STRIPE_API, http?: Stripe.HttpClient) => {
  const { protocol, hostname, port } = new URL(apiBase);
  const isPlain = protocol === 'http:';
  const clients = new Map<string, Stripe>();
  return (secretKey: string): Stripe => {
    const known = clients.get(secretKey);
    if (known !== undefined) return known;
    const client = new Stripe(secretKey, {
      apiVersion: API_VERSION,
      host: hostname,
      port: port === '' ? (isPlain ? 80 : 443) : Number(port),
      protocol: isPlain ? 'http' : 'https',
      // Whether to ask again is decided by those who know whether it is safe.
      maxNetworkRetries: 0,
      timeout: REQUEST_LIMIT_MS,
      // It would write a file into the home folder and tell Stripe of this machine.
      telemetry: false,
      appInfo: { name: 'Sutler' },
      ...(http === undefined ? {} : { httpClient: http }),
    });
    if (clients.size >= KEPT) clients.clear();
    clients.set(secretKey, client);
    return client;
  };
};
