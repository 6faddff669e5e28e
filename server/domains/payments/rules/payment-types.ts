import type { OfflineMethod, RedirectMethod } from '../../../gateways/port.ts';

/** How the money of an order comes, by meaning. */
export type PaymentKind =
  /** The card is in the request. */
  | 'CARD'
  /** The card is in the request, sealed by the shopper's browser. */
  | 'ENCRYPTED'
  /** The card was given beforehand, for one order. */
  | 'ONE_TIME_TOKEN'
  /** A card that is kept for the customer. */
  | 'STORED'
  /** Whatever paid an earlier order. */
  | 'PREVIOUS_ORDER'
  | 'WALLET'
  /** The shopper decides on a page of somebody else. */
  | 'REDIRECT'
  /** The shopper decided on such a page before the order. */
  | 'EXPRESS'
  /** Drawn from a bank account. */
  | 'DEBIT'
  /** The shopper sends the money. */
  | 'OFFLINE'
  /** A company is trusted to send it once its order is approved. */
  | 'PURCHASE_ORDER'
  | 'FREE';

/** Members of PaymentMethod that some type cannot do without. */
export type NeededField =
  | 'CardNumber'
  | 'ReturnURL'
  | 'BankCode'
  | 'RefNo'
  | 'TransientToken'
  | 'EncryptedPaymentData'
  | 'PaymentToken'
  | 'ApplePayToken'
  | 'HolderName'
  | 'IBAN'
  | 'RoutingNumber'
  | 'AccountNumber'
  | 'AccountType';

export type NeededBillingField = 'State' | 'Phone' | 'FiscalCode' | 'Company';

export type PaymentTypeTerms = {
  /** As a person reads it. */
  readonly label: string;
  readonly kind: PaymentKind;
  /** In the order in which they are looked at. */
  readonly needs: readonly NeededField[];
  readonly needsOfBilling: readonly NeededBillingField[];
  /** Upper-case codes; null: all. */
  readonly currencies: readonly string[] | null;
  /** Lower-case codes of billing countries; null: all. */
  readonly countries: readonly string[] | null;
  /** What paid can be charged again without the shopper, so that subscriptions renew by themselves. */
  readonly recurs: boolean;
  /** May pay for items that are described in the order. */
  readonly dynamic: boolean;
  /** May pay for a renewal that is ordered by hand. */
  readonly renewals: boolean;
};

const PLAIN = {
  needs: [],
  needsOfBilling: [],
  currencies: null,
  countries: null,
  recurs: false,
  dynamic: false,
  renewals: true,
} as const;

/** Cards and whatever stands for one. */
const BY_CARD = { ...PLAIN, recurs: true, dynamic: true } as const;
const BY_PAGE = { ...PLAIN, kind: 'REDIRECT', needs: ['ReturnURL'] } as const;
const IN_BRAZIL = {
  ...PLAIN,
  kind: 'OFFLINE',
  needsOfBilling: ['State', 'Phone', 'FiscalCode'],
  currencies: ['BRL'],
  countries: ['br'],
} as const;

/** The types of payment, each under the name by which it is answered, and what holds of each. */
export const PAYMENT_TYPES = {
  CC: { ...BY_CARD, kind: 'CARD', label: 'Cards', needs: ['CardNumber'] },
  TEST: { ...BY_CARD, kind: 'CARD', label: 'Test card', needs: ['CardNumber'] },
  FREE: { ...PLAIN, kind: 'FREE', label: 'Nothing to pay', dynamic: true },
  EES_TOKEN_PAYMENT: { ...BY_CARD, kind: 'ONE_TIME_TOKEN', label: 'Card by a 2Pay.js token' },
  ENCRYPTED_PAYMENT_DATA: {
    ...BY_CARD,
    kind: 'ENCRYPTED',
    label: 'Card encrypted in the browser',
    needs: ['EncryptedPaymentData'],
  },
  EXISTING_PAYMENT_DATA: { ...BY_CARD, kind: 'STORED', label: 'Stored card', needs: ['TransientToken'] },
  PREVIOUS_ORDER: { ...BY_CARD, kind: 'PREVIOUS_ORDER', label: 'As an earlier order', needs: ['RefNo'] },
  CCNOPCI: { ...BY_CARD, kind: 'REDIRECT', label: 'Card on a page of the platform', needs: ['ReturnURL'] },
  APPLE_PAY: { ...BY_CARD, kind: 'WALLET', label: 'Apple Pay', needs: ['ApplePayToken'] },
  GOOGLE_PAY: {
    ...BY_CARD,
    kind: 'WALLET',
    label: 'Google Pay',
    needs: ['PaymentToken'],
    currencies: ['EUR', 'USD', 'GBP', 'CHF', 'DKK', 'NOK', 'SEK'],
  },
  PAYPAL: { ...BY_PAGE, label: 'PayPal', recurs: true, dynamic: true },
  PAYPAL_EXPRESS: { ...PLAIN, kind: 'EXPRESS', label: 'PayPal Express', recurs: true, dynamic: true },
  IDEAL: { ...BY_PAGE, label: 'iDEAL', needs: ['ReturnURL', 'BankCode'], currencies: ['EUR'] },
  TRUSTLY: { ...BY_PAGE, label: 'Trustly' },
  WE_CHAT_PAY: { ...BY_PAGE, label: 'WeChat Pay', currencies: ['CNY', 'USD', 'HKD'] },
  ALIPAY: { ...BY_PAGE, label: 'Alipay' },
  GIROPAY: { ...BY_PAGE, label: 'giropay', currencies: ['EUR'], renewals: false },
  DIRECT_EBANKING: { ...BY_PAGE, label: 'Sofort', renewals: false },
  UNIONPAY: { ...BY_PAGE, label: 'UnionPay', renewals: false },
  WEBMONEY: { ...BY_PAGE, label: 'WebMoney', renewals: false },
  DIRECT_DEBIT: {
    ...PLAIN,
    kind: 'DEBIT',
    label: 'SEPA direct debit',
    needs: ['HolderName', 'IBAN'],
    currencies: ['EUR'],
    recurs: true,
  },
  DIRECT_DEBIT_ACH: {
    ...PLAIN,
    kind: 'DEBIT',
    label: 'eCheck',
    needs: ['HolderName', 'RoutingNumber', 'AccountNumber', 'AccountType'],
    currencies: ['USD'],
    recurs: true,
  },
  WIRE: { ...PLAIN, kind: 'OFFLINE', label: 'Bank transfer' },
  CHECK: { ...PLAIN, kind: 'OFFLINE', label: 'Check' },
  BOLETO: { ...IN_BRAZIL, label: 'Boleto' },
  PIX: { ...IN_BRAZIL, label: 'Pix' },
  PURCHASEORDER: { ...PLAIN, kind: 'PURCHASE_ORDER', label: 'Purchase order', needsOfBilling: ['Company'] },
} as const satisfies Record<string, PaymentTypeTerms>;

