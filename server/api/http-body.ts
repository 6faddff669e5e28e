import type { FastifyInstance, FastifyRequest } from 'fastify';
import { inflateRequests } from './compression.ts';

/** Takes the body of every request in this scope as bytes, whatever its content type, unpacked when it came packed. */
export const takeAnyBody = (scope: FastifyInstance): void => {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  inflateRequests(scope);
};

/** The body as text, without a byte order mark; empty when there is none. */
export const bodyText = (request: FastifyRequest): string => {
  const { body } = request;
  if (!Buffer.isBuffer(body)) return '';
  const text = body.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
};
