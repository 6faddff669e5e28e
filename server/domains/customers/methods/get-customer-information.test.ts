import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement } from '../../../db/database.ts';
import { createStage, MERCHANT_ID, OTHER_MERCHANT_ID, type Stage } from '../../subscriptions/testing/stage.ts';
import { methods } from '../index.ts';

let stage: Stage;
/** Ana has the external reference crm-ana; Bo's external reference is Ana's number; Cy has none. */
let ana: bigint;
let bo: bigint;
let cy: bigint;

beforeAll(async () => {
  stage = await createStage(methods);
  ana = await stage.addCustomer({ externalReference: 'crm-ana' });
  bo = await stage.addCustomer({ externalReference: String(ana), email: 'bo@example.test' });
  cy = await stage.addCustomer();
  await stage.database.rows(
    statement(
      `INSERT INTO stored_cards VALUES
        ($1, 1, $2, 'simulator', 'secret-token-1', 'visa', '4111', '1111', '12', '2030', 'Ana Test', '2024-01-01Z', 'handle1', false),
        ($1, 2, $2, 'simulator', 'secret-token-2', 'amex', '3782', '0005', '01', '2031', 'Ana Test', '2024-01-02Z', 'handle2', false),
        ($1, 3, $2, 'simulator', 'secret-token-3', 'PAYPAL', '', '', '', '', '', '2024-01-03Z', 'handle3', false),
        ($1, 4, $2, 'simulator', 'secret-token-1', 'visa', '4111', '1111', '12', '2030', 'Ana Test', '2024-01-01Z', 'handle4', false)`,
      [MERCHANT_ID, ana],
    ),
  );
});

afterAll(() => stage.drop());

const read = async (params: Record<string, unknown>, version: '3.0' | '6.0' = '6.0') =>
  (await stage.call('getCustomerInformation', params, { version })).value;

describe('getCustomerInformation answers', () => {
  test('the whole customer, in the order of the platform', async () => {
    const expected = {
      AvangateCustomerReference: String(ana),
      ExternalCustomerReference: 'crm-ana',
      FirstName: 'Ana',
      LastName: 'Test',
      Company: null,
      FiscalCode: null,
      Address1: 'Street 1',
      Address2: null,
      City: 'Oslo',
      State: null,
      Zip: '0101',
      CountryCode: 'no',
      Phone: null,
      Fax: null,
      Email: 'ana@example.test',
      ExistingCards: [],
      Enabled: false,
      Trial: false,
      Language: null,
      Credit: null,
    };
    const params = { avangateCustomerReference: Number(ana) };
    expect(JSON.stringify(await read(params))).toBe(JSON.stringify(expected));
    const { Credit: _since6, ...before6 } = expected;
    expect(JSON.stringify(await read(params, '3.0'))).toBe(JSON.stringify(before6));
  });

  test.each<readonly [string, () => Record<string, unknown>, () => bigint]>([
    ['by number', () => ({ avangateCustomerReference: String(ana) }), () => ana],
    ['by external reference', () => ({ externalCustomerReference: 'crm-ana' }), () => ana],
    ['by both', () => ({ avangateCustomerReference: Number(ana), externalCustomerReference: 'crm-ana' }), () => ana],
    ['with 0 as the number', () => ({ avangateCustomerReference: 0, externalCustomerReference: 'crm-ana' }), () => ana],
    ['with empty text', () => ({ avangateCustomerReference: Number(cy), externalCustomerReference: '' }), () => cy],
    ['with null', () => ({ avangateCustomerReference: null, externalCustomerReference: 'crm-ana' }), () => ana],
    ['an external reference of digits', () => ({ externalCustomerReference: String(ana) }), () => bo],
    ['a number in the path', () => ({ customerReference: String(cy) }), () => cy],
    ['an external reference in the path', () => ({ customerReference: 'crm-ana' }), () => ana],
    ['a path that is a number first', () => ({ customerReference: String(ana) }), () => ana],
  ])('%s', async (_title, params, expected) => {
    expect(await read(params())).toMatchObject({ AvangateCustomerReference: String(expected()) });
  });

  test('the cards only when they are asked for, newest first and without tokens; other accounts never', async () => {
    const params = { externalCustomerReference: 'crm-ana', includePaymentData: '1' };
    expect(await read(params)).toMatchObject({
      ExistingCards: [
        { TransientToken: null, CardType: 'amex', LastDigits: '0005', ExpirationMonth: '01', ExpirationYear: '2031' },
        { TransientToken: null, CardType: 'visa', LastDigits: '1111', NameOnCard: 'Ana Test' },
      ],
    });
    expect(JSON.stringify(await read(params))).not.toMatch(/secret-token|handle/);
    expect(await read({ ...params, includePaymentData: false })).toMatchObject({ ExistingCards: [] });
  });

  test('Enabled and Trial of the moment', async () => {
    stage.time.now = new Date('2024-01-31T10:00:00Z');
    const customerId = await stage.addCustomer();
    const standing = async () => {
      const { Enabled, Trial } = (await read({ avangateCustomerReference: Number(customerId) })) as Record<
        string,
        unknown
      >;
      return [Enabled, Trial];
    };
    expect(await standing()).toEqual([false, false]);
    await stage.sell({ customerId, trialDays: 10, graceDays: 5 });
    expect(await standing()).toEqual([true, true]);
    await stage.sell({ customerId, cycle: { length: 30, unit: 'DAY' } });
    expect(await standing()).toEqual([true, false]);
    // The trial ended on 10 February and its grace on 15 February; the other subscription ends on 1 March.
    stage.time.now = new Date('2024-02-20T10:00:00Z');
    expect(await standing()).toEqual([true, false]);
    stage.time.now = new Date('2024-03-01T10:00:00Z');
    expect(await standing()).toEqual([false, false]);
  });
});

