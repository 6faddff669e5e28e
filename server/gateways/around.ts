import type { Gateway, GatewayOperation } from './port.ts';

/** Runs `call`, or does something else in its place; `idempotencyKey` is the one of the request. */
export type Around = <Outcome>(
  operation: GatewayOperation,
  idempotencyKey: string,
  call: () => Promise<Outcome>,
) => Promise<Outcome>;

/** The same gateway with every call going through `around`. */
export function aroundGateway(gateway: Gateway, around: Around): Gateway {
  return {
    authorise: (request) => around('authorise', request.idempotencyKey, () => gateway.authorise(request)),
    capture: (request) => around('capture', request.idempotencyKey, () => gateway.capture(request)),
    voidAuthorisation: (request) =>
      around('voidAuthorisation', request.idempotencyKey, () => gateway.voidAuthorisation(request)),
    refund: (request) => around('refund', request.idempotencyKey, () => gateway.refund(request)),
    tokenise: (request) => around('tokenise', request.idempotencyKey, () => gateway.tokenise(request)),
    acceptDispute: (request) => around('acceptDispute', request.idempotencyKey, () => gateway.acceptDispute(request)),
    statusOf: (query) => around('statusOf', query.idempotencyKey, () => gateway.statusOf(query)),
  };
}
