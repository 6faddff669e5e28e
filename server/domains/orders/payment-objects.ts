import { amount, flag, integer, list, object, on, orText, table, text } from '../../api/schema.ts';
import { ORDER_INSTALLMENTS_INVALID } from './errors.ts';
import { PAYMENT_INVALID } from './errors-by-field.ts';

/** How an order is paid: what is sent, and what is answered. Which members count depends on the type. */

// ---- what is sent ----

const sealed = { max: 20_000 } as const;

const ApplePaymentData = object('ApplePaymentData', {
  version: text({ max: 40 }),
  data: text(sealed),
  signature: text(sealed),
  header: object('ApplePaymentHeader', {
    ephemeralPublicKey: text({ max: 1000 }),
    wrappedKey: text({ max: 2000 }),
    publicKeyHash: text({ max: 200 }),
    transactionId: text({ max: 200 }),
    applicationData: text({ max: 1000 }),
  }),
});

/** The parts of the token that Apple's button gives. */
export const applePayParts = {
  paymentData: ApplePaymentData,
  paymentMethod: object('ApplePaymentMethod', {
    displayName: text({ max: 100 }),
    network: text({ max: 40 }),
    type: text({ max: 40 }),
  }),
  transactionIdentifier: text({ max: 200 }),
} as const;

/** What Apple's button gave: its token as text, or the object with its parts. */
export const ApplePayToken = orText(object('ApplePayToken', { token: text(sealed), ...applePayParts }), 'token');

const url = { max: 2000 } as const;

const RequestedPaymentMethod = object('PaymentMethodRequest', {
  RecurringEnabled: flag({ about: 'The shopper agrees to be charged again; counts where the type can do that' }),
  CardNumber: text({ max: 40 }),
  CardType: text({ max: 40 }),
  ExpirationYear: text({ max: 4 }),
  ExpirationMonth: text({ max: 2 }),
  HolderName: text({ max: 255, aliases: ['AccountHolderName', 'AccountHolder'] }),
  CCID: text({ max: 10 }),
  HolderNameTime: text({ max: 20 }),
  CardNumberTime: text({ max: 20 }),
  InstallmentsNumber: integer({ min: 0, refusal: ORDER_INSTALLMENTS_INVALID }),
  Vendor3DSReturnURL: text(url),
  Vendor3DSCancelURL: text(url),
  EesToken: text({ max: 100, about: 'EES_TOKEN_PAYMENT and TEST: a token of createToken or 2Pay.js' }),
  Email: text({ max: 255, about: 'PAYPAL, PAYPAL_EXPRESS' }),
  ReturnURL: text({ ...url, about: 'Types that send the shopper to a page' }),
  CancelURL: text({ ...url, about: 'As ReturnURL, which counts when this is absent' }),
  BankCode: text({ max: 40, about: 'IDEAL: SWIFT code, a plus sign, three letters of the bank' }),
  RefNo: text({ max: 20, about: 'PREVIOUS_ORDER' }),
  TransientToken: text({ max: 100, about: 'EXISTING_PAYMENT_DATA: of a stored card' }),
  EncryptedPaymentData: text({ max: 10_000, about: 'ENCRYPTED_PAYMENT_DATA: compact JWE of the members of a card' }),
  InternalPONumber: text({ max: 100, about: 'PURCHASEORDER' }),
  AutoApprove: flag({ about: 'PURCHASEORDER' }),
  Company: text({ max: 255, about: 'PURCHASEORDER: counts when BillingDetails names none' }),
  PaymentToken: text({ max: 20_000, about: 'GOOGLE_PAY: Base64 of the token' }),
  ApplePayToken: on(ApplePayToken, { aliases: ['ApplePay', 'ApplePayData'], about: 'APPLE_PAY' }),
  Token: text({ max: 100, about: 'PAYPAL_EXPRESS: as it came back with the shopper' }),
  IBAN: text({ max: 60, aliases: ['BankAccountIban'], about: 'DIRECT_DEBIT' }),
  RoutingNumber: text({ max: 20, about: 'DIRECT_DEBIT_ACH' }),
  AccountNumber: text({ max: 40, about: 'DIRECT_DEBIT_ACH' }),
  AccountType: text({ max: 20, fold: 'upper', about: 'DIRECT_DEBIT_ACH: C for checking, S for savings' }),
});

export const RequestedPaymentDetails = object('PaymentDetailsRequest', {
  Type: text({ max: 40 }),
  Currency: text({ fold: 'upper', max: 3, refusal: PAYMENT_INVALID.Currency }),
  CustomerIP: text({ max: 64, refusal: PAYMENT_INVALID.CustomerIP }),
  PaymentMethod: RequestedPaymentMethod,
});

// ---- what is answered ----

export const Authorize3DS = object('Authorize3DS', { Href: text(), Params: table() });

/** A receiving account of a bank transfer. */
const BankAccountDetails = object('BankAccountDetails', {
  Beneficiary: text(),
  BankName: text(),
  BankCountry: text(),
  BankCity: text(),
  BankAddress: text(),
  BankAccount: text(),
  BankAccountIban: text(),
  BankAccountSwiftCode: text(),
  Currency: text(),
});

const PaymentMethod = object('PaymentMethod', {
  FirstDigits: text({ sparse: true }),
  LastDigits: text({ sparse: true }),
  CardType: text({ sparse: true }),
  ExpirationMonth: text({ sparse: true, since: '6.0' }),
  ExpirationYear: text({ sparse: true, since: '6.0' }),
  RecurringEnabled: flag(),
  Vendor3DSReturnURL: text({ sparse: true }),
  Vendor3DSCancelURL: text({ sparse: true }),
  InstallmentsNumber: integer({ sparse: true }),
  Authorize3DS: on(Authorize3DS, { sparse: true }),
  RedirectURL: text({ sparse: true, about: 'Where the shopper goes to pay' }),
  ReturnURL: text({ sparse: true }),
  CancelURL: text({ sparse: true }),
  Authorize: on(Authorize3DS, { sparse: true, about: 'RedirectURL in two parts' }),
  Amount: amount({ sparse: true, about: 'What is to be paid by transfer or check' }),
  Currency: text({ sparse: true, fold: 'upper' }),
  PaymentReference: text({ sparse: true, about: 'To be named by the shopper' }),
  RoutingNumber: text({ sparse: true }),
  BankAccounts: list(BankAccountDetails, { sparse: true }),
  PayableTo: text({ sparse: true }),
  Address: text({ sparse: true, about: 'Where a check is sent to' }),
  URL: text({ sparse: true, about: 'The slip of a payment in cash' }),
  Barcode: text({ sparse: true }),
});

export const PaymentDetails = object('PaymentDetails', {
  Type: text(),
  Currency: text({ about: 'Upper case of PAYPAL, lower case of all others' }),
  PaymentMethod: PaymentMethod,
  CustomerIP: text(),
});