describe('getCustomerInformation refuses', () => {
  test.each<readonly [string, () => Record<string, unknown>, string, bigint]>([
    ['no reference', () => ({}), 'CUSTOMER_REFERENCE_MISSING', MERCHANT_ID],
    [
      'references left out',
      () => ({ avangateCustomerReference: 0, externalCustomerReference: '' }),
      'CUSTOMER_REFERENCE_MISSING',
      MERCHANT_ID,
    ],
    ['a number that is none', () => ({ avangateCustomerReference: 'crm-ana' }), 'INVALID_PARAMETER', MERCHANT_ID],
    ['an unknown number', () => ({ avangateCustomerReference: 1 }), 'CUSTOMER_NOT_FOUND', MERCHANT_ID],
    ['an unknown text', () => ({ externalCustomerReference: 'crm-x' }), 'CUSTOMER_NOT_FOUND', MERCHANT_ID],
    ['another case', () => ({ externalCustomerReference: 'CRM-ANA' }), 'CUSTOMER_NOT_FOUND', MERCHANT_ID],
    ['an unknown path', () => ({ customerReference: '987654321' }), 'CUSTOMER_NOT_FOUND', MERCHANT_ID],
    [
      'a known and an unknown one',
      () => ({ avangateCustomerReference: Number(ana), externalCustomerReference: 'crm-x' }),
      'CUSTOMER_NOT_FOUND',
      MERCHANT_ID,
    ],
    [
      'those of two customers',
      () => ({ avangateCustomerReference: Number(cy), externalCustomerReference: 'crm-ana' }),
      'CUSTOMER_REFERENCES_DIFFER',
      MERCHANT_ID,
    ],
    [
      'a path and a number that differ',
      () => ({ avangateCustomerReference: Number(cy), customerReference: 'crm-ana' }),
      'CUSTOMER_REFERENCES_DIFFER',
      MERCHANT_ID,
    ],
    ["another merchant's", () => ({ avangateCustomerReference: Number(ana) }), 'CUSTOMER_NOT_FOUND', OTHER_MERCHANT_ID],
  ])('%s', async (_title, params, code, merchantId) => {
    await expect(stage.call('getCustomerInformation', params(), { merchantId })).rejects.toMatchObject({
      refusal: { code },
    });
  });
});
