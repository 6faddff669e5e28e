import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crossRate, leaps, parseFeed } from './feed.ts';

const ECB = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<Cube><Cube time='2026-11-20'><Cube currency='USD' rate='1.0825'/><Cube currency='JPY' rate='164.03'/>
<Cube currency='XXQ' rate='1'/></Cube></Cube></gesmes:Envelope>`;

test('the XML of the central bank', () => {
  const { asOf, rates } = parseFeed(ECB);
  expect(asOf).toBe('2026-11-20');
  expect([...rates]).toEqual([
    ['USD', 108_250_000n],
    ['JPY', 16_403_000_000n],
  ]);
});

test('JSON that counts in dollars', () => {
  const { rates } = parseFeed('{"base":"USD","date":"2026-11-20","rates":{"EUR":0.8,"GBP":"0.6"}}');
  expect(Object.fromEntries(rates)).toEqual({ USD: 125_000_000n, GBP: 75_000_000n });
});

test.each([
  ['no feed', '', /JSON/],
  ['a page', '<html><body>Sorry</body></html>', /no date/],
  ['broken XML', '<Cube time="2026-11-20"><Cube', /.+/],
  ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a time="2026-11-20"/>', /document type/],
  ['no rates', '{"date":"2026-11-20","rates":{}}', /no rates/],
  ['rates that are none', '{"date":"2026-11-20","rates":{"USD":-1,"GBP":"x"}}', /no rates/],
  ['no date', '{"rates":{"USD":1.1}}', /no date/],
  ['a base without the euro', '{"base":"USD","date":"2026-11-20","rates":{"GBP":0.6}}', /no rate of the euro/],
])('%s is refused', (_, body, message) => {
  expect(() => parseFeed(body)).toThrow(message);
});

test('a rate that leaps', () => {
  const known = new Map([['USD', 100n]]);
  expect(leaps(known, new Map([['USD', 151n]]))).toEqual(['USD']);
  expect(leaps(known, new Map([['USD', 49n]]))).toEqual(['USD']);
  expect(
    leaps(
      known,
      new Map([
        ['USD', 150n],
        ['GBP', 1n],
      ]),
    ),
  ).toEqual([]);
});

test('there and back is the same within a hundred-millionth of the larger rate', () => {
  const rate = fc.bigInt(1_000_000n, 10n ** 12n);
  fc.assert(
    fc.property(rate, rate, (a, b) => {
      const rates = new Map([
        ['AAA', a],
        ['BBB', b],
      ]);
      const there = crossRate(rates, 'AAA', 'BBB') ?? 0n;
      const back = crossRate(rates, 'BBB', 'AAA') ?? 0n;
      const error = there * back - 10n ** 16n;
      expect((error < 0n ? -error : error) <= (there > back ? there : back) + 1n).toBe(true);
    }),
  );
  expect(crossRate(new Map(), 'EUR', 'USD')).toBeUndefined();
  expect(crossRate(new Map(), 'USD', 'USD')).toBe(100_000_000n);
});
