import { createHash } from 'node:crypto';

const STYLE = 'body{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem}';

/** Loads nothing, and may send its form anywhere, because browsers hold that rule against the redirect that follows. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self' https: http:",
  "base-uri 'none'",
].join('; ');

/** The page of a bank that asks its customer to confirm. */
export const confirmationPage = (amount: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Confirm your payment</title><style>${STYLE}</style></head>
<body>
<h1>Confirm your payment</h1>
<p>A stand-in for the page of a bank. Amount: ${amount}</p>
<form method="post">
<button type="submit" name="decision" value="complete">Complete authentication</button>
<button type="submit" name="decision" value="fail">Fail authentication</button>
</form>
</body>
</html>
`;

/** The page on which a shopper types his card. */
export const paymentPage = (amount: string, isDeclined: boolean): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Pay</title><style>${STYLE}</style></head>
<body>
<h1>Pay</h1>
<p>A stand-in for the page of Stripe. Amount: ${amount}</p>
${isDeclined ? '<p role="alert">The card was declined. Try another one.</p>' : ''}
<form method="post">
<label>Card number <input name="number" inputmode="numeric" autocomplete="cc-number"></label>
<button type="submit" name="decision" value="pay">Pay</button>
<button type="submit" name="decision" value="cancel">Back to the shop</button>
</form>
</body>
</html>
`;

/** Where the bank sends its customer back to: with the names of the payment, as Stripe adds them. */
export const returnAddress = (returnUrl: string, kind: string, id: string, clientSecret: string): string => {
  const url = new URL(returnUrl);
  url.searchParams.set(`${kind}_intent`, id);
  url.searchParams.set(`${kind}_intent_client_secret`, clientSecret);
  url.searchParams.set('source_type', 'card');
  return url.href;
};
