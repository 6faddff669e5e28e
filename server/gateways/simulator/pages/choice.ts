import type { RedirectMethod } from '../../port.ts';
import { isScanned } from '../methods.ts';
import { bankNameOf, IDEAL_BANKS } from './banks.ts';
import type { Purchase } from './frame.ts';
import { decisionButton, escapeHtml, page, priceText } from './frame.ts';
import { codePicture } from './pictures.ts';

type Choosable = Exclude<RedirectMethod, 'CARD_PAGE'>;

type Words = {
  readonly band: string;
  readonly look: string;
  readonly title: string;
  readonly intro: string;
  readonly pay?: string;
};

/** How each provider's page speaks; without `pay` its first button names the amount. */
const WORDS: Readonly<Record<Choosable, Words>> = {
  PAYPAL: {
    band: 'PayPal',
    look: 'paypal',
    title: 'Pay with PayPal',
    intro: 'Sign in with the e-mail address of your PayPal account to pay.',
    pay: 'Agree and pay',
  },
  IDEAL: { band: 'iDEAL', look: 'ideal', title: 'Pay with iDEAL', intro: 'Approve the transfer at your bank.' },
  TRUSTLY: {
    band: 'Trustly',
    look: 'trustly',
    title: 'Pay from your bank account',
    intro: 'Trustly carries the payment from your online bank to the shop.',
  },
  WE_CHAT_PAY: {
    band: 'WeChat Pay',
    look: 'wechat',
    title: 'Pay with WeChat',
    intro: 'Open WeChat on your phone, scan the picture and confirm the amount.',
    pay: 'I have paid',
  },
  ALIPAY: {
    band: 'Alipay',
    look: 'alipay',
    title: 'Pay with Alipay',
    intro: 'Open Alipay on your phone, scan the picture and confirm the amount.',
    pay: 'I have paid',
  },
  GIROPAY: {
    band: 'giropay',
    look: 'giropay',
    title: 'Pay with giropay',
    intro: 'Approve the transfer in your online banking.',
  },
  SOFORT: {
    band: 'Sofort',
    look: 'sofort',
    title: 'Pay by online bank transfer',
    intro: 'Approve the transfer in your online banking.',
  },
  UNIONPAY: {
    band: 'UnionPay',
    look: 'unionpay',
    title: 'Pay with UnionPay',
    intro: 'Approve the payment from your UnionPay account.',
  },
  WEBMONEY: {
    band: 'WebMoney',
    look: 'webmoney',
    title: 'Pay with WebMoney',
    intro: 'Approve the transfer from your purse.',
  },
};

export type ChoicePage = {
  readonly token: string;
  readonly method: Choosable;
  readonly purchase: Purchase;
  readonly bankCode: string | null;
  readonly email: string;
  /** What is wrong with the e-mail address, when it was sent and is. */
  readonly emailFault: string | null;
};

/** The page of a provider on which the shopper pays, or goes away. */
export function choicePage(choice: ChoicePage): string {
  const { token, method, purchase } = choice;
  const words = WORDS[method];
  const pay = words.pay ?? `Pay ${priceText(purchase)}`;
  return page({
    ...words,
    purchase,
    content: `<p>${escapeHtml(words.intro)}</p>
<form method="post" action="?">
<input type="hidden" name="payment" value="${escapeHtml(token)}">
${fields(choice)}
${decisionButton({ label: pay, value: 'pay', isFirst: true })}
<div class="row">${decisionButton({ label: 'Cancel and return to the shop', value: 'cancel' })}</div>
<section class="outcomes" aria-labelledby="outcomes">
<h2 id="outcomes">Try another ending</h2>
<span class="hint">For tests of the shop; a real provider has no such buttons.</span>
${decisionButton({ label: 'Pay, confirmed later', value: 'later', hint: 'You go back to the shop at once; the money arrives one day later.' })}
${decisionButton({ label: 'Let the payment fail', value: 'fail', hint: 'The provider refuses, and you go back to the shop.' })}
</section>
</form>`,
  });
}

function fields(choice: ChoicePage): string {
  if (choice.method === 'PAYPAL') return emailField(choice);
  if (choice.method === 'IDEAL') return bankField(choice.bankCode);
  return isScanned(choice.method) ? codePicture(choice.token, 'Sample of a picture to scan') : '';
}

function emailField({ email, emailFault }: ChoicePage): string {
  const described = emailFault === null ? '' : ' aria-invalid="true" aria-describedby="email-fault"';
  const fault = emailFault === null ? '' : `<span class="fault" id="email-fault">${escapeHtml(emailFault)}</span>`;
  return `<div class="field">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="email" required value="${escapeHtml(email)}"${described}>
${fault}
</div>`;
}

function bankField(bankCode: string | null): string {
  const chosen = bankCode === null ? null : bankNameOf(bankCode);
  const options = IDEAL_BANKS.map(([code, name]) => {
    const selected = name === chosen ? ' selected' : '';
    return `<option value="${code}"${selected}>${escapeHtml(name)}</option>`;
  });
  return `<div class="field">
<label for="bank">Your bank</label>
<select id="bank" name="bank">${options.join('')}</select>
</div>`;
}
