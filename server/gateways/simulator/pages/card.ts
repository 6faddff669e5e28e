import type { Purchase } from './frame.ts';
import { decisionButton, escapeHtml, page, priceText } from './frame.ts';

export type CardField = 'number' | 'expiry' | 'code' | 'holder';

/** What the form shows again; number and security code are never sent back. */
export type CardForm = {
  readonly token: string;
  readonly purchase: Purchase;
  readonly expiry: string;
  readonly holder: string;
  readonly faults: Partial<Record<CardField, string>>;
};

/** The page that asks for a card. */
export function cardPage(form: CardForm): string {
  const { purchase, faults } = form;
  const hasFaults = Object.keys(faults).length > 0;
  return page({
    title: 'Pay by card',
    band: 'Secure card payment',
    look: 'plain',
    purchase,
    content: `${hasFaults ? '<p class="alert" role="alert">Please check the fields that are marked, and enter your card again.</p>' : ''}
<form method="post" action="?">
<input type="hidden" name="payment" value="${escapeHtml(form.token)}">
${field(form, 'number', 'Card number', 'inputmode="numeric" autocomplete="cc-number" maxlength="25"')}
<div class="pair">
${field(form, 'expiry', 'Expiry date', 'inputmode="numeric" autocomplete="cc-exp" maxlength="9" placeholder="MM/YY"', form.expiry)}
${field(form, 'code', 'Security code', 'inputmode="numeric" autocomplete="cc-csc" maxlength="4"', '', 'Three digits on the back, or four on the front.')}
</div>
${field(form, 'holder', 'Name on the card', 'autocomplete="cc-name" maxlength="100"', form.holder)}
${decisionButton({ label: `Pay ${priceText(purchase)}`, value: 'pay', isFirst: true })}
<div class="row">${decisionButton({ label: 'Cancel and return to the shop', value: 'cancel' })}</div>
</form>`,
  });
}

function field(
  { faults }: CardForm,
  name: CardField,
  label: string,
  attributes: string,
  value = '',
  help = '',
): string {
  const fault = faults[name];
  const notes = [help === '' ? [] : [`${name}-help`], fault === undefined ? [] : [`${name}-fault`]].flat();
  const described = notes.length === 0 ? '' : ` aria-describedby="${notes.join(' ')}"`;
  return `<div class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="text" required ${attributes} value="${escapeHtml(value)}"${described}${fault === undefined ? '' : ' aria-invalid="true"'}>
${help === '' ? '' : `<span class="help" id="${name}-help">${help}</span>`}
${fault === undefined ? '' : `<span class="fault" id="${name}-fault">${escapeHtml(fault)}</span>`}
</div>`;
}
