import { createHash } from 'node:crypto';
import { amountText } from '../../../kit/money.ts';
import { STYLE } from './style.ts';

/**
 * Nothing is loaded from anywhere. `form-action` has to allow other hosts because browsers apply it to the redirect that
 * answers the form, and to the merchant's own redirects after it.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self' https: http:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What every page says of the payment. */
export type Purchase = {
  /** null: not known here. */
  readonly merchantName: string | null;
  readonly orderReference: string;
  readonly amountMinor: bigint;
  readonly currency: string;
};

export type PageParts = {
  readonly title: string;
  /** Name of the provider in the band at the top, and the class that colours it. */
  readonly band: string;
  readonly look: string;
  readonly purchase: Purchase | null;
  /** HTML. */
  readonly content: string;
};

export function page({ title, band, look, purchase, content }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body class="${look}">
<div class="sheet">
<header class="band"><span class="name">${escapeHtml(band)}</span><span class="badge">Simulation</span></header>
<main>
<h1>${escapeHtml(title)}</h1>
${purchase === null ? '' : summary(purchase)}
${content}
</main>
</div>
<footer>This is a simulated payment provider. No real money moves.</footer>
</body>
</html>
`;
}

export function priceText({ amountMinor, currency }: Pick<Purchase, 'amountMinor' | 'currency'>): string {
  return `${amountText(amountMinor, currency)} ${currency}`;
}

function summary(purchase: Purchase): string {
  const { merchantName, orderReference } = purchase;
  const payee = merchantName === null ? '' : `<div><dt>Pay to</dt><dd>${escapeHtml(merchantName)}</dd></div>`;
  return `<dl class="purchase">
<div class="amount"><dt>Amount</dt><dd>${escapeHtml(priceText(purchase))}</dd></div>
${payee}
<div><dt>Order</dt><dd>${escapeHtml(orderReference)}</dd></div>
</dl>`;
}

/** A page that only says something. */
export function noticePage(title: string, sentence: string): string {
  const content = `<p>${escapeHtml(sentence)}</p>`;
  return page({ title, band: 'Payment', look: 'plain', purchase: null, content });
}

export type Button = {
  readonly label: string;
  readonly value: string;
  readonly isFirst?: boolean;
  readonly hint?: string;
};

/** Buttons that send a decision; those that leave the form behind do not ask for it to be filled in. */
export function decisionButton({ label, value, isFirst = false, hint }: Button): string {
  const id = `hint-${value}`;
  const kind = isFirst ? 'class="first"' : 'formnovalidate';
  const described = hint === undefined ? '' : ` aria-describedby="${id}"`;
  const note = hint === undefined ? '' : `<span class="hint" id="${id}">${escapeHtml(hint)}</span>`;
  const button = `<button ${kind} type="submit" name="decision" value="${value}"${described}>${escapeHtml(label)}</button>`;
  return hint === undefined ? button : `<div class="choice">${button}${note}</div>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
