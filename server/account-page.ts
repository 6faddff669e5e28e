import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Merchant } from './api/call.ts';
import type { Db } from './db/database.ts';
import { settingsOf } from './domains/accounts/index.ts';
import { type Account, accountBehind } from './domains/customers/index.ts';
import { escapeHtml, htmlPage, styleSource } from './kit/html.ts';

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid #ddd; }
th { color: #555; font-weight: normal; } tr.chosen td { font-weight: 600; } address { font-style: normal; }
`;

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${styleSource(STYLE)}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  // The address signs in.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export type AccountPageDeps = {
  readonly database: Db;
  readonly now: () => Date;
  /** Undefined for a merchant that does not exist, or does not sell any more. */
  readonly merchantOf: (code: string) => Promise<Merchant | undefined>;
};

/** Adds the shopper account that sign-on links lead to: who the customer is, and the subscriptions. */
export const registerAccountPage = (app: FastifyInstance, { database, now, merchantOf }: AccountPageDeps): void => {
  for (const path of ['/myaccount/', '/myaccount']) {
    app.get<{ Querystring: Record<string, unknown> }>(path, async (request, reply) => {
      const { merchant: code, logintoken: token } = request.query;
      const merchant = typeof code === 'string' ? await merchantOf(code) : undefined;
      if (merchant === undefined || typeof token !== 'string') return over(reply);
      const at = new Date(now().getTime() + merchant.clockOffsetMs);
      const account = await accountBehind({ db: database, merchant, now: at, address: request.ip }, token);
      return account === undefined ? over(reply) : send(reply, 200, accountPage(merchant, account));
    });
  }
};

const send = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply.status(status).headers(HEADERS).type('text/html; charset=utf-8').send(page);

const over = (reply: FastifyReply): FastifyReply =>
  send(
    reply,
    403,
    htmlPage('This link is over', STYLE, '<p>Please go back to the shop and sign in again from there.</p>'),
  );

const accountPage = (merchant: Merchant, { customer, subscriptions, reference }: Account): string => {
  const shop = settingsOf(merchant).name || merchant.code;
  const name = `${customer.first_name} ${customer.last_name}`;
  const lines = [name, customer.company, customer.address1, customer.address2, `${customer.zip} ${customer.city}`];
  const rows = subscriptions.map((each) => row(each, each.SubscriptionReference === reference));
  return htmlPage(
    `Your account at ${shop}`,
    STYLE,
    `<address>${lines
      .filter(Boolean)
      .map((line) => escapeHtml(line ?? ''))
      .join('<br>')}<br>${escapeHtml(customer.email)}</address>
<h2>Subscriptions</h2>
${rows.length === 0 ? '<p>There are none.</p>' : subscriptionTable(rows)}`,
  );
};

const subscriptionTable = (rows: readonly string[]): string => `<table>
<thead><tr><th scope="col">Product</th><th scope="col">Reference</th><th scope="col">State</th><th scope="col">Until</th>\
<th scope="col">Renewal</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;

const STATES: Readonly<Record<string, string>> = {
  ACTIVE: 'Active',
  PENDING_ACTIVATION: 'Begins later',
  PASTDUE: 'Past due',
  PAUSED: 'Paused',
  EXPIRED: 'Expired',
  CANCELED: 'Cancelled',
};

const row = (each: Account['subscriptions'][number], isChosen: boolean): string => {
  const cells = [
    each.Product?.ProductName ?? '',
    each.SubscriptionReference ?? '',
    STATES[each.Status ?? ''] ?? each.Status ?? '',
    each.Lifetime === true ? 'For good' : (each.ExpirationDate ?? ''),
    each.RecurringEnabled === true ? 'Automatic' : 'By hand',
  ];
  return `<tr${isChosen ? ' class="chosen"' : ''}>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
};
