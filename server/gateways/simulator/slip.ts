import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { receiveMoney } from './expected-money.ts';
import type { SimulatorPagesDeps } from './page-answers.ts';
import { formOf, purchaseOf, queryOf, sendPage, tellDecision, unknownLink } from './page-answers.ts';
import { slipPage } from './pages/slip.ts';
import { findPage, PAGE_PATHS } from './pages.ts';

/** Adds the pages of boleto and Pix, which say how to pay and let a person do as if the money had been sent. */
export function addSlipRoutes(app: FastifyInstance, deps: SimulatorPagesDeps): void {
  app.get(PAGE_PATHS.SLIP, (request, reply) => show(deps, request, reply));
  app.post(PAGE_PATHS.SLIP, (request, reply) => pay(deps, request, reply));
}

async function show(deps: SimulatorPagesDeps, request: FastifyRequest, reply: FastifyReply) {
  const token = queryOf(request, 'payment');
  const page = await findPage(deps.db, 'SLIP', token);
  if (page === undefined) return unknownLink(reply);
  const { state, payment_reference: paymentReference } = page;
  return sendPage(
    reply,
    slipPage({
      token,
      method: page.method === 'PIX' ? 'PIX' : 'BOLETO',
      purchase: await purchaseOf(deps, page),
      paymentReference: paymentReference ?? '',
      state: state === 'AWAITING' || state === 'APPROVED' ? state : 'DECLINED',
    }),
  );
}

/** Lets the money arrive once: a slip that is paid, or not waited for any more, is only shown. */
async function pay(deps: SimulatorPagesDeps, request: FastifyRequest, reply: FastifyReply) {
  const token = formOf(request).get('payment') ?? '';
  const page = await findPage(deps.db, 'SLIP', token);
  if (page === undefined) return unknownLink(reply);
  const { merchant_id: merchantId, payment_reference: paymentReference } = page;
  if (page.state === 'AWAITING' && paymentReference !== null) {
    await receiveMoney(deps.db, { merchantId, paymentReference, at: await deps.nowOf(merchantId) });
    await tellDecision(deps, page, request);
  }
  return reply.redirect(`${PAGE_PATHS.SLIP}?payment=${encodeURIComponent(token)}`, 303);
}
