import type { ServerResponse } from 'node:http';
import { pageNamed, payOnPage } from './checkout.ts';
import type { Desk } from './desk.ts';
import { confirmationPage, PAGE_POLICY, paymentPage, returnAddress } from './pages.ts';
import { decide, intentNamed } from './paying.ts';

/** A browser that opens a page; the desks are those of all accounts. */
export type Visit = { readonly desks: readonly Desk[]; readonly method: string; readonly body: string };

/** The pages of banks, and that on which shoppers type their cards. */
export const visitPage = (visit: Visit, path: string, response: ServerResponse): void => {
  const [, kind, id = '', secret = ''] = /^\/pages\/(confirm|pay)\/(\w+)\/(\w+)$/.exec(path) ?? [];
  if (kind === 'confirm') confirmationVisit(visit, id, secret, response);
  else if (kind === 'pay') paymentVisit(visit, id, secret, response);
  else response.writeHead(404).end('Not found');
};

const show = (response: ServerResponse, status: number, html: string): void => {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY });
  response.end(html);
};

const confirmationVisit = ({ desks, method, body }: Visit, id: string, secret: string, response: ServerResponse) => {
  const desk = desks.find(({ state }) => state.intents.get(id)?.clientSecret === secret);
  if (desk === undefined) return void response.writeHead(404).end('Not found');
  const intent = intentNamed(desk, id, id.startsWith('pi_') ? 'payment' : 'setup');
  if (method === 'GET' && intent.status === 'requires_action') {
    return show(response, 200, confirmationPage(`${intent.amount} ${intent.currency}`));
  }
  const decision = new URLSearchParams(body).get('decision') === 'complete' ? 'complete' : 'fail';
  if (method === 'POST') decide(desk, intent, decision);
  response.writeHead(303, { location: returnAddress(intent.returnUrl ?? '/', intent.kind, intent.id, secret) }).end();
};

const paymentVisit = ({ desks, method, body }: Visit, id: string, secret: string, response: ServerResponse) => {
  const desk = desks.find(({ state }) => state.pages.get(id)?.secret === secret);
  if (desk === undefined) return void response.writeHead(404).end('Not found');
  const asked = pageNamed(desk, id);
  const amount = `${asked.amount} ${asked.currency}`;
  if (asked.status !== 'open') return void response.writeHead(410).end('This page is closed');
  if (method === 'GET') return show(response, 200, paymentPage(amount, false));
  const form = new URLSearchParams(body);
  const wantsToPay = form.get('decision') === 'pay';
  if (wantsToPay && !payOnPage(desk, asked, form.get('number') ?? '')) {
    return show(response, 402, paymentPage(amount, true));
  }
  response.writeHead(303, { location: wantsToPay ? asked.successUrl : asked.cancelUrl }).end();
};
