import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, statement } from '../../db/database.ts';
import { createStage, MERCHANT_ID, type Stage } from '../subscriptions/testing/stage.ts';
import { customerForOrder, findCustomerByReference, methods } from './index.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await createStage(methods);
});

afterAll(() => stage.drop());

test('the account that an order makes can be stored as it is and found by its references', async () => {
  const row = customerForOrder({
    merchantId: MERCHANT_ID,
    customerId: 300_000_001n,
    externalReference: 'crm-order',
    billing: {
      FirstName: 'Ana',
      LastName: 'Test',
      CountryCode: 'NO',
      Email: 'ana@example.test',
      Company: '',
      Zip: null,
    },
    language: 'EN',
    at: new Date('2024-01-31T10:00:00Z'),
  });
  await stage.database.rows(
    statement('INSERT INTO customers SELECT * FROM jsonb_populate_record(NULL::customers, $1::jsonb)', [json(row)]),
  );
  const found = await findCustomerByReference(stage.database, MERCHANT_ID, { external: 'crm-order' });
  expect(found).toMatchObject({
    customer_id: 300_000_001n,
    external_reference: 'crm-order',
    first_name: 'Ana',
    company: null,
    address1: '',
    zip: '',
    country_code: 'no',
    language: 'en',
  });
});

test.each<readonly [string, (ana: bigint, bo: bigint) => Parameters<typeof findCustomerByReference>[2], boolean]>([
  ['no reference', () => ({}), false],
  ['empty ones', () => ({ avangate: 0n, external: '' }), false],
  ['the number', (ana) => ({ avangate: ana }), true],
  ['both', (ana) => ({ avangate: ana, external: `crm-${ana}` }), true],
  ['the number and an unknown text', (ana) => ({ avangate: ana, external: 'crm-x' }), false],
  ['those of two', (ana, bo) => ({ avangate: bo, external: `crm-${ana}` }), false],
])('by %s', async (_title, references, isFound) => {
  const ana = await stage.addCustomer();
  const bo = await stage.addCustomer();
  await stage.database.rows(
    statement('UPDATE customers SET external_reference = $3 WHERE merchant_id = $1 AND customer_id = $2', [
      MERCHANT_ID,
      ana,
      `crm-${ana}`,
    ]),
  );
  const found = await findCustomerByReference(stage.database, MERCHANT_ID, references(ana, bo));
  expect(found?.customer_id).toBe(isFound ? ana : undefined);
});
