import { escapeHtml, htmlPage, styleSource } from './kit/html.ts';
import { amountText } from './kit/money.ts';

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
dt { color: #555; } dd { margin: 0 0 .75rem; font-size: 1.25rem; overflow-wrap: anywhere; }
button { font: inherit; padding: .6rem 1.2rem; margin-top: .5rem; border: 2px solid #1a4fa3; border-radius: .3rem; background: #1a4fa3; color: #fff; }
button:focus-visible { outline: 3px solid #e0a100; outline-offset: 2px; }
`;

/** Nothing is loaded from anywhere; the form leads to the payment provider, whose host is not known here. */
export const ORDER_PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${styleSource(STYLE)}`,
    "form-action 'self' https: http:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  // The address opens the order.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export type OrderView = {
  readonly id: string;
  readonly shop: string;
  readonly refNo: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly status: string;
  readonly isPayable: boolean;
};

const STATES: Readonly<Record<string, string>> = {
  PENDING: 'Not paid yet',
  PURCHASE_PENDING: 'Delivered, not paid yet',
  AUTHRECEIVED: 'Paid',
  COMPLETE: 'Paid',
  REFUND: 'Refunded',
  CANCELED: 'Canceled',
  REVERSED: 'Canceled',
};

/** How an order stands, for its shopper. */
export const orderPage = ({ id, shop, refNo, amountMinor, currency, status, isPayable }: OrderView): string =>
  page(
    `Order ${refNo}`,
    `<dl>
<dt>Shop</dt><dd>${escapeHtml(shop)}</dd>
<dt>Amount</dt><dd>${escapeHtml(`${amountText(amountMinor, currency)} ${currency}`)}</dd>
<dt>State</dt><dd>${escapeHtml(STATES[status] ?? status)}</dd>
</dl>
${isPayable ? button(id) : ''}`,
  );

const button = (id: string): string => `<form method="post" action="?">
<input type="hidden" name="id" value="${escapeHtml(id)}">
<button type="submit">Pay by card</button>
</form>`;

/** A page that only says something. */
export const orderNotice = (title: string, sentence: string): string => page(title, `<p>${escapeHtml(sentence)}</p>`);

const page = (title: string, content: string): string => htmlPage(title, STYLE, content);
