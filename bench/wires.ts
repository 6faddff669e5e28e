import { signature } from '../server/api/authentication.ts';
import { namespaceOf, soapActionOf } from '../server/api/soap/names.ts';
import { LATEST } from '../server/api/versions.ts';
import { openConnection, type Response, requestBytes } from './connection.ts';

/** A request as the clients of a wire send it, and whether an answer is the one that was hoped for. */
export type Request = { readonly bytes: Buffer; readonly isGood: (response: Response) => boolean };

/** What is asked of a wire. */
export type Question = {
  readonly method: string;
  /** Arguments behind the session, by their names in their order. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly rest: { readonly verb: 'GET' | 'POST'; readonly path: string; readonly body?: unknown };
};

export type Credentials = { readonly code: string; readonly secretKey: string };

export type Wires = {
  readonly rpc: (question: Question) => Request;
  readonly soap: (question: Question) => Request;
  readonly rest: (question: Question) => Request;
};

/** Logs in and answers what makes requests for the three wires; the session lives for ten minutes. */
export const openWires = async (port: number, { code, secretKey }: Credentials): Promise<Wires> => {
  const date = new Date().toISOString().slice(0, 19).replace('T', ' ');
  const hash = signature(code, date, secretKey);
  const session = await login(port, [code, date, hash]);
  return {
    rpc: (question) => rpcRequest(question.method, [session, ...Object.values(question.params)]),
    soap: (question) => soapRequest(question, session),
    rest: ({ rest }) => restRequest(rest, `code="${code}" date="${date}" hash="${hash}"`),
  };
};

const login = async (port: number, params: readonly string[]): Promise<string> => {
  const connection = await openConnection(port);
  try {
    const { body } = await connection.request(rpcRequest('login', params).bytes);
    const { result } = JSON.parse(body.toString()) as { result?: unknown };
    if (typeof result !== 'string') throw new Error(`login failed: ${body}`);
    return result;
  } finally {
    connection.close();
  }
};

const RPC_RESULT = Buffer.from('{"jsonrpc":"2.0","result":');

const rpcRequest = (method: string, params: readonly unknown[]): Request => ({
  bytes: requestBytes(
    'POST',
    `/rpc/${LATEST}/`,
    { 'content-type': 'application/json' },
    JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  ),
  isGood: ({ body }) => body.subarray(0, RPC_RESULT.length).equals(RPC_RESULT),
});

const restRequest = ({ verb, path, body }: Question['rest'], authentication: string): Request => {
  const headers = { accept: 'application/json', 'x-avangate-authentication': authentication };
  const good = verb === 'GET' ? 200 : 201;
  return {
    bytes:
      body === undefined
        ? requestBytes(verb, `/rest/${LATEST}${path}`, headers)
        : requestBytes(
            verb,
            `/rest/${LATEST}${path}`,
            { ...headers, 'content-type': 'application/json' },
            JSON.stringify(body),
          ),
    isGood: ({ status }) => status === good,
  };
};

const soapRequest = ({ method, params }: Question, session: string): Request => ({
  bytes: requestBytes(
    'POST',
    `/soap/${LATEST}/`,
    { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${soapActionOf(LATEST, method)}"` },
    `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ns1="${namespaceOf(LATEST)}" \
xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" \
SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><SOAP-ENV:Body><ns1:${method}>\
${element('sessionID', session)}${members(params)}</ns1:${method}></SOAP-ENV:Body></SOAP-ENV:Envelope>\n`,
  ),
  isGood: ({ status, body }) => status === 200 && !body.includes('<faultcode'),
});

const members = (value: Readonly<Record<string, unknown>>): string =>
  Object.entries(value)
    .map(([name, member]) => element(name, member))
    .join('');

/** As PHP's SoapClient writes values, which is what most clients of this wire are. */
const element = (name: string, value: unknown): string => {
  if (Array.isArray(value)) {
    const items = value.map((entry) => element('item', entry)).join('');
    return `<${name} SOAP-ENC:arrayType="SOAP-ENC:Struct[${value.length}]" xsi:type="SOAP-ENC:Array">${items}</${name}>`;
  }
  if (typeof value === 'object' && value !== null) {
    return `<${name} xsi:type="SOAP-ENC:Struct">${members({ ...value })}</${name}>`;
  }
  const type = typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'int' : 'string';
  return `<${name} xsi:type="xsd:${type}">${value}</${name}>`;
};
