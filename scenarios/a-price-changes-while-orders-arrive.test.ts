import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, textAt } from './asking.ts';
import { chargesOf } from './books.ts';
import { germanBuyer, order, product, type Sent } from './shop.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** One price for few and another for many; both change together. */
type Prices = { readonly few: number; readonly many: number };
const OLD: Prices = { few: 10, many: 8.01 };
const NEW: Prices = { few: 17.77, many: 15.03 };

const lists = ({ few, many }: Prices): Sent => ({
  PricingConfigurations: [
    {
      Name: 'List',
      Default: true,
      PricingSchema: 'DYNAMIC',
      PriceType: 'NET',
      DefaultCurrency: 'EUR',
      Prices: {
        Regular: [
          { Amount: few, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '9' },
          { Amount: many, Currency: 'EUR', MinQuantity: '10', MaxQuantity: '99999' },
        ],
        Renewal: [],
      },
    },
  ],
});

const Order = order('plan', undefined, {
  Country: 'DE',
  BillingDetails: germanBuyer,
  Items: [
    { Code: 'plan', Quantity: 3 },
    { Code: 'plan', Quantity: 12 },
    { Code: 'plan', Quantity: 1 },
  ],
});

const QUANTITIES = [3, 12, 1] as const;
const cents = (amount: unknown): number => Math.round(Number(amount) * 100);
const taxOf = (netCents: number): number => Math.round(netCents * 0.19);

/** All amounts of the cart as they have to be at these prices, in cents. */
const expected = ({ few, many }: Prices) => {
  const units = [few, many, few].map(cents);
  const net = units.map((unit, line) => unit * (QUANTITIES[line] ?? 0));
  const vat = units.map((unit, line) => taxOf(unit) * (QUANTITIES[line] ?? 0));
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0);
  return { units, net, vat, totals: [sum(net), sum(vat), sum(net) + sum(vat)] };
};

const found = (answer: unknown) => {
  const lines = (member: string) => QUANTITIES.map((_, line) => cents(at(answer, `Items.${line}.Price.${member}`)));
  return {
    units: lines('UnitNetPrice'),
    net: lines('NetPrice'),
    vat: lines('VAT'),
    totals: ['NetPrice', 'VAT', 'GrossDiscountedPrice'].map((member) => cents(at(answer, member))),
  };
};

/** Sets one price after the other as long as the orders arrive; answers how often. */
const change = async (client: WireClient, isOver: () => boolean): Promise<number> => {
  let changes = 0;
  for (; !isOver() || changes < 2; changes += 1) {
    const prices = changes % 2 === 0 ? NEW : OLD;
    await ask(client, 'updateProduct', { Product: { ProductCode: 'plan', ...lists(prices) } });
  }
  return changes;
};

test('each order and each preview is at the old or at the new prices, and what is charged is their sum', async () => {
  const merchant = await api.newMerchant();
  const client = await rpcClient(api, merchant, '6.0');
  await ask(client, 'addProduct', { Product: product('plan', 0, lists(OLD)) });
  let isOver = false;
  const changing = [change(client, () => isOver), change(client, () => isOver)];
  const buying = Array.from({ length: 4 }, async () => {
    const answers: unknown[] = [];
    for (let turn = 0; turn < 15; turn += 1) {
      answers.push(await ask(client, 'getContents', { Order }), await ask(client, 'placeOrder', { Order }));
    }
    return answers;
  });
  const answers = (await Promise.all(buying)).flat();
  isOver = true;
  const changes = await Promise.all(changing);
  expect(changes.every((count) => count >= 2)).toBe(true);

  const possible = [OLD, NEW].map(expected);
  const seen = new Set(
    answers.map((answer) => possible.findIndex((each) => JSON.stringify(each) === JSON.stringify(found(answer)))),
  );
  expect([...seen].sort()).toEqual([0, 1]);

  const charges = new Map((await chargesOf(api.database, merchant.id)).map((charge) => [charge.refNo, charge]));
  const orders = answers.filter((answer) => at(answer, 'RefNo') !== undefined);
  expect(orders).toHaveLength(60);
  for (const placed of orders) {
    const refNo = textAt(placed, 'RefNo');
    expect(charges.get(refNo)?.amountMinor).toBe(BigInt(cents(at(placed, 'GrossDiscountedPrice'))));
    expect(found(await ask(client, 'getOrder', { orderReference: refNo }))).toEqual(found(placed));
  }
});

test('a new price is there for the next order, whichever method set it', async () => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await ask(client, 'addProduct', { Product: product('plan', 0, lists(OLD)) });
  const code = textAt(await ask(client, 'getPricingConfigurations', { ProductCode: 'plan' }), '0.Code');
  const unit = async () => at(await ask(client, 'getContents', { Order }), 'Items.0.Price.UnitNetPrice');
  expect(await unit()).toBe(10);
  await ask(client, 'savePrices', {
    Prices: [{ Currency: 'EUR', Amount: 11 }],
    Quantities: { MinQuantity: 1, MaxQuantity: 9 },
    PricingConfigCode: code,
    type: 'REGULAR',
  });
  expect(await unit()).toBe(11);
  await ask(client, 'updatePricingConfiguration', {
    PricingConfiguration: {
      Code: code,
      Prices: { Regular: [{ Amount: 12, Currency: 'EUR', MinQuantity: 1, MaxQuantity: 9 }] },
    },
    ProductCode: 'plan',
  });
  expect(await unit()).toBe(12);
  await ask(client, 'updateProduct', { Product: { ProductCode: 'plan', ...lists(NEW) } });
  expect(await unit()).toBe(17.77);
});

test('a discount that changes is counted as it was or as it is, and the order says which', async () => {
  const merchant = await api.newMerchant();
  const client = await rpcClient(api, merchant, '6.0');
  await ask(client, 'addProduct', { Product: product('plan', 0, lists(OLD)) });
  const added = await ask(client, 'addPromotion', {
    Promotion: {
      Name: 'For all',
      Type: 'REGULAR',
      Enabled: true,
      ChannelType: 'ECOMMERCE',
      InstantDiscount: true,
      Coupon: { Type: 'SINGLE', Code: 'for-all' },
      Discount: { Type: 'PERCENT', Value: 10 },
      Products: [{ Code: 'plan' }],
    },
  });
  let isOver = false;
  const changing = (async () => {
    for (let changes = 0; !isOver || changes < 2; changes += 1) {
      await ask(client, 'setPromotionDiscount', {
        promotionCode: at(added, 'Code'),
        promotionDiscount: { Type: 'PERCENT', Value: changes % 2 === 0 ? 20 : 10 },
      });
    }
  })();
  const Items = [{ Code: 'plan', Quantity: 3 }];
  const buying = Array.from({ length: 4 }, async () => {
    const answers: unknown[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      answers.push(await ask(client, 'placeOrder', { Order: { ...order('plan'), Items } }));
    }
    return answers;
  });
  const orders = (await Promise.all(buying)).flat();
  isOver = true;
  await changing;
  const charges = new Map((await chargesOf(api.database, merchant.id)).map((charge) => [charge.refNo, charge]));
  for (const placed of orders) {
    const percentage = Number(at(placed, 'Items.0.Promotion.Discount'));
    expect([10, 20]).toContain(percentage);
    expect(placed).toMatchObject({ NetPrice: 30, Discount: (30 * percentage) / 100 });
    expect(charges.get(textAt(placed, 'RefNo'))?.amountMinor).toBe(BigInt(3_000 - 30 * percentage));
  }
});
