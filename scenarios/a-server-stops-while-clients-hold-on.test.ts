import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startTestApi } from '../server/testing/api.ts';
import { rpcClient } from '../server/testing/clients.ts';
import { ask } from './asking.ts';
import { order, product, testCard } from './shop.ts';

test('what is under way is answered, and the connection that a client keeps does not hold the stop up', async () => {
  const api = await startTestApi();
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await ask(client, 'addProduct', { Product: product('editor', 10) });
  const slow = client('placeOrder', {
    Order: order('editor', { Type: 'TEST', PaymentMethod: testCard('Slow Doe') }),
  });
  await sleep(300);
  const began = performance.now();
  const closed = api.app.close();
  expect(await slow).toMatchObject({ value: { Status: 'AUTHRECEIVED', Errors: null } });
  await closed;
  // The bank takes three seconds; clients keep a connection for more than a minute.
  expect(performance.now() - began).toBeLessThan(8_000);
  await api.close();
});
