import { expect, test } from 'vitest';
import { approved, endedBy, lapsed, newPurchaseOrder, paid, remindersOf, withDocument } from './purchase-order.ts';

const days = { document: 10, confirmation: 20, payment: 30 };
const on = (day: string): Date => new Date(`${day}T08:00:00Z`);

const placed = newPurchaseOrder('PO-77', false, days, on('2027-01-01'));
const uploaded = withDocument(placed.purchaseOrder, days, on('2027-01-05'));
const delivered = approved(uploaded.purchaseOrder, days, on('2027-01-10'));
const late = lapsed(delivered.purchaseOrder, on('2027-02-09'));

test('each step gives the next one its time', () => {
  expect(placed).toMatchObject({ purchaseOrder: { state: 'NEW', number: 'PO-77' }, expiresAt: on('2027-01-11') });
  expect(uploaded).toMatchObject({ purchaseOrder: { state: 'UPLOADED' }, expiresAt: on('2027-01-25') });
  expect(delivered).toMatchObject({ purchaseOrder: { state: 'PENDING_PAYMENT' }, expiresAt: on('2027-02-09') });
  expect(delivered.purchaseOrder.dueAt).toBe(on('2027-02-09').toISOString());
  expect(paid(delivered.purchaseOrder)).toMatchObject({ purchaseOrder: { state: 'PAID' }, expiresAt: null });
});

test('what is delivered and not paid stands for ninety days more', () => {
  expect(late).toMatchObject({
    purchaseOrder: { state: 'EXPIRED_NO_PAYMENT', dueAt: on('2027-02-09').toISOString() },
    expiresAt: on('2027-05-10'),
  });
});

test.each([
  [placed, 'EXPIRED_NO_DOCUMENT'],
  [uploaded, 'EXPIRED_NO_CONFIRMATION'],
  [late, 'EXPIRED_NO_PAYMENT'],
])('the end of %j', ({ purchaseOrder, expiresAt }, reason) => {
  expect(lapsed(purchaseOrder, expiresAt ?? on('2027-01-01'))).toEqual({
    purchaseOrder: { ...purchaseOrder, state: 'CANCELED', reason },
    expiresAt: null,
  });
});

test.each([
  ['API', false, 'CANCELED_API'],
  ['HAND', false, 'CANCELED'],
  ['API', true, 'REJECTED'],
  ['HAND', true, 'REJECTED'],
] as const)('ended by %s, rejected: %s', (who, isRejection, reason) => {
  expect(endedBy(who, isRejection)).toBe(reason);
});

test('reminders come weekly, the first seven days before the limit', () => {
  const dates = remindersOf(delivered.purchaseOrder).map((date) => date.toISOString().slice(0, 10));
  expect(dates.slice(0, 3)).toEqual(['2027-02-02', '2027-02-09', '2027-02-16']);
  expect(dates.at(-1)).toBe('2027-05-04');
  expect(remindersOf(late.purchaseOrder)).toHaveLength(dates.length);
  expect(remindersOf(uploaded.purchaseOrder)).toEqual([]);
});
