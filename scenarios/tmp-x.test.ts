import { afterAll, beforeAll, test } from 'vitest';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient } from '../server/testing/clients.ts';
import { ask, at } from './asking.ts';
import { order, product, germanBuyer, type Sent } from './shop.ts';
let api: TestApi;
beforeAll(async () => { api = await startTestApi(); });
afterAll(() => api.close());
const promo = (o: Sent): Sent => ({ Name: 'A', Type: 'REGULAR', Enabled: true, ChannelType: 'ECOMMERCE', Coupon: { Type: 'SINGLE', Code: `c${Math.random()}` }, Discount: { Type: 'PERCENT', Value: 10 }, Products: [{ Code: 'plan' }], ...o });
test('many limited', async () => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await ask(client, 'addProduct', { Product: product('plan', 100) });
  for (let i = 1; i <= 6; i += 1) await ask(client, 'addPromotion', { Promotion: promo({ MaximumOrdersNumber: 1, InstantDiscount: true, Discount: { Type: 'PERCENT', Value: i * 10 } }) });
  const out = await Promise.all(Array.from({ length: 12 }, async () => { const r = await client('placeOrder', { Order: order('plan') }); return 'value' in r ? at(r.value, 'GrossDiscountedPrice') : r.refused + r.message; }));
  console.log(JSON.stringify(out.sort()));
});
test('discount changes while orders arrive', async () => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await ask(client, 'addProduct', { Product: product('plan', 100) });
  const code = at(await ask(client, 'addPromotion', { Promotion: promo({ InstantDiscount: true }) }), 'Code');
  let over = false;
  const changer = (async () => { for (let i = 0; !over; i += 1) await ask(client, 'setPromotionDiscount', { promotionCode: code, promotionDiscount: { Type: 'PERCENT', Value: i % 2 ? 10 : 20 } }); })();
  const seen: Record<string, number> = {};
  await Promise.all(Array.from({ length: 4 }, async () => { for (let t = 0; t < 10; t += 1) { const r = await client('placeOrder', { Order: order('plan') }); const k = 'value' in r ? `${at(r.value, 'GrossDiscountedPrice')} ${at(r.value, 'Items.0.Promotion.Discount')}` : r.refused + ' ' + r.message; seen[k] = (seen[k] ?? 0) + 1; } }));
  over = true; await changer;
  console.log(JSON.stringify(seen));
});
test('two coupons one order; disabled; order by country', async () => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await ask(client, 'addProduct', { Product: product('plan', 100) });
  await ask(client, 'addPromotion', { Promotion: promo({ Coupon: { Type: 'SINGLE', Code: 'ten' } }) });
  await ask(client, 'addPromotion', { Promotion: promo({ Coupon: { Type: 'SINGLE', Code: 'twenty' }, Discount: { Type: 'PERCENT', Value: 20 } }) });
  const r = await client('placeOrder', { Order: order('plan', undefined, { Promotions: ['ten', 'twenty'], Country: 'DE', BillingDetails: germanBuyer }) });
  console.log(JSON.stringify('value' in r ? [at(r.value, 'GrossDiscountedPrice'), at(r.value, 'Promotions')] : r));
  console.log(JSON.stringify(await client('addPromotion', { Promotion: promo({ Coupon: { Type: 'SINGLE', Code: 'TEN' } }) })));
});
