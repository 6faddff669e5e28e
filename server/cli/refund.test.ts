import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { addMerchant } from '../domains/accounts/index.ts';
import { orderAt, paymentAt, writeOrder } from '../domains/orders/testing-orders.ts';
import { createSimulator } from '../gateways/simulator/simulator.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { addDisputeCommands } from './dispute.ts';
import { addRefundCommands } from './refund.ts';

let store: TestDatabase;
let acme: bigint;
let printed: string;

beforeAll(async () => {
  store = await createTestDatabase();
  const facts = { code: 'ACME', name: 'Acme', currency: 'EUR', countryCode: 'HK', isTest: true };
  acme = await addMerchant(store.database, facts, new Date());
});
afterAll(() => store.drop());

beforeEach(() => {
  printed = '';
  vi.spyOn(console, 'log').mockImplementation((text) => {
    printed += `${text}\n`;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.stubEnv('DATABASE_URL', store.connectionString);
  vi.stubEnv('SUTLER_MASTER_KEY', '5a'.repeat(32));
  vi.stubEnv('PORT', '0');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const run = async (...words: readonly string[]): Promise<string> => {
  printed = '';
  const program = new Command('sutler').exitOverride().configureOutput({ writeErr: () => undefined });
  addRefundCommands(program);
  addDisputeCommands(program);
  for (const command of [...program.commands, ...program.commands.flatMap((one) => one.commands)]) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  await program.parseAsync(words, { from: 'user' });
  return printed;
};

/** A finished order over 10.00 whose money the simulated provider collected. */
const paidOrder = async (): Promise<string> => {
  const at = new Date();
  const order = orderAt(acme, 'COMPLETE', at, { finished_at: at });
  const gateway = createSimulator({ db: store.database });
  const call = { merchantId: acme, at, amountMinor: 1_000n, currency: 'EUR' };
  const paid = await gateway.authorise({
    ...call,
    idempotencyKey: `authorise:${order.ref_no}`,
    orderReference: String(order.ref_no),
    testOrder: true,
    offSession: false,
    keepCard: false,
    paymentMethod: {
      kind: 'CARD',
      number: '4111111111111111',
      expirationMonth: 12,
      expirationYear: at.getFullYear() + 3,
      securityCode: '123',
      holderName: 'John Doe',
      type: 'visa',
    },
    shopper: { countryCode: 'HK', ip: null },
    browser: null,
  });
  if (paid.outcome !== 'APPROVED') return expect.fail(paid.outcome);
  const { gatewayReference } = paid;
  await gateway.capture({ ...call, idempotencyKey: `capture:${order.ref_no}`, gatewayReference });
  const payment = paymentAt(order, 'CAPTURED', { gateway: 'simulator', gateway_reference: gatewayReference });
  await writeOrder(store.database, order, [payment]);
  return String(order.ref_no);
};

describe('sutler refund', () => {
  test('asks, approves, lists and cancels', async () => {
    const refNo = await paidOrder();
    expect(await run('refund', 'request', refNo, '--reason', 'other', '--amount', '2.50', '--comment', 'Sorry')).toBe(
      `Refund of 2.50 EUR of order ${refNo} of ACME: PENDING\n`,
    );
    expect(await run('refund', 'list')).toMatch(
      new RegExp(`^ORDER +MERCHANT.*\\n${refNo} +ACME +PENDING +partial +2.5 EUR +Other +panel +\\S+ \\S+$`, 'm'),
    );
    expect(await run('refund', 'approve', refNo, '--comment', 'Fine')).toMatch(
      new RegExp(`^Refund of 2.50 EUR of order ${refNo} of ACME: APPROVED, made from \\S+ \\S+ on\\n$`),
    );
    expect(await run('refund', 'cancel', refNo)).toContain(': CANCELED');
    expect(await run('refund', 'list', '--state', 'pending')).toBe('There are no such refunds.\n');
    expect(await run('refund', 'list', '--state', 'canceled', '--merchant', 'ACME')).toContain(refNo);
  });

  test('of all that is left, for a shopper, with wishes about goods', async () => {
    const refNo = await paidOrder();
    const wishes = ['--by-shopper', '--keep-subscriptions', '--reuse-keys'];
    expect(await run('refund', 'request', refNo, '--reason', 'Other', ...wishes)).toContain('Refund of 10.00 EUR');
    expect(await run('refund', 'list')).toMatch(new RegExp(`^${refNo} +ACME +PENDING +total .* shopper `, 'm'));
    expect(await run('refund', 'reject', refNo)).toContain(': REFUSED');
  });

  test.each<[readonly string[], string]>([
    [['request', '$', '--reason', 'Rain'], 'The reason is not one of the account.'],
    [['request', '$', '--reason', 'Other', '--amount', '10.01'], 'The amount is more than what can still be refunded.'],
    [['request', '$', '--reason', 'Other', '--item', 'EDITOR'], 'EDITOR is no product code with a quantity'],
    [['request', '$', '--reason', 'Other', '--reuse-keys', '--keep-keys'], 'The options about keys say the contrary'],
    [['request', '$'], "required option '--reason <reason>' not specified"],
    [['approve', '$'], 'has no refund.'],
    [['request', '1', '--reason', 'Other'], 'There is no order 1.'],
  ])('%j is refused', async (words, sentence) => {
    const refNo = await paidOrder();
    await expect(run('refund', ...words.map((word) => (word === '$' ? refNo : word)))).rejects.toThrow(sentence);
  });
});

describe('sutler dispute', () => {
  test('opens one at the simulated bank, which decides', async () => {
    const refNo = await paidOrder();
    expect(await run('dispute', 'open', refNo, '--amount', '4')).toBe(
      `Dispute over 4.00 EUR of order ${refNo} of ACME: OPEN (FRAUD)\n`,
    );
    expect(await run('dispute', 'list')).toMatch(
      new RegExp(`^ORDER +MERCHANT.*\\n${refNo} +ACME +OPEN +FRAUD +4 EUR +4 +0 +\\S+ \\S+$`, 'm'),
    );
    expect(await run('dispute', 'win', refNo)).toContain(': WON (FRAUD)');
    expect(await run('dispute', 'open', refNo, '--reason', 'NOT_AS_DESCRIBED')).toContain('over 10.00 EUR');
    expect(await run('dispute', 'lose', refNo)).toContain(': LOST (NOT_AS_DESCRIBED)');
    const all = await run('dispute', 'list', refNo);
    expect(all.match(/ (WON|LOST) /g)).toEqual([' WON ', ' LOST ']);
    expect(await run('dispute', 'list', '--state', 'open')).toBe('There are no such disputes.\n');
  });

  test('accepts one', async () => {
    const refNo = await paidOrder();
    await run('dispute', 'open', refNo);
    expect(await run('dispute', 'accept', refNo, '--comment', 'True')).toContain(': ACCEPTED (FRAUD)');
  });

  test('a question of the bank can only be answered', async () => {
    const refNo = await paidOrder();
    await run('dispute', 'open', refNo, '--reason', 'INFO_REQUEST');
    await expect(run('dispute', 'lose', refNo)).rejects.toThrow('The bank only asks');
    await expect(run('dispute', 'accept', refNo)).rejects.toThrow('The bank only asks');
    expect(await run('dispute', 'win', refNo)).toContain(': WON (INFO_REQUEST)');
  });

  test.each<[readonly string[], string]>([
    [['open', '$', '--amount', '10.01'], 'There is not so much left of the money.'],
    [['open', '$', '--amount', 'all'], 'all is no amount of EUR.'],
    [['open', '$', '--reason', 'RAIN'], 'Allowed choices are'],
    [['win', '$'], 'is open.'],
    [['accept', '$'], 'is open.'],
    [['list', '1'], 'There is no order 1.'],
  ])('%j is refused', async (words, sentence) => {
    const refNo = await paidOrder();
    await expect(run('dispute', ...words.map((word) => (word === '$' ? refNo : word)))).rejects.toThrow(sentence);
  });

  test('of a payment that another provider collected, and of one that nobody did', async () => {
    const order = orderAt(acme, 'COMPLETE', new Date());
    await writeOrder(store.database, order, [
      paymentAt(order, 'CAPTURED', { gateway: 'stripe', gateway_reference: 'pi_1' }),
    ]);
    await expect(run('dispute', 'open', String(order.ref_no))).rejects.toThrow("are up to the shopper's bank");
    const unpaid = orderAt(acme, 'PENDING', new Date());
    await writeOrder(store.database, unpaid);
    await expect(run('dispute', 'open', String(unpaid.ref_no))).rejects.toThrow('there is nothing to dispute');
  });
});
