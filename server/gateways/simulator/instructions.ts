import type { BankAccount, PaymentInstructions } from '../port.ts';
import { boletoOf } from './boleto.ts';
import type { MethodName } from './methods.ts';
import { pixCode } from './pix.ts';

/** What instructions are made of; the same charge always gives the same ones. */
export type ExpectedMoney = {
  method: MethodName;
  paymentReference: string;
  amountMinor: bigint;
  currency: string;
  /** Address of the slip's page; null for methods without. */
  slipHref: string | null;
};

/** What the shopper has to know to pay; null for money that comes without the shopper. */
export function instructionsFor(money: ExpectedMoney): PaymentInstructions | null {
  const { paymentReference, currency } = money;
  switch (money.method) {
    case 'WIRE': {
      const routingNumber = currency === 'USD' ? ROUTING_NUMBER : null;
      return { kind: 'WIRE', paymentReference, routingNumber, accounts: [accountFor(currency)] };
    }
    case 'CHECK':
      return { kind: 'CHECK', payableTo: BENEFICIARY, address: CHECK_ADDRESS, paymentReference };
    case 'BOLETO':
    case 'PIX':
      return { kind: 'SLIP', href: money.slipHref ?? '', barcode: slipCode(money) };
    default:
      return null;
  }
}

/** The line that the shopper types or pastes into a banking app. */
export function slipCode({ method, paymentReference, amountMinor }: Omit<ExpectedMoney, 'slipHref'>): string {
  return method === 'PIX' ? pixCode(paymentReference, amountMinor) : boletoOf(paymentReference, amountMinor).line;
}

const BENEFICIARY = 'Sutler Simulator Payments';
const CHECK_ADDRESS = 'Sutler Simulator Payments, 1 Example Plaza, Springfield, IL 62701, USA';
const ROUTING_NUMBER = '123456780';

const ANYWHERE = { beneficiary: BENEFICIARY, bankCity: null, bankAddress: null, account: null, iban: null };

/** Accounts that look right and lead nowhere: the banks do not exist. */
const ACCOUNTS: Readonly<Record<string, Omit<BankAccount, 'currency'>>> = {
  EUR: {
    ...ANYWHERE,
    bankName: 'Example Bank AG',
    bankCountry: 'DE',
    bankCity: 'Berlin',
    bankAddress: 'Beispielstrasse 1, 10115 Berlin',
    iban: 'DE57000000000000010001',
    swiftCode: 'EXMPDEFF',
  },
  GBP: {
    ...ANYWHERE,
    bankName: 'Example Bank plc',
    bankCountry: 'GB',
    bankCity: 'London',
    bankAddress: '1 Example Street, London EC1A 1AA',
    account: '00010002',
    iban: 'GB98SIMU00000000010002',
    swiftCode: 'SIMUGB2L',
  },
  USD: {
    ...ANYWHERE,
    bankName: 'Example Bank N.A.',
    bankCountry: 'US',
    bankCity: 'New York',
    bankAddress: '1 Example Avenue, New York, NY 10001',
    account: '000100010004',
    swiftCode: 'EXMPUS33',
  },
};

const INTERNATIONAL: Omit<BankAccount, 'currency'> = {
  ...ANYWHERE,
  bankName: 'Example Bank S.A.',
  bankCountry: 'LU',
  bankCity: 'Luxembourg',
  bankAddress: '1 rue de l’Exemple, 1111 Luxembourg',
  iban: 'LU770000000000010003',
  swiftCode: 'EXMPLULL',
};

function accountFor(currency: string): BankAccount {
  const account = Object.hasOwn(ACCOUNTS, currency) ? ACCOUNTS[currency] : undefined;
  return { ...(account ?? INTERNATIONAL), currency };
}
