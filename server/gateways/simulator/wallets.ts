import type { CardBrand, CardFacts } from '../cards.ts';
import { cardBrandOf, isCardNumber, parseCardBrand } from '../cards.ts';
import type { DeclineReason } from '../declines.ts';
import type { PaymentMethod } from '../port.ts';
import type { KnownCard } from './judge.ts';
import { behaviourOfLastDigits } from './test-cards.ts';

type WalletPayment = Extract<PaymentMethod, { kind: 'WALLET' }>;

const MAX_PAYLOAD = 65_536;

/**
 * The card behind what a wallet handed over: JSON text, or JSON in base64. Nothing is decrypted, since the simulator has
 * no keys; the network and the last digits are read where the wallet tells them openly. See README.md for the members.
 */
export function readWallet({ wallet, payload }: WalletPayment, at: Date): KnownCard | DeclineReason {
  const given = objectIn(payload);
  if (given === undefined || !isOf(wallet, given)) return 'INVALID_WALLET_PAYLOAD';
  const number = numberIn(given);
  const network = textAt(given, NETWORKS);
  const brand = network === undefined ? (brandOf(number) ?? 'visa') : brandOfNetwork(network);
  if (brand === null) return 'UNSUPPORTED_CARD';
  const behaviour = number === undefined ? 'APPROVES' : behaviourOfLastDigits(number.slice(-4));
  return {
    method: wallet,
    facts: { brand, ...digitsOf(brand, number), ...expiryOf(given, at) },
    testBehaviour: behaviour,
    liveBehaviour: behaviour,
    offSessionDeclines: 0,
  };
}

// ---- reading ----

type Given = Readonly<Record<string, unknown>>;

function objectIn(payload: string): Given | undefined {
  if (payload.length > MAX_PAYLOAD) return undefined;
  const text = payload.trim();
  const value =
    parsed(text) ?? (/^[\w+/-]+=*$/.test(text) ? parsed(Buffer.from(text, 'base64').toString()) : undefined);
  // A token that was made text twice.
  const inner = typeof value === 'string' ? parsed(value) : value;
  return isObject(inner) ? inner : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Which members make a payload one of the wallet: its token as it is, the token's wrapping, or its decrypted content. */
const SIGNS: Readonly<Record<WalletPayment['wallet'], readonly (readonly string[])[]>> = {
  GOOGLE_PAY: [['signature', 'signedMessage'], ['paymentMethodData'], ['tokenizationData']],
  APPLE_PAY: [
    ['data', 'signature'],
    ['paymentData'],
    ['token.paymentData'],
    ['applicationPrimaryAccountNumber', 'applicationExpirationDate'],
  ],
};

function isOf(wallet: WalletPayment['wallet'], given: Given): boolean {
  const isThere = (path: string) => {
    const found = valueAt(given, path);
    return isObject(found) || (typeof found === 'string' && found !== '');
  };
  return SIGNS[wallet].some((paths) => paths.every(isThere));
}

function valueAt(given: Given, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), given);
}

function textAt(given: Given, paths: readonly string[]): string | undefined {
  const found = paths.map((path) => valueAt(given, path)).find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found : undefined;
}

const NETWORKS = [
  'paymentMethodData.info.cardNetwork',
  'info.cardNetwork',
  'paymentMethod.network',
  'token.paymentMethod.network',
];
/** `testCard` is the simulator's own: four digits, or the number of one of its cards. */
const NUMBERS = [
  'testCard',
  'paymentMethodData.info.cardDetails',
  'info.cardDetails',
  'paymentMethod.displayName',
  'token.paymentMethod.displayName',
  'applicationPrimaryAccountNumber',
];

/** The number or its last four digits; also from a name such as "Visa 1234". */
function numberIn(given: Given): string | undefined {
  const text = textAt(given, NUMBERS)?.trim() ?? '';
  return /^\d{12,19}$/.test(text) ? text : /(?:^|\D)(\d{4})$/.exec(text)?.[1];
}

// ---- the card ----

function brandOf(number: string | undefined): CardBrand | null {
  return number !== undefined && isCardNumber(number) ? cardBrandOf(number, null) : null;
}

function brandOfNetwork(network: string): CardBrand | null {
  return /^cartes?bancaires?$/i.test(network.replace(/\s/g, '')) ? 'cartebleue' : parseCardBrand(network);
}

/** First digits of the numbers that wallets make up for a card; the shopper's own stay with the wallet. */
const DEVICE_DIGITS: Partial<Record<CardBrand, string>> = {
  mastercard: '5204',
  amex: '3703',
  discover: '6011',
  jcb: '3540',
  maestro: '6759',
  elo: '6362',
};

function digitsOf(brand: CardBrand, number: string | undefined): Pick<CardFacts, 'firstDigits' | 'lastDigits'> {
  const isWhole = number !== undefined && number.length > 4;
  return {
    firstDigits: isWhole ? number.slice(0, 4) : (DEVICE_DIGITS[brand] ?? '4895'),
    lastDigits: number?.slice(-4) ?? '0000',
  };
}

/** From the decrypted date (YYMMDD), else three years from now: wallets renew the cards in them by themselves. */
function expiryOf(given: Given, at: Date): Pick<CardFacts, 'expirationMonth' | 'expirationYear'> {
  const date = textAt(given, ['applicationExpirationDate']) ?? '';
  const [, year, month] = /^(\d{2})(0[1-9]|1[0-2])\d{0,2}$/.exec(date) ?? [];
  if (year !== undefined && month !== undefined) return { expirationMonth: month, expirationYear: year };
  return { expirationMonth: '12', expirationYear: String((at.getUTCFullYear() + 3) % 100).padStart(2, '0') };
}
