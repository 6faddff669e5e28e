import { createHash } from 'node:crypto';
import { amountText } from '../../kit/money.ts';

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
dt { color: #555; } dd { margin: 0 0 .75rem; font-size: 1.25rem; }
button { font: inherit; padding: .6rem 1.2rem; margin: .5rem .5rem 0 0; border: 2px solid #1a4fa3; border-radius: .3rem; background: #fff; color: #1a4fa3; }
button.first { background: #1a4fa3; color: #fff; }
button:focus-visible { outline: 3px solid #e0a100; outline-offset: 2px; }
`;

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

export type Confirmation = { token: string; orderReference: string; amountMinor: bigint; currency: string };

/** The page on which the shopper confirms or cancels. */
export function confirmationPage({ token, orderReference, amountMinor, currency }: Confirmation): string {
  return page(
    'Confirm your payment',
    `<p>Your card issuer asks you to confirm this payment. This is a simulation: no real money moves.</p>
<dl>
<dt>Amount</dt><dd>${escapeHtml(`${amountText(amountMinor, currency)} ${currency}`)}</dd>
<dt>Order</dt><dd>${escapeHtml(orderReference)}</dd>
</dl>
<form method="post" action="?">
<input type="hidden" name="avng8apitoken" value="${escapeHtml(token)}">
<button class="first" type="submit" name="decision" value="confirm">Confirm payment</button>
<button type="submit" name="decision" value="cancel">Cancel payment</button>
</form>`,
  );
}

/** A page that only says something. */
export function noticePage(title: string, sentence: string): string {
  return page(title, `<p>${escapeHtml(sentence)}</p>`);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
