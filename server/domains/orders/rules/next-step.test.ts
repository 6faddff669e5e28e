import { expect, test } from 'vitest';
import type { FraudVerdict } from './fraud.ts';
import { type NextStep, nextStep, type Paid } from './next-step.ts';

const paid: Paid = {
  status: 'AUTHRECEIVED',
  awaits: null,
  approveStatus: 'WAITING',
  payment: 'CAPTURING',
  isFree: false,
  needsConfirmation: false,
};

test.each<[string, Partial<Paid>, FraudVerdict, NextStep]>([
  ['a paid order', {}, 'APPROVE', 'FINISH'],
  ['a free one', { payment: null, isFree: true }, 'APPROVE', 'FINISH'],
  ['under suspicion', {}, 'HOLD', 'HOLD'],
  ['under suspicion and free', { payment: null, isFree: true }, 'HOLD', 'HOLD'],
  ['turned away', {}, 'REJECT', 'REJECT'],
  ['under suspicion, but a person approved', { approveStatus: 'OK' }, 'HOLD', 'FINISH'],
  ['held by the gateway, where nothing is reviewed', { payment: 'AUTHORISED' }, 'APPROVE', 'RESUME'],
  ['to be delivered by the merchant', { needsConfirmation: true }, 'APPROVE', 'AWAIT_CONFIRMATION'],
  ['to be delivered by the merchant, under suspicion', { needsConfirmation: true }, 'HOLD', 'HOLD'],
  ['waiting for a review', { awaits: 'REVIEW', payment: 'AUTHORISED' }, 'APPROVE', 'NOTHING'],
  ['waiting for its delivery', { awaits: 'CONFIRMATION', payment: 'AUTHORISED' }, 'APPROVE', 'NOTHING'],
  ['a purchase order that was paid', { status: 'PURCHASE_PENDING' }, 'HOLD', 'FINISH'],
  ['a purchase order that is not', { status: 'PURCHASE_PENDING', payment: 'AWAITING' }, 'APPROVE', 'NOTHING'],
  ['not paid', { status: 'PENDING', payment: 'DECLINED' }, 'APPROVE', 'NOTHING'],
  ['done', { status: 'COMPLETE', payment: 'CAPTURED' }, 'APPROVE', 'NOTHING'],
  ['paid while it was given up', { status: 'CANCELED', payment: 'VOIDING' }, 'APPROVE', 'NOTHING'],
])('%s', (_, changes, verdict, step) => {
  expect(nextStep({ ...paid, ...changes }, verdict)).toBe(step);
});
