import type { FastifyInstance } from 'fastify';
import { addChallengeRoutes } from './challenge.ts';
import { addChoiceRoutes } from './choice.ts';
import type { SimulatorPagesDeps } from './page-answers.ts';
import { CONTENT_SECURITY_POLICY } from './pages/frame.ts';
import { addSlipRoutes } from './slip.ts';

export type { SimulatorPagesDeps } from './page-answers.ts';

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cache-control': 'no-store',
  // The address carries the token.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const FORM = 'application/x-www-form-urlencoded';
const FORM_LIMIT_BYTES = 4_096;

/** Adds the simulator's pages for shoppers, under `/payment/authorize/`, `/payment/page/` and `/payment/slip/`. */
export function registerSimulatorPages(app: FastifyInstance, deps: SimulatorPagesDeps): void {
  app.register(async (pages) => {
    if (pages.hasContentTypeParser(FORM)) pages.removeContentTypeParser(FORM);
    pages.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES }, (_request, body, done) => {
      done(null, new URLSearchParams(body.toString()));
    });
    pages.addHook('onSend', async (_request, reply) => {
      reply.headers(HEADERS);
    });
    addChallengeRoutes(pages, deps);
    addChoiceRoutes(pages, deps);
    addSlipRoutes(pages, deps);
  });
}
