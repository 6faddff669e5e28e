import { expect, test } from 'vitest';
import { columnsOf, type Standing } from '../states.ts';
import { type Acted, type OrderAction, possibleActions, standingText } from './actions.ts';
import { newPurchaseOrder, withDocument } from './purchase-order.ts';

const days = { document: 1, confirmation: 1, payment: 1 };
const at = new Date('2027-03-01T08:00:00Z');
const { purchaseOrder: fresh } = newPurchaseOrder('PO-1', false, days, at);
const { purchaseOrder: uploaded } = withDocument(fresh, days, at);
const { purchaseOrder: automatic } = newPurchaseOrder('PO-1', true, days, at);

const acted = (standing: Standing, changes: Partial<Acted> = {}): Acted => ({
  ...columnsOf(standing),
  purchaseOrder: undefined,
  payment: null,
  ...changes,
});

test.each<[string, Acted, readonly OrderAction[]]>([
  ['not paid', acted('PENDING', { payment: 'DECLINED' }), ['cancel', 'resend', 'note']],
  ['waiting for a transfer', acted('PENDING', { payment: 'AWAITING' }), ['cancel', 'markPaid', 'resend', 'note']],
  ['a new purchase order', acted('PENDING', { purchaseOrder: fresh }), ['reject', 'cancel', 'resend', 'note']],
  [
    'one with its document',
    acted('PENDING', { purchaseOrder: uploaded }),
    ['approve', 'reject', 'cancel', 'resend', 'note'],
  ],
  [
    'one that needs none',
    acted('PENDING', { purchaseOrder: automatic }),
    ['approve', 'reject', 'cancel', 'resend', 'note'],
  ],
  ['a delivered one', acted('PURCHASE_PENDING', { payment: 'AWAITING' }), ['cancel', 'markPaid', 'resend', 'note']],
  ['a delivered one without a way to pay', acted('PURCHASE_PENDING'), ['cancel', 'markPaid', 'resend', 'note']],
  [
    'paid, about to be finished',
    acted('AUTHRECEIVED', { payment: 'CAPTURING' }),
    ['approve', 'reject', 'hold', 'resend', 'note'],
  ],
  ['under review', acted('AUTHRECEIVED/REVIEW'), ['approve', 'reject', 'cancel', 'resend', 'note']],
  [
    'to be delivered by hand',
    acted('AUTHRECEIVED/CONFIRMATION'),
    ['reject', 'hold', 'cancel', 'confirm', 'resend', 'note'],
  ],
  ['finished', acted('COMPLETE'), ['resend', 'note']],
  ['refunded', acted('REFUND'), ['resend', 'note']],
  ['given up', acted('CANCELED'), ['note']],
  ['let go', acted('REVERSED'), ['note']],
])('%s', (_, order, actions) => {
  expect(possibleActions(order)).toEqual(actions);
});

test.each<[Standing, string]>([
  ['COMPLETE', 'COMPLETE'],
  ['AUTHRECEIVED/REVIEW', 'AUTHRECEIVED and waits for its review'],
  ['AUTHRECEIVED/CONFIRMATION', 'AUTHRECEIVED and waits for its confirmation'],
])('the order is %s', (standing, words) => {
  expect(standingText(standing)).toBe(words);
});
