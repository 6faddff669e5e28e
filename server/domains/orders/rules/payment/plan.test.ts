import { describe, expect, test } from 'vitest';
import { Refused } from '../../../../api/errors.ts';
import { read } from '../../../../api/read.ts';
import { PAYMENT_TYPES, type PaymentType, paymentTypeOf } from '../../../payments/index.ts';
import { RequestedPaymentDetails } from '../../payment-objects.ts';
import { type PaymentPlan, paymentPlanOf } from './plan.ts';

type Sent = Readonly<Record<string, unknown>>;

const card = {
  CardNumber: '4111111111111111',
  CardType: 'VISA',
  ExpirationYear: '2031',
  ExpirationMonth: '12',
  HolderName: 'John Doe',
  CCID: '123',
};
const pages = { ReturnURL: 'https://shop.example.test/ok', CancelURL: 'https://shop.example.test/ko' };
const ach = { HolderName: 'Ada Kern', RoutingNumber: '021000021', AccountNumber: '123456789', AccountType: 'C' };

/** A PaymentMethod with all that each type needs. */
const COMPLETE: Readonly<Record<PaymentType, Sent | null>> = {
  CC: card,
  TEST: card,
  FREE: null,
  EES_TOKEN_PAYMENT: { EesToken: 'a3c1f0b2-0000-4000-8000-000000000000' },
  ENCRYPTED_PAYMENT_DATA: { EncryptedPaymentData: 'ey…' },
  EXISTING_PAYMENT_DATA: { TransientToken: 'abc', CCID: '123' },
  PREVIOUS_ORDER: { RefNo: '100000001' },
  CCNOPCI: pages,
  APPLE_PAY: { ApplePayToken: '{"paymentData":{}}' },
  GOOGLE_PAY: { PaymentToken: 'e30=' },
  PAYPAL: { ...pages, Email: 'ada@example.test' },
  PAYPAL_EXPRESS: { ...pages, Email: 'ada@example.test' },
  IDEAL: { ...pages, BankCode: 'INGBNL2A+ING' },
  TRUSTLY: { ReturnURL: pages.ReturnURL },
  WE_CHAT_PAY: pages,
  ALIPAY: pages,
  GIROPAY: pages,
  DIRECT_EBANKING: pages,
  UNIONPAY: pages,
  WEBMONEY: pages,
  DIRECT_DEBIT: { HolderName: 'Ada Kern', IBAN: 'DE89 3704 0044 0532 0130 00' },
  DIRECT_DEBIT_ACH: ach,
  WIRE: null,
  CHECK: null,
  BOLETO: null,
  PIX: null,
  PURCHASEORDER: { InternalPONumber: 'PO-7', AutoApprove: false },
};

const planOf = (Type: string, PaymentMethod: Sent | null): PaymentPlan =>
  paymentPlanOf(read(RequestedPaymentDetails, '6.0', { Type, Currency: 'EUR', PaymentMethod }, 'PaymentDetails'));

const refusalOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
  return 'nothing';
};

const TYPES = Object.keys(PAYMENT_TYPES) as PaymentType[];

