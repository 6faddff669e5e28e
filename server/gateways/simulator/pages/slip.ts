import { boletoOf } from '../boleto.ts';
import { pixCode } from '../pix.ts';
import type { Purchase } from './frame.ts';
import { decisionButton, escapeHtml, page } from './frame.ts';
import { barsPicture, codePicture } from './pictures.ts';

export type SlipPage = {
  readonly token: string;
  readonly method: 'BOLETO' | 'PIX';
  readonly purchase: Purchase;
  readonly paymentReference: string;
  readonly state: 'AWAITING' | 'APPROVED' | 'DECLINED';
};

/** A page that says how to pay at a bank, or what became of that. */
export function slipPage(slip: SlipPage): string {
  const isPix = slip.method === 'PIX';
  return page({
    title: isPix ? 'Pay with Pix' : 'Pay by boleto',
    band: isPix ? 'Pix' : 'Boleto bancário',
    look: isPix ? 'pix' : 'boleto',
    purchase: slip.purchase,
    content: contentOf(slip),
  });
}

function contentOf(slip: SlipPage): string {
  switch (slip.state) {
    case 'APPROVED':
      return '<p class="done" role="status">This payment has arrived. You can close this page.</p>';
    case 'DECLINED':
      return '<p class="alert" role="status">This payment is not waited for any more. Please do not pay.</p>';
    case 'AWAITING':
      return `${slip.method === 'PIX' ? pixContent(slip) : boletoContent(slip)}
<form method="post" action="?">
<input type="hidden" name="payment" value="${escapeHtml(slip.token)}">
${decisionButton({ label: slip.method === 'PIX' ? 'I have paid' : 'Pay this boleto now', value: 'pay', isFirst: true })}
</form>`;
  }
}

function pixContent({ paymentReference, purchase }: SlipPage): string {
  return `<p>Scan the picture with the app of your bank, or paste the text below into it.</p>
${codePicture(paymentReference, 'Sample of a picture to scan')}
<h2 id="code">Pix copia e cola</h2>
<p class="code" aria-labelledby="code">${escapeHtml(pixCode(paymentReference, purchase.amountMinor))}</p>`;
}

function boletoContent({ paymentReference, purchase }: SlipPage): string {
  const { bars, line } = boletoOf(paymentReference, purchase.amountMinor);
  return `<p>Print this slip or type its line into your online banking. It can be paid at any bank.</p>
<h2 id="code">Linha digitável</h2>
<p class="code" aria-labelledby="code">${escapeHtml(line)}</p>
${barsPicture(bars, 'Bars of the slip')}
<dl class="slip-facts"><dt>Reference</dt><dd>${escapeHtml(paymentReference)}</dd></dl>`;
}
