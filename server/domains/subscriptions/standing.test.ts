import { afterAll, beforeAll, expect, test } from 'vitest';
import { methods, standingOfCustomer } from './index.ts';
import { isInForce, type StatusFacts } from './rules/status.ts';
import { CASES_NOW, statusCases } from './rules/status-cases.ts';
import { createStage, type Stage } from './testing/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await createStage(methods);
});

afterAll(() => stage.drop());

const subscribe = async (customerId: bigint, facts: StatusFacts & { isTrial?: boolean }): Promise<void> => {
  const { reference } = await stage.sell({ customerId });
  const { enabled, startsAt, expiresAt, graceDays, resumesAt, isTrial = false } = facts;
  const columns = 'enabled = $3, starts_at = $4, expires_at = $5, grace_days = $6, resumes_at = $7, is_trial = $8';
  await stage.alter(reference, columns, [enabled, startsAt, expiresAt, graceDays, resumesAt, isTrial]);
};

test.each(statusCases)('a customer whose only subscription is %s', async (_title, facts, status) => {
  const customerId = await stage.addCustomer();
  await subscribe(customerId, facts);
  expect(await standingOfCustomer(stage.database, stage.merchantId, customerId, CASES_NOW)).toEqual({
    isActive: isInForce(status),
    isTrial: false,
  });
});

const active: StatusFacts = { enabled: true, startsAt: new Date(0), expiresAt: null, graceDays: 0, resumesAt: null };
const trial = { ...active, isTrial: true };
const cancelled = { ...active, enabled: false };
const cancelledTrial = { ...trial, enabled: false };

test.each([
  ['no subscription', [], false, false],
  ['a cancelled one', [cancelled], false, false],
  ['a cancelled trial', [cancelledTrial], false, false],
  ['one trial', [trial], true, true],
  ['two trials and a cancelled one', [trial, trial, cancelled], true, true],
  ['a trial and an active one', [trial, active], true, false],
  ['an active one and a cancelled trial', [active, cancelledTrial], true, false],
])('with %s', async (_title, subscriptions, isActive, isTrial) => {
  const customerId = await stage.addCustomer();
  for (const facts of subscriptions) await subscribe(customerId, facts);
  const standing = await standingOfCustomer(stage.database, stage.merchantId, customerId, CASES_NOW);
  expect(standing).toEqual({ isActive, isTrial });
});