describe('a plan', () => {
  test.each(TYPES)('%s, with all that it needs', (type) => {
    expect(planOf(type, COMPLETE[type])).toMatchObject({ type, kind: PAYMENT_TYPES[type].kind, recurring: false });
  });

  test.each(TYPES.flatMap((type) => PAYMENT_TYPES[type].needs.map((field) => [type, field] as const)))(
    '%s without %s',
    (type, field) => {
      const { [field]: _, ...others } = COMPLETE[type] ?? {};
      const code = `ORDER_PAYMENT_${field.toUpperCase()}_EMPTY`;
      // What has one member only may lack the whole object as well.
      expect(refusalOf(() => planOf(type, { ...others, RecurringEnabled: false }))).toBe(code);
      expect(refusalOf(() => planOf(type, { ...others, [field]: '' }))).toBe(code);
      expect(refusalOf(() => planOf(type, null))).toBe('ORDER_PAYMENT_METHOD_EMPTY');
    },
  );

  test.each<[PaymentType, Sent, string]>([
    ['EES_TOKEN_PAYMENT', {}, 'INVALID_EES_TOKEN'],
    ['IDEAL', { BankCode: 'my bank' }, 'ORDER_PAYMENT_BANKCODE_INVALID'],
    ['DIRECT_DEBIT', { IBAN: 'DE89370400440532013001' }, 'ORDER_PAYMENT_IBAN_INVALID'],
    ['DIRECT_DEBIT', { IBAN: '0532013000' }, 'ORDER_PAYMENT_IBAN_INVALID'],
    ['DIRECT_DEBIT_ACH', { RoutingNumber: '021000022' }, 'ORDER_PAYMENT_ROUTINGNUMBER_INVALID'],
    ['DIRECT_DEBIT_ACH', { RoutingNumber: '000000000' }, 'ORDER_PAYMENT_ROUTINGNUMBER_INVALID'],
    ['DIRECT_DEBIT_ACH', { AccountNumber: '12a' }, 'ORDER_PAYMENT_ACCOUNTNUMBER_INVALID'],
    ['DIRECT_DEBIT_ACH', { AccountType: 'X' }, 'ORDER_PAYMENT_ACCOUNTTYPE_INVALID'],
    ['APPLE_PAY', { ApplePayToken: { transactionIdentifier: '1' } }, 'ORDER_PAYMENT_APPLEPAYTOKEN_EMPTY'],
    ['FREE', { RecurringEnabled: true }, 'ORDER_PAYMENT_FREE_RECURRING_INVALID'],
  ])('%s with %j', (type, changes, code) => {
    const { EesToken: _, ...method } = COMPLETE[type] ?? {};
    expect(refusalOf(() => planOf(type, { ...method, ...changes }))).toBe(code);
  });

  test('no payment at all', () => {
    expect(refusalOf(() => paymentPlanOf(null))).toBe('ORDER_PAYMENT_DETAILS_EMPTY');
    expect(refusalOf(() => planOf('', card))).toBe('ORDER_PAYMENT_TYPE_INVALID');
    expect(refusalOf(() => planOf('SHELLS', card))).toBe('ORDER_PAYMENT_TYPE_INVALID');
    expect(refusalOf(() => planOf('constructor', card))).toBe('ORDER_PAYMENT_TYPE_INVALID');
  });

  test.each(TYPES)('%s is renewed only where it can be', (type) => {
    if (type === 'FREE') return;
    const plan = planOf(type, { ...COMPLETE[type], RecurringEnabled: true });
    expect(plan.recurring).toBe(PAYMENT_TYPES[type].recurs);
  });

  test('a test order is paid by a card or by a token', () => {
    expect(planOf('TEST', card)).toMatchObject({ kind: 'CARD', isTest: true });
    expect(planOf('TEST', { EesToken: 'abc' })).toMatchObject({ type: 'TEST', kind: 'ONE_TIME_TOKEN', isTest: true });
    expect(planOf('CC', card).isTest).toBe(false);
  });

  test.each<[string, PaymentType, Sent, unknown]>([
    ['cards go back to their own addresses', 'CC', { ...card, ...pages }, null],
    [
      'which both have to be there',
      'CC',
      { ...card, Vendor3DSReturnURL: 'www.test.com', Vendor3DSCancelURL: '' },
      null,
    ],
    [
      'and may lack a scheme',
      'CC',
      { ...card, Vendor3DSReturnURL: 'www.test.com', Vendor3DSCancelURL: '/ko' },
      { returnUrl: 'www.test.com', cancelUrl: '/ko' },
    ],
    [
      'pages to theirs',
      'PAYPAL',
      { ...pages, Vendor3DSReturnURL: 'x' },
      { returnUrl: pages.ReturnURL, cancelUrl: pages.CancelURL },
    ],
    [
      'to the only one, when there is one',
      'TRUSTLY',
      { ReturnURL: pages.ReturnURL },
      { returnUrl: pages.ReturnURL, cancelUrl: pages.ReturnURL },
    ],
  ])('%s', (_title, type, method, browser) => {
    expect(planOf(type, method).browser).toEqual(browser);
  });

  test('what Apple gave stays what it was', () => {
    const token = { paymentData: { version: 'EC_v1', header: { transactionId: '7' } }, transactionIdentifier: '7' };
    for (const ApplePayToken of [token, JSON.stringify(token)]) {
      const plan = planOf('APPLE_PAY', { ApplePayToken });
      expect(JSON.parse(plan.kind === 'WALLET' ? plan.payload : '')).toEqual(token);
    }
  });

  test('accounts are read with blanks in their numbers', () => {
    expect(planOf('SEPA', { HolderName: 'Ada', IBAN: 'de89 3704 0044 0532 0130 00' })).toMatchObject({
      account: { scheme: 'SEPA', iban: 'DE89370400440532013000' },
    });
    expect(planOf('ACH', { ...ach, AccountNumber: '1234 5678-9', AccountType: 'savings' })).toMatchObject({
      account: { scheme: 'ACH', accountNumber: '123456789', type: 'SAVINGS' },
    });
  });
});

test.each<[string, PaymentType]>([
  ['cc', 'CC'],
  ['APPLE PAY', 'APPLE_PAY'],
  ['ApplePay', 'APPLE_PAY'],
  ['GOOGLE PAY', 'GOOGLE_PAY'],
  ['google_pay', 'GOOGLE_PAY'],
  ['BOLETO/PIX', 'BOLETO'],
  ['boleto', 'BOLETO'],
  ['PIX', 'PIX'],
  ['SEPA', 'DIRECT_DEBIT'],
  ['SEPA_DIRECT_DEBIT', 'DIRECT_DEBIT'],
  ['DIRECT DEBIT', 'DIRECT_DEBIT'],
  ['ACH', 'DIRECT_DEBIT_ACH'],
  ['WECHAT_PAY', 'WE_CHAT_PAY'],
  ['PURCHASE_ORDER', 'PURCHASEORDER'],
  ['sofort', 'DIRECT_EBANKING'],
  [' WIRE ', 'WIRE'],
])('%s means %s', (name, type) => {
  expect(paymentTypeOf(name)).toBe(type);
});
