import { deflateRawSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openShop, shopApi } from './made-up-shop.ts';
import { registerSoap } from './soap.ts';
import { parseXml, type XmlElement } from './xml.ts';

let app: FastifyInstance;

beforeAll(async () => {
  ({ app } = await openShop({ bodyLimit: 20_000 }));
});
afterAll(() => app.close());

const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';

const enveloped = (body: string, namespace = SOAP_11): string =>
  `<?xml version="1.0" encoding="UTF-8"?><E:Envelope xmlns:E="${namespace}" xmlns:n="urn:x" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/"
    xmlns:map="http://xml.apache.org/xml-soap"><E:Header><ignored/></E:Header><E:Body>${body}</E:Body></E:Envelope>`;

const post = (
  payload: string | Buffer,
  headers: Readonly<Record<string, string>> = { 'content-type': 'text/xml; charset=utf-8' },
  url = '/soap/6.0/',
): Promise<LightMyRequestResponse> => app.inject({ method: 'POST', url, headers, payload });

const find = (root: XmlElement, name: string): XmlElement | undefined =>
  root.name === name ? root : root.children.map((child) => find(child, name)).find((found) => found !== undefined);

const textIn = (xml: string, name: string): string | undefined => find(parseXml(xml), name)?.text;

/** An answer as plain values: arrays for elements with an arrayType, null for nil. */
const plain = (element: XmlElement): unknown => {
  const has = (name: string) => element.attributes.some((one) => one.name === name);
  if (has('nil')) return null;
  if (has('arrayType')) return element.children.map(plain);
  if (element.children.length === 0) return element.text;
  return Object.fromEntries(element.children.map((child) => [child.name, plain(child)]));
};

const answerOf = (response: LightMyRequestResponse, name: string): unknown => {
  const found = find(parseXml(response.body), `${name}Return`);
  return found === undefined ? response.body : plain(found);
};

const SESSION = '<sessionID>abc123session</sessionID>';
const echo = async (basket: string, beside = ''): Promise<unknown> =>
  answerOf(await post(enveloped(`<n:echoBasket>${SESSION}${basket}</n:echoBasket>${beside}`)), 'echoBasket');