export type PaymentType = keyof typeof PAYMENT_TYPES;

/** For lists: each type with its name for people and the countries, lower case, where it can be used; null: all. */
export const PAYMENT_TYPE_LABELS: readonly {
  readonly code: string;
  readonly label: string;
  readonly countries: readonly string[] | null;
}[] = Object.entries(PAYMENT_TYPES).map(([code, { label, countries }]) => ({ code, label, countries }));

/** The same terms, for those who do not care which type they are of. */
export const termsOf = (type: PaymentType): PaymentTypeTerms => PAYMENT_TYPES[type];

/** Other names of types; separators and letter case do not count anyway. */
const OTHER_NAMES: Readonly<Record<string, PaymentType>> = {
  BOLETOPIX: 'BOLETO',
  SEPA: 'DIRECT_DEBIT',
  SEPADIRECTDEBIT: 'DIRECT_DEBIT',
  DIRECTDEBITSEPA: 'DIRECT_DEBIT',
  ACH: 'DIRECT_DEBIT_ACH',
  ECHECK: 'DIRECT_DEBIT_ACH',
  ECHECKS: 'DIRECT_DEBIT_ACH',
  SOFORT: 'DIRECT_EBANKING',
};

const bare = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, '');

const isPaymentType = (name: string): name is PaymentType => Object.hasOwn(PAYMENT_TYPES, name);

const BY_NAME: ReadonlyMap<string, PaymentType> = new Map([
  ...Object.entries(OTHER_NAMES),
  ...Object.keys(PAYMENT_TYPES)
    .filter(isPaymentType)
    .map((type) => [bare(type), type] as const),
]);

/** The type that a name means; undefined for none. "APPLE PAY", "apple_pay" and "ApplePay" are one. */
export const paymentTypeOf = (name: string): PaymentType | undefined => BY_NAME.get(bare(name));

/** The page on which a type is paid; undefined where it is paid on none. */
export const pageOf = (type: PaymentType): RedirectMethod | undefined => PAGES[type];

const PAGES: Readonly<Partial<Record<PaymentType, RedirectMethod>>> = {
  CCNOPCI: 'CARD_PAGE',
  PAYPAL: 'PAYPAL',
  PAYPAL_EXPRESS: 'PAYPAL',
  IDEAL: 'IDEAL',
  TRUSTLY: 'TRUSTLY',
  WE_CHAT_PAY: 'WE_CHAT_PAY',
  ALIPAY: 'ALIPAY',
  GIROPAY: 'GIROPAY',
  DIRECT_EBANKING: 'SOFORT',
  UNIONPAY: 'UNIONPAY',
  WEBMONEY: 'WEBMONEY',
};

/** How the shopper of a type sends the money; undefined where he need not. A purchase order is paid by transfer. */
export const transferOf = (type: PaymentType): OfflineMethod | undefined => TRANSFERS[type];

const TRANSFERS: Readonly<Partial<Record<PaymentType, OfflineMethod>>> = {
  WIRE: 'WIRE',
  CHECK: 'CHECK',
  BOLETO: 'BOLETO',
  PIX: 'PIX',
  PURCHASEORDER: 'WIRE',
};

/** Paid by a card, as far as buyers and merchants are concerned. */
export const isByCard = (type: PaymentType): boolean => CARD_KINDS.has(PAYMENT_TYPES[type].kind) || type === 'CCNOPCI';

const CARD_KINDS: ReadonlySet<PaymentKind> = new Set([
  'CARD',
  'ENCRYPTED',
  'ONE_TIME_TOKEN',
  'STORED',
  'PREVIOUS_ORDER',
  'WALLET',
]);
