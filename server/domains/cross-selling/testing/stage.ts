import { findMethod, perform } from '../../../api/call.ts';
import { Refused } from '../../../api/errors.ts';
import { LATEST, type Version } from '../../../api/versions.ts';
import { startTestApi } from '../../../testing/api.ts';

/** A server, and a merchant on it whose clock can be set. */
export const openStage = async () => {
  const api = await startTestApi();
  const newMerchant = async (timeZone = 'UTC') => {
    const merchant = await api.newMerchant({ timeZone });
    let today: Date | undefined;
    const call = async (name: string, sent: Record<string, unknown>, version: Version = LATEST): Promise<unknown> => {
      const kernel = { ...api.kernel, now: () => today ?? api.now() };
      const origin = { wire: 'rpc', version, address: '::1' } as const;
      return (await perform(kernel, merchant, origin, findMethod(kernel.methods, name, version), sent)).value;
    };
    /** The symbolic code of the refusal. */
    const refused = async (name: string, sent: Record<string, unknown>, version?: Version): Promise<string> => {
      try {
        await call(name, sent, version);
      } catch (error) {
        if (error instanceof Refused) return error.refusal.code;
        throw error;
      }
      return 'not refused';
    };
    return {
      merchant,
      call,
      refused,
      setClock: (at: string): void => {
        today = new Date(at);
      },
      addProduct: (ProductCode: string, Regular: readonly unknown[] = [{ Amount: 20, Currency: 'EUR' }]) =>
        call('addProduct', {
          Product: { ProductCode, ProductName: ProductCode, PricingConfigurations: [{ Prices: { Regular } }] },
        }),
    };
  };
  return { api, newMerchant, close: () => api.close() };
};

export type Stage = Awaited<ReturnType<typeof openStage>>;
export type StageMerchant = Awaited<ReturnType<Stage['newMerchant']>>;
