import type { Purchase } from './frame.ts';
import { decisionButton, escapeHtml, page } from './frame.ts';

/** The page on which the shopper confirms or cancels at the bank. */
export function confirmationPage(token: string, purchase: Purchase): string {
  return page({
    title: 'Confirm your payment',
    band: 'Card issuer',
    look: 'plain',
    purchase,
    content: `<p>Your card issuer asks you to confirm this payment.</p>
<form method="post" action="?">
<input type="hidden" name="avng8apitoken" value="${escapeHtml(token)}">
${decisionButton({ label: 'Confirm payment', value: 'confirm', isFirst: true })}
<div class="row">${decisionButton({ label: 'Cancel payment', value: 'cancel' })}</div>
</form>`,
  });
}
