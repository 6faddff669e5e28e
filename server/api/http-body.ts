import type { FastifyInstance, FastifyRequest } from 'fastify';
import { inflated } from './compression.ts';

/** Takes the body of every request in this scope as bytes, whatever its content type, unpacked when it came packed. */
export const takeAnyBody = (scope: FastifyInstance): void => {
  const limit = scope.initialConfig.bodyLimit ?? DEFAULT_LIMIT;
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    inflated(body, request.headers['content-encoding'], limit),
  );
  // Fastify refuses what is not a media type at all, and some clients send just that; it parses bytes either way.
  scope.addHook('onRequest', async (request) => {
    const { headers } = request.raw;
    if (!/^\s*[\w.+-]+\/[\w.+-]+\s*(?:;|$)/.test(headers['content-type'] ?? '')) delete headers['content-type'];
  });
};

/** Fastify's own. */
const DEFAULT_LIMIT = 1024 * 1024;

/** The body as text, without a byte order mark; empty when there is none. */
export const bodyText = (request: FastifyRequest): string => {
  const { body } = request;
  if (!Buffer.isBuffer(body)) return '';
  const text = body.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
};
