import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createStage, type Shop, type Stage } from '../testing/stage.ts';

let stage: Stage;
let shop: Shop;
let reference: string;

beforeAll(async () => {
  stage = await createStage();
});

afterAll(() => stage.close());

beforeEach(async () => {
  shop = await stage.newShop();
  reference = await shop.sell();
});

const move = (avangateCustomerReference: unknown, externalCustomerReference?: unknown): Promise<string> =>
  shop.refused('setSubscriptionCustomer', {
    subscriptionReference: reference,
    avangateCustomerReference,
    externalCustomerReference,
  });

const customer = async (): Promise<Record<string, unknown>> =>
  (await shop.call('getSubscriptionCustomer', { subscriptionReference: reference })) as Record<string, unknown>;

describe('setSubscriptionCustomer', () => {
  test('moves by the number, by the reference, or by both', async () => {
    const number = await shop.addCustomer('crm-18');
    const other = await shop.addCustomer(null);
    for (const [avangate, external, expected] of [
      [number, undefined, number],
      [other, '', other],
      [0, 'crm-18', number],
      [null, 'crm-18', number],
      [String(number), 'crm-18', number],
    ] as const) {
      expect(await move(avangate, external)).toBe('nothing');
      expect(await customer()).toMatchObject({ AvangateCustomerReference: String(expected) });
    }
    expect((await shop.events(reference)).map(({ kind }) => kind)).toContain('CUSTOMER');
  });

  test('leaves the end user, the card and both customers as they are', async () => {
    const before = await shop.row(reference);
    const number = await shop.addCustomer('crm-18');
    await move(number);
    const { card_id, end_user, charge_at } = await shop.row(reference);
    expect({ card_id, end_user, charge_at }).toEqual({
      card_id: before.card_id,
      end_user: before.end_user,
      charge_at: before.charge_at,
    });
    expect(await customer()).toMatchObject({ FirstName: 'Bo', Email: 'bo@example.test', Enabled: true });
    const buyer = await shop.call('getCustomerInformation', { avangateCustomerReference: Number(before.customer_id) });
    expect(buyer).toMatchObject({ FirstName: 'Ada', Enabled: false });
  });

  test.each<[string, unknown, unknown, string]>([
    ['nobody', undefined, undefined, 'CUSTOMER_REFERENCE_MISSING'],
    ['nobody in many words', 0, '', 'CUSTOMER_REFERENCE_MISSING'],
    ['an unknown number', 17, undefined, 'CUSTOMER_NOT_FOUND'],
    ['an unknown reference', undefined, 'crm-19', 'CUSTOMER_NOT_FOUND'],
    ['a reference in another letter case', undefined, 'CRM-18', 'CUSTOMER_NOT_FOUND'],
    ['no number', 'crm-18', undefined, 'INVALID_PARAMETER'],
  ])('to %s is refused', async (_title, avangate, external, code) => {
    await shop.addCustomer('crm-18');
    expect(await move(avangate, external)).toBe(code);
  });

  test('to two customers is refused', async () => {
    await shop.addCustomer('crm-18');
    expect(await move(await shop.addCustomer(null), 'crm-18')).toBe('CUSTOMER_REFERENCES_DIFFER');
  });

  test('of a subscription that nobody has, or another merchant, is refused', async () => {
    const number = await shop.addCustomer('crm-18');
    const foreign = reference;
    reference = 'AAAAAAAAAA';
    expect(await move(number)).toBe('SUBSCRIPTION_NOT_FOUND');
    shop = await stage.newShop();
    reference = foreign;
    expect(await move(await shop.addCustomer('crm-18'))).toBe('SUBSCRIPTION_NOT_FOUND');
    expect(await shop.refused('getSubscriptionCustomer', { subscriptionReference: foreign })).toBe(
      'SUBSCRIPTION_NOT_FOUND',
    );
  });
});

test('getSubscriptionCustomer answers what getCustomerInformation does', async () => {
  const { customer_id } = await shop.row(reference);
  const known = await shop.call('getCustomerInformation', { avangateCustomerReference: Number(customer_id) });
  expect(await customer()).toEqual(known);
});
