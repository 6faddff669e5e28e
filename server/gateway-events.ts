import type { Merchant } from './api/call.ts';
import type { CachedAccounts } from './domains/accounts/index.ts';
import { receiveDispute } from './domains/disputes/index.ts';
import { settlePaymentEvent, type Works } from './domains/orders/index.ts';
import { settleCardEvent } from './domains/subscription-changes/index.ts';
import type { GatewayEvent } from './gateways/port.ts';
import { createSimulatorDesk } from './gateways/simulator/desk.ts';

/** Hands on what gateways tell by themselves to the domains that it concerns. */
export const gatewayListener =
  (works: Works, accounts: CachedAccounts) =>
  async (event: GatewayEvent): Promise<void> => {
    const account = await accounts.byId(event.merchantId);
    if (account === undefined) return;
    await hearGatewayEvent(works, account.merchant, event);
  };

/** What a gateway told of a merchant's payments, for the domain that it concerns. */
export const hearGatewayEvent = async (works: Works, merchant: Merchant, event: GatewayEvent): Promise<void> => {
  if (event.kind === 'DISPUTE') return receiveDispute(works, merchant, event);
  // Each knows its own keys and lets those of others pass.
  await settlePaymentEvent(works, merchant, event.idempotencyKey);
  await settleCardEvent(works, merchant, event.idempotencyKey);
};

/** Lets what is due at the simulator happen, and hears what its desk has to tell; answers how much that was. */
export const simulatorHearing = (
  { database, now }: Pick<Works, 'database' | 'now'>,
  onEvent: (event: GatewayEvent) => Promise<void>,
): ((merchants: readonly Merchant[]) => Promise<number>) => {
  const desk = createSimulatorDesk({ db: database, onEvent });
  return async (merchants) => {
    let heard = 0;
    for (const { id, clockOffsetMs } of merchants) {
      heard += await desk.catchUp({ merchantId: id, at: new Date(now().getTime() + clockOffsetMs) });
    }
    return heard;
  };
};
