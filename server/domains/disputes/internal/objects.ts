import { amount, dateTime, flag, list, object, text } from '../../../api/schema.ts';

/** Shapes of the internal API: what people see of disputes, and what they may do. */

export const DisputeDetail = object('DisputeDetail', {
  DisputeId: text(),
  RefNo: text(),
  State: text({ about: 'OPEN, WON, LOST or ACCEPTED' }),
  Reason: text(),
  Amount: amount(),
  Currency: text({ fold: 'lower' }),
  HeldAmount: amount({ about: 'What the bank holds back; nothing while it only asks' }),
  FeeAmount: amount({ about: 'What the operator charged for it' }),
  Gateway: text(),
  GatewayReference: text(),
  SubscriptionsDisabled: list(text()),
  IsAccepting: flag({ about: 'The merchant accepted it, and the gateway is being told' }),
  OpenDate: dateTime(),
  CloseDate: dateTime(),
  ChangeDate: dateTime(),
  Actions: list(text(), { about: 'What may be done to it as it stands' }),
});

export const DisputeList = object('DisputeList', {
  Items: list(DisputeDetail),
  Next: text({ about: 'Before of the next page; null on the last one' }),
});
