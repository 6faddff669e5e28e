import type { Written } from '../../api/schema.ts';
import type { BankAccount, PaymentInstructions } from '../../gateways/port.ts';
import { amountNumber } from '../../kit/money.ts';
import {
  type CardOnRecord,
  type Challenge,
  isByCard,
  type PaymentRow,
  type PaymentType,
  pageOf,
  paymentTypeOf,
} from '../payments/index.ts';
import type { PaymentDetails } from './payment-objects.ts';
import type { OrderRow } from './rows.ts';

type Answer = Written<typeof PaymentDetails>;
type Method = Partial<NonNullable<Answer['PaymentMethod']>>;

/** How an order is, or is to be, paid: by the attempt that counts, or as it was placed while there is none. */
export const paymentAnswer = (order: OrderRow, payment: PaymentRow | null): Answer => {
  const facts = payment ?? order;
  const type = paymentTypeOf(facts.payment_type);
  return {
    Type: facts.payment_type,
    // One type answers its currency in upper case, and clients may compare it with what they sent.
    Currency: type === 'PAYPAL' ? order.payment_currency : order.payment_currency.toLowerCase(),
    PaymentMethod: {
      ...cardMembers(payment?.card ?? null),
      RecurringEnabled: facts.recurring_enabled,
      ...addressMembers(type, order),
      ...(payment?.state === 'CHALLENGED' && payment.challenge !== null ? challengeMembers(payment.challenge) : {}),
      ...(payment?.state === 'AWAITING' && payment.instructions !== null
        ? instructionMembers(payment, payment.instructions)
        : {}),
    },
    CustomerIP: facts.customer_ip,
  };
};

/** Of a bank account there are the last digits alone, of a wallet's account nothing. */
const cardMembers = (card: CardOnRecord | null): Method => {
  if (card === null) return {};
  if (card.expirationYear === '') return { LastDigits: card.lastDigits };
  return {
    // Gateways do not tell them of cards that were typed elsewhere.
    FirstDigits: card.firstDigits || undefined,
    LastDigits: card.lastDigits,
    CardType: card.brand,
    ExpirationMonth: card.expirationMonth,
    ExpirationYear: card.expirationYear,
  };
};

/** The platform answers null for cards even when addresses were sent. */
const addressMembers = (type: PaymentType | undefined, { details }: OrderRow): Method =>
  type !== undefined && isByCard(type) && pageOf(type) === undefined
    ? { Vendor3DSReturnURL: null, Vendor3DSCancelURL: null, InstallmentsNumber: details.installments ?? null }
    : {};

const challengeMembers = (challenge: Challenge): Method => {
  if ('href' in challenge) return { Authorize3DS: { Href: challenge.href, Params: challenge.params } };
  const { page, returnUrl, cancelUrl } = challenge;
  const [Href = '', query = ''] = page.split('?', 2);
  return {
    RedirectURL: page,
    // Unknown when the gateway's answer was lost and had to be asked for.
    ReturnURL: returnUrl || undefined,
    CancelURL: cancelUrl || undefined,
    Authorize: { Href, Params: Object.fromEntries(new URLSearchParams(query)) },
  };
};

const instructionMembers = (payment: PaymentRow, instructions: PaymentInstructions): Method => {
  const due = { Amount: amountNumber(payment.amount_minor, payment.currency), Currency: payment.currency };
  switch (instructions.kind) {
    case 'WIRE':
      return {
        ...due,
        PaymentReference: instructions.paymentReference,
        RoutingNumber: instructions.routingNumber,
        BankAccounts: instructions.accounts.map(accountAnswer),
      };
    case 'CHECK':
      return {
        ...due,
        PaymentReference: instructions.paymentReference,
        PayableTo: instructions.payableTo,
        Address: instructions.address,
      };
    case 'SLIP':
      return { ...due, URL: instructions.href, Barcode: instructions.barcode };
  }
};

const accountAnswer = (account: BankAccount) => ({
  Beneficiary: account.beneficiary,
  BankName: account.bankName,
  BankCountry: account.bankCountry,
  BankCity: account.bankCity,
  BankAddress: account.bankAddress,
  BankAccount: account.account,
  BankAccountIban: account.iban,
  BankAccountSwiftCode: account.swiftCode,
  Currency: account.currency,
});
