import { aroundGateway } from './around.ts';
import type { Gateway, GatewayOperation } from './port.ts';
import { GatewayUnreachable } from './port.ts';

/**
 * The same gateway, but no call waits longer than the limit (real milliseconds, not those of a merchant's clock). A call
 * that is late rejects with `GatewayUnreachable`; it may still have its effect, which `statusOf` then shows.
 */
export function withTimeLimit(gateway: Gateway, limitMs: number): Gateway {
  return aroundGateway(gateway, (operation, idempotencyKey, call) => {
    return answerWithin(limitMs, operation, idempotencyKey, call);
  });
}

async function answerWithin<Outcome>(
  limitMs: number,
  operation: GatewayOperation,
  idempotencyKey: string,
  call: () => Promise<Outcome>,
): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new GatewayUnreachable(operation, idempotencyKey)), limitMs);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}
