import type { FastifyInstance } from 'fastify';
import { RESOURCE_NOT_FOUND } from './api/errors.ts';
import type { CachedAccounts, CardKeys } from './domains/accounts/index.ts';

/** Where browsers find the key by which they encrypt a card for ENCRYPTED_PAYMENT_DATA. */
const PATH = '/checkout/client/encryption-key/:merchantCode/';

/** How long a browser may keep the key; shorter than the overlap that a change of keys needs. */
const KEPT_SECONDS = 3_600;

/** Adds the public keys for cards, as JSON Web Keys; everybody may have them. */
export const registerCardKeys = (
  app: FastifyInstance,
  { accounts, cardKeys }: { readonly accounts: CachedAccounts; readonly cardKeys: CardKeys },
): void => {
  for (const path of [PATH, PATH.slice(0, -1)]) {
    app.get<{ Params: { merchantCode: string } }>(path, async (request, reply) => {
      const account = await accounts.byCode(request.params.merchantCode);
      if (account === undefined || !account.enabled) {
        return reply.status(404).send({ error_code: RESOURCE_NOT_FOUND.code, message: RESOURCE_NOT_FOUND.sentence });
      }
      return reply
        .header('cache-control', `public, max-age=${KEPT_SECONDS}`)
        .send(await cardKeys.publicKey(account.merchant.id));
    });
  }
};
