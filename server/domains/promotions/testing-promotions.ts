import { type Merchant, perform } from '../../api/call.ts';
import { Refused } from '../../api/errors.ts';
import { LATEST, type Version } from '../../api/versions.ts';
import { signed, startTestApi } from '../../testing/api.ts';
import { exampleProduct } from '../examples.ts';
import { examplePromotion } from './methods/examples.ts';
import type { PromotionAnswer } from './objects.ts';

/** All methods on a database of their own, without wires. */
export const openPromotions = async () => {
  const api = await startTestApi();
  const { kernel } = api;

  /** A fresh merchant with the products EDITOR and VIEWER. */
  const newMerchant = async () => {
    const merchant = await api.newMerchant();
    const call = async (name: string, sent: Record<string, unknown>, version: Version = LATEST): Promise<unknown> => {
      const method = kernel.methods.get(name);
      if (method === undefined) throw new Error(`no method ${name}`);
      return (await perform(kernel, merchant, { wire: 'rpc', version, address: '::1' }, method, sent)).value;
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
    /** Adds the promotion of the examples with other members; answers it as the API does. */
    const add = async (more: Record<string, unknown> = {}, version?: Version) =>
      (await call('addPromotion', { Promotion: { ...examplePromotion, ...more } }, version)) as Told;
    const read = async (code: string, version?: Version) =>
      (await call('getPromotion', { PromotionCode: code }, version)) as Told;
    for (const ProductCode of ['EDITOR', 'VIEWER']) {
      await call('addProduct', { Product: { ...exampleProduct, ProductCode } });
    }
    return { merchant, call, refused, add, read };
  };

  /** A request of REST 6.0. */
  const get = async (merchant: Merchant, path: string) => {
    const { code, date, hash } = signed(merchant.code);
    const headers = { 'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"` };
    const response = await fetch(`${api.url}/rest/6.0${path}`, { headers });
    return { status: response.status, body: (await response.json()) as unknown };
  };

  return { database: api.database, newMerchant, get, close: api.close };
};

/** A promotion as a client sees it. */
export type Told = PromotionAnswer & { readonly Code: string };
export type Shop = Awaited<ReturnType<typeof openPromotions>>;
export type Shopkeeper = Awaited<ReturnType<Shop['newMerchant']>>;
