import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Merchant } from './api/call.ts';
import { settingsOf } from './domains/accounts/index.ts';
import {
  isPayable,
  loadLinkedOrder,
  ORDER_PAGE_PATH,
  type OrderRecord,
  parseOrderLink,
  payOnCardPage,
  type Works,
} from './domains/orders/index.ts';
import { ORDER_PAGE_HEADERS, orderNotice, orderPage } from './order-page-html.ts';

export type OrderPageDeps = {
  readonly works: Works;
  /** Undefined for a merchant that does not exist, or does not sell any more. */
  readonly merchantOf: (id: bigint) => Promise<Merchant | undefined>;
};

const FORM = 'application/x-www-form-urlencoded';
const FORM_LIMIT_BYTES = 4_096;

/** Adds the page that an order gives its shopper: how it stands, and a button to pay it by card while it is not paid. */
export const registerOrderPage = (app: FastifyInstance, deps: OrderPageDeps): void => {
  app.register(async (pages) => {
    if (pages.hasContentTypeParser(FORM)) pages.removeContentTypeParser(FORM);
    pages.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES }, (_request, body, done) =>
      done(null, new URLSearchParams(body.toString())),
    );
    pages.addHook('onSend', async (_request, reply) => {
      reply.headers(ORDER_PAGE_HEADERS);
    });
    pages.get(ORDER_PAGE_PATH, async (request, reply) => {
      const found = await find(deps, idIn(request));
      return found === undefined ? unknown(reply) : html(reply, orderPage(viewOf(found)));
    });
    pages.post(ORDER_PAGE_PATH, (request, reply) => pay(deps, request, reply));
  });
};

type Found = { readonly id: string; readonly merchant: Merchant; readonly record: OrderRecord };

const idIn = (request: FastifyRequest): string =>
  request.body instanceof URLSearchParams
    ? (request.body.get('id') ?? '')
    : (new URL(request.url, 'http://here.invalid').searchParams.get('id') ?? '');

const find = async ({ works, merchantOf }: OrderPageDeps, id: string): Promise<Found | undefined> => {
  const link = parseOrderLink(id);
  const merchant = link && (await merchantOf(link.merchantId));
  if (link === undefined || merchant === undefined) return undefined;
  const record = await loadLinkedOrder(works, link);
  return record && { id, merchant, record };
};

const pay = async (deps: OrderPageDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const found = await find(deps, idIn(request));
  if (found === undefined) return unknown(reply);
  const { works } = deps;
  const back = `${works.parts.publicUrl}${ORDER_PAGE_PATH}?id=${encodeURIComponent(found.id)}`;
  const page = await payOnCardPage(works, found.merchant, found.record, back);
  // The order's own page says what else is the matter: it may be paid by now, or the provider gave no answer.
  return reply.redirect(page ?? back, 303);
};

const viewOf = ({ id, merchant, record }: Found) => ({
  id,
  shop: settingsOf(merchant).name || merchant.code,
  refNo: String(record.order.ref_no),
  amountMinor: record.order.gross_discounted_minor,
  currency: record.order.currency,
  status: record.order.status,
  isPayable: isPayable(record),
});

const html = (reply: FastifyReply, page: string): FastifyReply => reply.type('text/html; charset=utf-8').send(page);

const unknown = (reply: FastifyReply): FastifyReply =>
  html(
    reply.code(404),
    orderNotice('Order not found', 'There is no order under this link. Please go back to the shop.'),
  );