describe('structure of what is sent', () => {
  test.each([
    ['members in other letter case', '<basket><NOTE>a</NOTE></basket>', { Note: 'a' }],
    ['an alias', '<basket><countrycode>RO</countrycode></basket>', { Country: 'ro' }],
    ['nil', '<basket><Note xsi:nil="true">a</Note><Country xsi:nil="1"/></basket>', { Note: null, Country: null }],
    ['empty text', '<basket><Note></Note></basket>', { Note: '' }],
    ['an empty object', '<basket/>', { Note: null }],
    ['a type that is not true', '<basket xsi:type="xsd:int"><Note xsi:type="n:Other">7</Note></basket>', { Note: '7' }],
    ['base64', '<basket><Note xsi:type="xsd:base64Binary">w6k=</Note></basket>', { Note: 'é' }],
    ['a wrapper', '<basket><Tags><item>a</item><item>b</item></Tags></basket>', { Tags: ['a', 'b'] }],
    ['a wrapper of one', '<basket><Tags><item>a</item></Tags></basket>', { Tags: ['a'] }],
    ['a wrapper with names of its own', '<basket><Tags><string>a</string></Tags></basket>', { Tags: ['a'] }],
    ['repeated elements', '<basket><Tags>a</Tags><Tags>b</Tags></basket>', { Tags: ['a', 'b'] }],
    ['a lone entry', '<basket><Tags>a</Tags></basket>', { Tags: ['a'] }],
    ['an empty list', '<basket><Tags/></basket>', { Tags: [] }],
    ['nil in a list', '<basket><Tags><item xsi:nil="true"/><item>a</item></Tags></basket>', { Tags: ['a'] }],
    [
      'a SOAP array with names of its own',
      '<basket><Parts enc:arrayType="n:ShopPart[1]" xsi:type="enc:Array"><Code><Code>A</Code></Code></Parts></basket>',
      { Parts: [{ Code: 'A', Quantity: null, Price: null, Gift: null, Options: [] }] },
    ],
    [
      'a lone object for a list',
      '<basket><Parts><Code>A</Code><Gift>1</Gift></Parts></basket>',
      { Parts: [{ Code: 'A', Quantity: null, Price: null, Gift: 'true', Options: [] }] },
    ],
    [
      'nested lists',
      '<basket><Grid enc:arrayType="xsd:int[][1]"><item enc:arrayType="xsd:int[2]"><item>1</item><item>2</item></item></Grid></basket>',
      { Grid: [['1', '2']] },
    ],
    [
      'a Map as an object',
      '<basket xsi:type="map:Map"><item><key>Note</key><value>a</value></item></basket>',
      { Note: 'a' },
    ],
    [
      'a Map with holes as a list',
      '<basket><Tags xsi:type="map:Map"><item><key>9</key><value>b</value></item><item><key>3</key><value>a</value></item></Tags></basket>',
      { Tags: ['a', 'b'] },
    ],
    [
      'a Map as a table',
      '<basket><Errors xsi:type="map:Map"><item><key>a b</key><value>c</value></item></Errors></basket>',
      { Errors: { item: { key: 'a b', value: 'c' } } },
    ],
    ['a table', '<basket><Errors><A>b</A><C><D>e</D></C></Errors></basket>', { Errors: { A: 'b', C: '' } }],
    [
      'names of JavaScript',
      '<basket><__proto__><Note>x</Note></__proto__><constructor>y</constructor></basket>',
      { Note: null },
    ],
  ])('%s', async (_, basket, expected) => {
    expect(await echo(basket)).toMatchObject(expected);
  });

  test('references beside the call, as Axis writes them', async () => {
    const beside =
      '<multiRef id="b"><Note>n</Note><Parts enc:arrayType="n:P[2]"><item href="#p"/><item href="#p"/></Parts></multiRef>' +
      '<multiRef id="p"><Code>A</Code></multiRef>';
    expect(await echo('<basket href="#b"/>', beside)).toMatchObject({
      Note: 'n',
      Parts: [{ Code: 'A' }, { Code: 'A' }],
    });
  });

  test('references before the call', async () => {
    const body = `<multiRef id="b" enc:root="0"><Note>n</Note></multiRef><n:echoBasket>${SESSION}<basket href="#b"/></n:echoBasket>`;
    expect(answerOf(await post(enveloped(body)), 'echoBasket')).toMatchObject({ Note: 'n' });
  });
});

describe('arguments', () => {
  const addPart = async (args: string): Promise<unknown> =>
    answerOf(await post(enveloped(`<n:addPart>${args}</n:addPart>`)), 'addPart');

  test.each([
    ['by name', `<price>1.5</price><code>X</code>${SESSION}`, '6.0|X|none|none|1.5'],
    ['by name in other letter case', '<SESSIONid>abc123session</SESSIONid><Code>X</Code>', '6.0|X|none|none|none'],
    ['by position', '<a>abc123session</a><b>X</b><c>2</c>', '6.0|X|2|none|none'],
    ['by position, all of one name', '<p>abc123session</p><p>X</p><p>2</p>', '6.0|X|2|none|none'],
    [
      'a session of another name',
      '<token>abc123session</token><quantity>2</quantity><code>X</code>',
      '6.0|X|2|none|none',
    ],
    ['more than there are', '<a>abc123session</a><b>X</b><c/><d/><e/><f>9</f>', '6.0|X|none|none|none'],
  ])('%s', async (_, args, expected) => {
    expect(await addPart(args)).toBe(expected);
  });

  test('the method can be named by the action alone', async () => {
    const body = enveloped(`<n:request>${SESSION}<code>X</code></n:request>`);
    const headers = { 'content-type': 'text/xml', soapaction: '"urn:sutler:soap:6.0#addPart"' };
    expect(answerOf(await post(body, headers), 'addPart')).toBe('6.0|X|none|none|none');
  });
});

const removeAll = `<n:removeAll>${SESSION}</n:removeAll>`;

