import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { signature } from '../api/authentication.ts';
import { AUTHENTICATION_HEADER } from '../api/rest.ts';
import { apiAddresses } from '../pages.ts';

/** Somebody to try the server as. */
export type Visitor = {
  readonly code: string;
  readonly secretKey: string;
  readonly productCode: string;
};

export type BannerFacts = {
  readonly publicUrl: string;
  readonly visitor: Visitor | undefined;
  readonly at: Date;
  /** How long a date that was signed now is accepted. */
  readonly toleranceMinutes: number;
  /** Whether curl is there; Node always is. */
  readonly hasCurl: boolean;
};

/** What `serve` prints when it is ready. */
export const banner = (facts: BannerFacts): string => {
  const addresses = apiAddresses(facts.publicUrl).map(({ name, address }) => `  ${name.padEnd(9)} ${address}`);
  return ['', 'Sutler is ready.', '', ...addresses, ...trial(facts), ''].join('\n');
};

const trial = ({ publicUrl, visitor, at, toleranceMinutes, hasCurl }: BannerFacts): readonly string[] => {
  if (visitor === undefined) return [];
  const command = hasCurl ? curlCommand : nodeCommand;
  const header = authenticationHeader(visitor, at);
  const until = new Date(at.getTime() + toleranceMinutes * 60_000).toISOString().slice(0, 16).replace('T', ' ');
  return [
    '',
    `  Merchant code  ${visitor.code}`,
    `  Secret key     ${visitor.secretKey}`,
    '',
    `Place an order (the signature is good until ${until} UTC; a new start prints a new one):`,
    '',
    command({ address: `${publicUrl}/rest/6.0/orders/`, header, body: testOrder(visitor.productCode, at) }),
    '',
    'Read the subscriptions:',
    '',
    command({ address: `${publicUrl}/rest/6.0/subscriptions/`, header }),
  ];
};

const authenticationHeader = ({ code, secretKey }: Visitor, at: Date): string => {
  const date = at.toISOString().slice(0, 19).replace('T', ' ');
  return `code="${code}" date="${date}" hash="${signature(code, date, secretKey, 'sha256')}" algo="sha256"`;
};

/** An order with a test card, as small as clients send them. */
const testOrder = (productCode: string, at: Date): string =>
  JSON.stringify({
    Currency: 'EUR',
    Country: 'DE',
    Language: 'en',
    Items: [{ Code: productCode, Quantity: 1 }],
    BillingDetails: {
      FirstName: 'Ada',
      LastName: 'Kern',
      Email: 'ada@example.test',
      CountryCode: 'DE',
      City: 'Ulm',
      Address1: 'Am Tor 4',
      Zip: '89073',
    },
    PaymentDetails: {
      Type: 'TEST',
      Currency: 'EUR',
      PaymentMethod: {
        CardNumber: '4111111111111111',
        CardType: 'VISA',
        ExpirationYear: String(at.getUTCFullYear() + 5),
        ExpirationMonth: '12',
        CCID: '123',
        HolderName: 'John Doe',
        RecurringEnabled: true,
        Vendor3DSReturnURL: 'https://shop.example.test/paid',
        Vendor3DSCancelURL: 'https://shop.example.test/failed',
      },
    },
  });

type Request = { readonly address: string; readonly header: string; readonly body?: string };

const HEADER_NAME = AUTHENTICATION_HEADER.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

const curlCommand = ({ address, header, body }: Request): string => {
  const data = body === undefined ? '' : ` -H 'Content-Type: application/json' -d ${quoted(body)}`;
  return `curl -sS ${quoted(address)} -H ${quoted(`${HEADER_NAME}: ${header}`)}${data}`;
};

/** JSON texts are JavaScript too, so the script needs no quoting of its own. */
const nodeCommand = ({ address, header, body }: Request): string => {
  const headers = { [HEADER_NAME]: header, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) };
  const init = { method: body === undefined ? 'GET' : 'POST', headers, ...(body === undefined ? {} : { body }) };
  const script = `fetch(${JSON.stringify(address)},${JSON.stringify(init)}).then((a)=>a.text()).then(console.log)`;
  return `node -e ${quoted(script)}`;
};

/** One word for bash, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Whether a program is on the path of this process. */
export const isOnPath = (program: string, path = process.env['PATH'] ?? ''): boolean =>
  path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
