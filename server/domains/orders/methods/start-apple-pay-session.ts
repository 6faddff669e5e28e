import { randomBytes } from 'node:crypto';
import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { integer, object, on, text } from '../../../api/schema.ts';
import { SIMULATOR } from '../../../gateways/registry.ts';
import { randomHex } from '../../../kit/ids.ts';
import { gatewayNameOf, settingsOf } from '../../accounts/index.ts';
import { method } from '../../method.ts';
import { APPLE_PAY_NOT_AVAILABLE, APPLE_PAY_VALIDATIONURL_INVALID } from '../payment-errors.ts';

const SessionRequest = object('ApplePaySessionRequest', {
  validationURL: text({ required: true, max: 500, refusal: APPLE_PAY_VALIDATIONURL_INVALID }),
});

/** What Apple's library in the browser takes to go on; nobody else looks into it. */
const ApplePaySession = object('ApplePaySession', {
  epochTimestamp: integer(),
  expiresAt: integer(),
  merchantSessionIdentifier: text(),
  nonce: text(),
  merchantIdentifier: text(),
  domainName: text(),
  displayName: text(),
  signature: text(),
});

const APPLE = 'https://apple-pay-gateway.apple.com/paymentservices/startSession';

/** As Apple's own sessions. */
const SESSION_MS = 5 * 60_000;

export const startApplePaySession = method({
  name: 'startApplePaySession',
  summary: 'Opens a merchant session of Apple Pay for the button in a shop.',
  versions: { since: '6.0' },
  params: { payload: on(SessionRequest, { required: true, refusal: APPLE_PAY_VALIDATIONURL_INVALID }) },
  result: ApplePaySession,
  rest: POST('/payments/startapplepaysession/', { body: 'payload' }),
  refusals: [APPLE_PAY_VALIDATIONURL_INVALID, APPLE_PAY_NOT_AVAILABLE],
  examples: [
    {
      title: 'a session',
      params: { payload: { validationURL: APPLE } },
    },
    {
      title: "an address that is not Apple's",
      params: { payload: { validationURL: 'https://example.test/startSession' } },
      refused: 'APPLE_PAY_VALIDATIONURL_INVALID',
    },
  ],
  effect: 'read',
  run: async ({ merchant, now, parts }, { payload }) => {
    if (!isApples(payload.validationURL)) refuse(APPLE_PAY_VALIDATIONURL_INVALID);
    // Apple signs sessions for whoever has a certificate of theirs, which a gateway has to bring; the simulated one plays
    // Apple as well.
    if (gatewayNameOf(merchant, false) !== SIMULATOR) refuse(APPLE_PAY_NOT_AVAILABLE);
    return {
      epochTimestamp: now.getTime(),
      expiresAt: now.getTime() + SESSION_MS,
      merchantSessionIdentifier: `SSH${randomHex(32).toUpperCase()}`,
      nonce: randomHex(4),
      merchantIdentifier: `merchant.simulated.${merchant.code}`,
      domainName: new URL(parts.publicUrl).hostname,
      displayName: settingsOf(merchant).name || merchant.code,
      signature: randomBytes(96).toString('base64'),
    };
  },
});

const isApples = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  return protocol === 'https:' && username === '' && password === '' && /(^|\.)apple\.com$/.test(hostname);
};