describe('faults', () => {
  const deep = `${'<a>'.repeat(70)}${'</a>'.repeat(70)}`;
  const loop = '<multiRef id="a"><Parts href="#a"/></multiRef>';
  const doubling = Array.from(
    { length: 40 },
    (_, index) => `<m id="r${index}"><A href="#r${index + 1}"/><B href="#r${index + 1}"/></m>`,
  ).join('');
  const withBasket = (basket: string, beside = '') =>
    enveloped(`<n:echoBasket>${SESSION}${basket}</n:echoBasket>${beside}`);

  test.each([
    ['malformed XML', enveloped(removeAll).slice(0, -20), 'MALFORMED_XML'],
    ['no body at all', '', 'MALFORMED_XML'],
    [
      'a DOCTYPE',
      `<!DOCTYPE a [<!ENTITY b "c">]>${enveloped(removeAll).replace(/^<\?xml.*?\?>/, '')}`,
      'MALFORMED_XML',
    ],
    ['deep nesting', withBasket(deep), 'MALFORMED_XML'],
    ['references in a circle', withBasket('<basket href="#a"/>', loop), 'MALFORMED_XML'],
    ['references that double', withBasket('<basket href="#r0"/>', doubling), 'MALFORMED_XML'],
    ['a reference to nothing', withBasket('<basket href="#none"/>'), 'MALFORMED_XML'],
    ['another document', '<html/>', 'INVALID_REQUEST'],
    ['another envelope', enveloped(removeAll, 'urn:other'), 'INVALID_REQUEST'],
    ['an empty Body', enveloped(''), 'INVALID_REQUEST'],
    ['an unknown method', enveloped('<n:nope/>'), 'METHOD_NOT_FOUND'],
    ['a missing session', enveloped('<n:removeAll/>'), 'INVALID_SESSION'],
    ['a wrong session', enveloped('<n:removeAll><sessionID>x</sessionID></n:removeAll>'), 'FORBIDDEN'],
    ['a missing parameter', enveloped(`<n:addPart>${SESSION}</n:addPart>`), 'INVALID_PARAMETER'],
    [
      'a wrong parameter',
      enveloped(`<n:addPart>${SESSION}<code>X</code><quantity>x</quantity></n:addPart>`),
      'INVALID_PARAMETER',
    ],
    ['a struct for text', enveloped(`<n:addPart>${SESSION}<code><a>X</a></code></n:addPart>`), 'INVALID_PARAMETER'],
    ['a refusal of the method', enveloped(`<n:addPart>${SESSION}<code>GONE</code></n:addPart>`), 'OUT_OF_STOCK'],
    ['a bug', enveloped(`<n:addPart>${SESSION}<code>BUG</code></n:addPart>`), 'INTERNAL_ERROR'],
  ])('%s', async (_, payload, code) => {
    const response = await post(payload);
    expect([response.statusCode, response.headers['content-type']]).toEqual([500, 'text/xml; charset=utf-8']);
    expect(textIn(response.body, 'faultcode')).toBe(code);
    expect(textIn(response.body, 'error_code')).toBe(code);
    expect(response.body).not.toContain('inner text');
  });

  test('an older version has neither the method nor its WSDL entry', async () => {
    const response = await post(enveloped(removeAll), undefined, '/soap/5.0');
    expect(textIn(response.body, 'faultcode')).toBe('METHOD_NOT_FOUND');
  });

  test.each([
    ['POST', '/soap/9.0/', 404, 'RESOURCE_NOT_FOUND'],
    ['GET', '/soap/9.0/?wsdl', 404, 'RESOURCE_NOT_FOUND'],
    ['PUT', '/soap/6.0', 405, 'METHOD_NOT_ALLOWED'],
    ['DELETE', '/soap/6.0/', 405, 'METHOD_NOT_ALLOWED'],
  ] as const)('%s %s answers %i', async (method, url, status, code) => {
    const response = await app.inject({ method, url });
    expect([response.statusCode, textIn(response.body, 'faultcode')]).toEqual([status, code]);
  });

  test('a body beyond the limit, as sent and as inflated', async () => {
    const long = enveloped(`<n:addPart>${SESSION}<code>${'X'.repeat(30_000)}</code></n:addPart>`);
    for (const response of [
      await post(long),
      await post(gzipSync(long), { 'content-type': 'text/xml', 'content-encoding': 'gzip' }),
    ]) {
      expect([response.statusCode, textIn(response.body, 'faultcode')]).toEqual([413, 'REQUEST_TOO_LARGE']);
    }
  });
});

