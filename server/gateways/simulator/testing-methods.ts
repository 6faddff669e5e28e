import { statement } from '../../db/database.ts';
import type { TestDatabase } from '../../testing/test-database.ts';
import type { CardDetails } from '../cards.ts';
import type { BeyondCards, Offered, OnPage } from '../methods-suite.ts';
import type { RedirectMethod } from '../port.ts';
import { createSimulatorDesk } from './desk.ts';
import { readCard } from './judge.ts';
import { METHODS, type MethodName } from './methods.ts';
import { type Choice, choose, payByCard } from './page-decisions.ts';
import { findPage } from './pages.ts';

const GOOGLE_TOKEN = { signature: 'MEUCIQ', protocolVersion: 'ECv2', signedMessage: '{"encryptedMessage":"x"}' };
const APPLE_TOKEN = { paymentData: { data: 'x', signature: 'y', version: 'EC_v1' }, transactionIdentifier: 'z' };

export const base64Json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

const applePayBy = (displayName: string, network: string) =>
  JSON.stringify({ ...APPLE_TOKEN, paymentMethod: { displayName, network, type: 'credit' } });

const sepa = (iban: string) => ({ scheme: 'SEPA', holderName: 'Ada Kern', iban }) as const;
const ach = (accountNumber: string, routingNumber = '110000000') =>
  ({ scheme: 'ACH', holderName: 'Ada Kern', routingNumber, accountNumber, type: 'CHECKING' }) as const;

const offered = (method: MethodName): Offered => ({
  currency: METHODS[method].currencies?.[0] ?? 'EUR',
  refunds: METHODS[method].refunds,
});
const redirect = (method: RedirectMethod) => ({ ...offered(method), keepsMeans: METHODS[method].recurs });

/** All that the simulator offers beside cards, for the suite of gateways. */
export const beyondCards = (store: TestDatabase, at: Date): BeyondCards => {
  const desk = createSimulatorDesk({ db: store.database });
  return {
    wallets: {
      GOOGLE_PAY: {
        approved: base64Json(GOOGLE_TOKEN),
        declined: [
          ['CARD_DECLINED', base64Json({ ...GOOGLE_TOKEN, testCard: '4000000000000002' })],
          [
            'INSUFFICIENT_FUNDS',
            JSON.stringify({ paymentMethodData: { info: { cardNetwork: 'VISA', cardDetails: '9995' } } }),
          ],
          [
            'UNSUPPORTED_CARD',
            JSON.stringify({ ...GOOGLE_TOKEN, info: { cardNetwork: 'BARTER', cardDetails: '1111' } }),
          ],
        ],
      },
      APPLE_PAY: {
        approved: applePayBy('MasterCard 8210', 'MasterCard'),
        declined: [
          ['STOLEN_CARD', applePayBy('Visa 9979', 'Visa')],
          [
            'EXPIRED_CARD',
            JSON.stringify({
              applicationPrimaryAccountNumber: '4895370012341234',
              applicationExpirationDate: '200131',
            }),
          ],
        ],
      },
    },
    redirects: {
      PAYPAL: redirect('PAYPAL'),
      IDEAL: redirect('IDEAL'),
      TRUSTLY: redirect('TRUSTLY'),
      WE_CHAT_PAY: redirect('WE_CHAT_PAY'),
      ALIPAY: redirect('ALIPAY'),
      GIROPAY: redirect('GIROPAY'),
      SOFORT: redirect('SOFORT'),
      UNIONPAY: redirect('UNIONPAY'),
      WEBMONEY: redirect('WEBMONEY'),
      CARD_PAGE: redirect('CARD_PAGE'),
    },
    debits: {
      SEPA: {
        currency: 'EUR',
        good: sepa('DE89 3704 0044 0532 0130 00'),
        days: 3,
        bouncing: [
          ['INSUFFICIENT_FUNDS', sepa('DE62370400440532013001')],
          ['ACCOUNT_CLOSED', sepa('DE35370400440532013002')],
          ['DEBIT_NOT_AUTHORISED', sepa('DE08370400440532013003')],
        ],
        wrong: [
          ['INVALID_IBAN', sepa('DE89370400440532013001')],
          ['INVALID_IBAN', sepa('')],
          ['ACCOUNT_CLOSED', sepa('DE78370400440532013004')],
        ],
      },
      ACH: {
        currency: 'USD',
        good: ach('000123456789'),
        days: 4,
        bouncing: [
          ['INSUFFICIENT_FUNDS', ach('900000000001')],
          ['ACCOUNT_CLOSED', ach('900000000002')],
          ['DEBIT_NOT_AUTHORISED', ach('900000000003')],
        ],
        wrong: [
          ['INVALID_ROUTING_NUMBER', ach('000123456789', '110000001')],
          ['INVALID_ACCOUNT_NUMBER', ach('12a')],
          ['ACCOUNT_CLOSED', ach('900000000004')],
        ],
      },
    },
    offline: { WIRE: offered('WIRE'), CHECK: offered('CHECK'), BOLETO: offered('BOLETO'), PIX: offered('PIX') },
    onPage: (href, does) => actOnPage(store, href, does, at),
    sendMoney: async (request, how) => {
      const { merchantId } = request;
      const found = await store.database.row<{ payment_reference: string | null }>(
        statement('SELECT payment_reference FROM simulator_charges WHERE merchant_id = $1 AND idempotency_key = $2', [
          merchantId,
          request.idempotencyKey,
        ]),
      );
      const paymentReference = found?.payment_reference ?? '';
      const less = { amountMinor: request.amountMinor - 1n };
      await desk.receivePayment({ merchantId, paymentReference, at, ...(how === 'less' ? less : {}) });
    },
  };
};

const CHOICES: Readonly<Record<OnPage, Choice>> = {
  pay: 'PAID',
  'pay-later': 'PAID_LATER',
  cancel: 'CANCELLED',
  fail: 'FAILED',
};

/** What the routes do when a shopper presses a button. */
const actOnPage = async ({ database }: TestDatabase, href: string, does: OnPage, at: Date): Promise<void> => {
  const token = new URL(href).searchParams.get('payment') ?? '';
  const page = await findPage(database, 'CHOICE', token);
  if (page === undefined) throw new Error('No such page');
  if (page.method !== 'CARD_PAGE' || does === 'cancel') {
    return choose(database, page, token, CHOICES[does], 'ada@example.com', at);
  }
  const details: CardDetails = {
    number: does === 'pay' ? '4242424242424242' : '4000000000009995',
    expirationMonth: 12,
    expirationYear: 2031,
    securityCode: '123',
    holderName: does === 'pay' ? 'John Doe' : 'Poor Doe',
    type: null,
  };
  const card = readCard(details, at);
  if (typeof card !== 'string') await payByCard(database, page, token, card, details, at);
};
