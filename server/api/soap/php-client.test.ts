import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShop } from './made-up-shop.ts';

// PHP's SoapClient is what most programs against this API use, so a machine without it may skip this, the build may not.
const hasPhp = /^soap$/m.test(spawnSync('php', ['-m'], { encoding: 'utf8' }).stdout ?? '');
const testWithPhp = test.skipIf(!hasPhp && process.env['CI'] === undefined);

const script = fileURLToPath(new URL('./foreign/client.php', import.meta.url));
let app: FastifyInstance;
let got: Readonly<Record<string, unknown>> = {};

beforeAll(async () => {
  const shop = await openShop();
  app = shop.app;
  if (!hasPhp) return;
  const { stdout } = await promisify(execFile)('php', [script, `${shop.url}/soap/6.0/`], { timeout: 30_000 });
  got = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
});
afterAll(() => app.close());

const part = { Code: 'P1 <>', Quantity: 1, Price: 10.5, Gift: true, Options: [] };
const refused = (faultcode: string, message: string) => ({ faultcode, message, detail: { error_code: faultcode } });
const compressed = { parts: 40, sentAsGzip: true, gotAsGzip: true, fault: 'There is none left.' };

testWithPhp.each([
  ['loginWithThree', 'abc123session'],
  ['loginWithFour', 'abc123sessionsha256'],
  [
    'struct',
    {
      RefNo: '00117',
      Note: 'café & <b>',
      Country: 'ro',
      Day: null,
      Parts: [{ Code: 'A', Quantity: 2, Price: 19.9, Gift: true, Options: [{ Code: 'o', Values: ['x'] }] }],
      Tags: [],
      Grid: [[1, 2], [3]],
      Errors: { CARD_ERROR: 'declined' },
      Count: '7',
      Big: 5_000_000_000,
      Affiliate: null,
      Extra: 'the secret was hidden',
    },
  ],
  ['structSentAsArray', ['one']],
  ['secondName', 'a note'],
  ['listOfNone', []],
  ['listOfOne', [part]],
  ['listOfTwo', 2],
  ['noLimit', 3],
  ['trailingLeftOut', '6.0|X|none|none|none'],
  ['nulls', '6.0|X|none|none|none'],
  ['emptyTexts', '6.0|X|none|false|none'],
  ['table', { A_B: 'about A_B', C: 'about C' }],
  ['tableOfOddNames', { 'A B': 'about A B', '1x': 'about 1x' }],
  ['number', 5_000_000_000],
  ['true', true],
  ['badLogin', refused('FORBIDDEN', 'Invalid hash provided or session expired')],
  ['badSession', refused('FORBIDDEN', 'Invalid hash provided or session expired')],
  ['refused', refused('OUT_OF_STOCK', 'There is none left.')],
  ['compressed SOAP_1_1', compressed],
  ['compressed SOAP_1_2', compressed],
])('PHP: %s', (name, expected) => {
  expect(got[name]).toEqual(expected);
});

testWithPhp('PHP without the WSDL: arguments by position, arrays with names and holes as Maps', () => {
  expect(got['withoutWsdl']).toMatchObject({
    Parts: [{ Code: 'A' }, { Code: 'B' }],
    Errors: { E: 'e' },
    Grid: [[1], [2]],
  });
});
