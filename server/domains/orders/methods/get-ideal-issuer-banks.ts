import { GET } from '../../../api/method.ts';
import { list, object, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';

const IssuerBank = object('IdealIssuerBank', {
  BankCode: text({ about: 'For PaymentMethod.BankCode of type IDEAL' }),
  BankName: text(),
});

/** The banks of the scheme; the provider's page asks again, so a bank that is missing here can still be chosen there. */
const BANKS = [
  { BankCode: 'ABNANL2A+ABN', BankName: 'ABN AMRO' },
  { BankCode: 'ASNBNL21+ASN', BankName: 'ASN Bank' },
  { BankCode: 'BUNQNL2A+BUN', BankName: 'bunq' },
  { BankCode: 'INGBNL2A+ING', BankName: 'ING' },
  { BankCode: 'KNABNL2H+KNA', BankName: 'Knab' },
  { BankCode: 'NNBANL2G+NAT', BankName: 'Nationale-Nederlanden' },
  { BankCode: 'RABONL2U+RAB', BankName: 'Rabobank' },
  { BankCode: 'RBRBNL21+REG', BankName: 'RegioBank' },
  { BankCode: 'REVOLT21+REV', BankName: 'Revolut' },
  { BankCode: 'SNSBNL2A+SNS', BankName: 'SNS' },
  { BankCode: 'TRIONL2U+TRI', BankName: 'Triodos Bank' },
  { BankCode: 'FVLBNL22+VAN', BankName: 'Van Lanschot' },
] as const;

export const getIdealIssuerBanks = method({
  name: 'getIdealIssuerBanks',
  summary: 'Lists the banks whose customers can pay by iDEAL.',
  params: {},
  result: list(IssuerBank),
  rest: GET('/paymentmethods/IDEAL/issuerbanks/'),
  refusals: [],
  examples: [{ title: 'the banks', params: {} }],
  effect: 'read',
  run: async () => BANKS,
});
