import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signature } from '../api/authentication.ts';
import { type BannerFacts, banner, isOnPath } from './banner.ts';

type Seen = {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly header: string;
  readonly body: string;
};

let server: Server;
let publicUrl: string;
let seen: Seen[];

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
};

beforeAll(async () => {
  server = createServer(async (request, reply) => {
    const header = String(request.headers['x-avangate-authentication']);
    seen.push({ method: request.method, url: request.url, header, body: await bodyOf(request) });
    reply.end('{"RefNo":"1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

const at = new Date('2026-11-22T10:00:00Z');

const facts = (changes: Partial<BannerFacts> = {}): BannerFacts => ({
  publicUrl,
  visitor: { code: "O'DEMO", secretKey: 'k&"$x', productCode: 'SUTLER-DEMO' },
  at,
  toleranceMinutes: 900,
  hasCurl: true,
  ...changes,
});

const commandsOf = (text: string): string[] => text.split('\n').filter((line) => /^(curl|node) /.test(line));

describe('the banner', () => {
  test('names the addresses of all wires', () => {
    const lines = banner(facts({ visitor: undefined }));
    for (const path of ['/rpc/6.0/', '/rest/6.0/', '/soap/6.0/', '/soap/6.0/?wsdl']) {
      expect(lines).toContain(`${publicUrl}${path}`);
    }
    expect(commandsOf(lines)).toEqual([]);
  });

  test('says how long the signature is good', () => {
    expect(banner(facts())).toContain('good until 2026-11-23 01:00 UTC');
  });

  const programs = [
    { program: 'curl', hasCurl: true },
    { program: 'node', hasCurl: false },
  ];
  test.for(programs)(
    'has commands of one line that bash and $program understand',
    async ({ program, hasCurl }, { skip }) => {
      if (!isOnPath(program)) skip();
      seen = [];
      for (const command of commandsOf(banner(facts({ hasCurl })))) {
        const { stdout } = await promisify(execFile)('bash', ['-c', command]);
        expect(stdout.trim()).toBe('{"RefNo":"1"}');
      }
      const hash = signature("O'DEMO", '2026-11-22 10:00:00', 'k&"$x', 'sha256');
      const header = `code="O'DEMO" date="2026-11-22 10:00:00" hash="${hash}" algo="sha256"`;
      expect(seen).toMatchObject([
        { method: 'POST', url: '/rest/6.0/orders/', header },
        { method: 'GET', url: '/rest/6.0/subscriptions/', header, body: '' },
      ]);
      expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
        Items: [{ Code: 'SUTLER-DEMO', Quantity: 1 }],
        PaymentDetails: { Type: 'TEST', PaymentMethod: { ExpirationYear: '2031' } },
      });
    },
  );
});

test('a program is on the path or not', () => {
  expect(isOnPath('no-such-program')).toBe(false);
  expect(isOnPath('sh', '/bin:/usr/bin')).toBe(true);
  expect(isOnPath('sh', '')).toBe(false);
});