describe('SOAP 1.2', () => {
  const headers = { 'content-type': 'application/soap+xml; charset=utf-8; action="urn:sutler:soap:6.0#addPart"' };

  test('is answered as it asks', async () => {
    const response = await post(enveloped(removeAll, SOAP_12), headers);
    expect(response.headers['content-type']).toBe('application/soap+xml; charset=utf-8');
    expect(parseXml(response.body).namespace).toBe(SOAP_12);
    expect(answerOf(response, 'removeAll')).toBe('true');
  });

  test.each([
    ['GONE', 'SOAP-ENV:Sender', 'OUT_OF_STOCK', 'There is none left.'],
    ['BUG', 'SOAP-ENV:Receiver', 'INTERNAL_ERROR', expect.stringMatching(/^Internal error \(incident \w+\)\.$/)],
  ])('fault for %s', async (argument, value, subcode, sentence) => {
    const response = await post(enveloped(`<n:any>${SESSION}<code>${argument}</code></n:any>`, SOAP_12), headers);
    const fault = plain(find(parseXml(response.body), 'Fault') ?? parseXml(response.body));
    expect(fault).toEqual({
      Code: { Value: value, Subcode: { Value: subcode } },
      Reason: { Text: sentence },
      Detail: { error_code: subcode },
    });
  });
});

describe('HTTP', () => {
  test.each(['text/xml', 'application/xml; charset=UTF-8', 'text/plain', 'application/json', 'nonsense', ''])(
    'an envelope under content type %j',
    async (type) => {
      const response = await post(Buffer.from(enveloped(removeAll)), type === '' ? {} : { 'content-type': type });
      expect(answerOf(response, 'removeAll')).toBe('true');
    },
  );

  test.each([
    ['gzip', gzipSync(enveloped(removeAll))],
    ['deflate', deflateSync(enveloped(removeAll))],
    ['deflate', deflateRawSync(enveloped(removeAll))],
  ])('a request body in %s', async (encoding, body) => {
    const response = await post(body, { 'content-type': 'text/xml', 'content-encoding': encoding });
    expect(answerOf(response, 'removeAll')).toBe('true');
  });

  test('an answer is gzip for who asks for it', async () => {
    const body = enveloped(`<n:searchParts>${SESSION}<options><Limit>50</Limit></options></n:searchParts>`);
    const asked = await post(body, { 'content-type': 'text/xml', 'accept-encoding': 'gzip, deflate' });
    const unasked = await post(body);
    expect([asked.headers['content-encoding'], unasked.headers['content-encoding']]).toEqual(['gzip', undefined]);
    expect(gunzipSync(asked.rawPayload).toString()).toBe(unasked.body);
  });

  test('the other wires of the program keep their own parsers', async () => {
    const response = await app.inject({ method: 'POST', url: '/json', payload: { a: 1 } });
    expect(response.json()).toEqual({ a: 1 });
  });
});

describe('WSDL', () => {
  const address = (body: string): string | undefined =>
    find(parseXml(body), 'address')?.attributes.find(({ name }) => name === 'location')?.value;

  test.each(['/soap/6.0?wsdl', '/soap/6.0/?wsdl', '/soap/6.0/?WSDL', '/soap/6.0/?wsdl=1'])('%s', async (url) => {
    const response = await app.inject({ url, headers: { host: 'shop.example:8080' } });
    expect(response.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(address(response.body)).toBe('http://shop.example:8080/soap/6.0/');
  });

  test('without ?wsdl a page of text tells where it is', async () => {
    const response = await app.inject('/soap/6.0');
    expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(response.body).toContain('/soap/6.0/?wsdl');
  });

  test.each(['a"b', 'a/b', '<x>', 'a b', '@'])('the Host %j is not told', async (host) => {
    const response = await app.inject({ url: '/soap/6.0/?wsdl', headers: { host } });
    expect(textIn(response.body, 'faultcode')).toBe('INVALID_REQUEST');
  });

  const withProxy = async (trustProxy: boolean, publicUrl?: string): Promise<string | undefined> => {
    const own = Fastify({ trustProxy });
    registerSoap(own, shopApi, { publicUrl });
    const headers = { host: 'inside', 'x-forwarded-host': 'outside.example', 'x-forwarded-proto': 'https' };
    const response = await own.inject({ url: '/soap/6.0/?wsdl', headers });
    await own.close();
    return address(response.body);
  };

  test('forwarded headers count where the proxy is trusted, a configured address always', async () => {
    expect(await withProxy(false)).toBe('http://inside/soap/6.0/');
    expect(await withProxy(true)).toBe('https://outside.example/soap/6.0/');
    expect(await withProxy(true, 'https://api.example/')).toBe('https://api.example/soap/6.0/');
  });
});
