import type { SentOrder } from '../placement.ts';

type Method = NonNullable<NonNullable<SentOrder['PaymentDetails']>['PaymentMethod']>;

/**
 * Members of PaymentMethod that tell two orders apart. All others may be secret, and secrets are never compared, since
 * what is kept for comparing would help to guess them: a number, a security code, a token that pays.
 */
const OPEN_MEMBERS = [
  'RecurringEnabled',
  'InstallmentsNumber',
  'RefNo',
  'BankCode',
  'InternalPONumber',
  'AutoApprove',
] as const satisfies readonly (keyof Method)[];

/**
 * The part of an order by which it is told whether a request is the same as an earlier one: what is ordered, by whom, how
 * it is paid; not the moment and the place of asking.
 */
export const comparableOrder = ({ CustomerIP: _ip, LocalTime: _time, ...sent }: SentOrder): unknown => ({
  ...sent,
  PaymentDetails: sent.PaymentDetails && {
    Type: sent.PaymentDetails.Type,
    Currency: sent.PaymentDetails.Currency,
    PaymentMethod: sent.PaymentDetails.PaymentMethod && openMembers(sent.PaymentDetails.PaymentMethod),
  },
});

const openMembers = (method: Method): unknown => Object.fromEntries(OPEN_MEMBERS.map((name) => [name, method[name]]));
