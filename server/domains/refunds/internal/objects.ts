import { amount, dateTime, flag, list, object, text } from '../../../api/schema.ts';
import { REFUND_ACTIONS } from '../rules/actions.ts';

/** Shapes of the internal API: what people see of refunds, and what they may do. */

export const RefundDetail = object('RefundDetail', {
  RefundId: text(),
  RefNo: text(),
  State: text({ about: 'PENDING, APPROVED, WAITING_DISPUTE, REQUESTED, DONE, REFUSED or CANCELED' }),
  Type: text({ about: 'TOTAL or PARTIAL' }),
  Amount: amount(),
  Currency: text({ fold: 'lower' }),
  Reason: text(),
  Comment: text(),
  Origin: text({ about: 'API, PANEL or SHOPPER' }),
  Refusal: text({ about: 'Why no money went back' }),
  EndsSubscriptions: flag(),
  ReusesKeys: flag(),
  RequestDate: dateTime(),
  DueDate: dateTime({ about: 'When an approved refund is made' }),
  ChangeDate: dateTime(),
  Actions: list(text(), { about: 'What may be done to it as it stands' }),
});

export const RefundList = object('RefundList', {
  Items: list(RefundDetail),
  Next: text({ about: 'Before of the next page; null on the last one' }),
});

export const refundActionWord = text({ required: true, oneOf: REFUND_ACTIONS });
