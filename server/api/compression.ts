import { promisify } from 'node:util';
import { gunzip, gzip, inflate, inflateRaw } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { INVALID_REQUEST, REQUEST_TOO_LARGE, refuse } from './errors.ts';

/** Compression on the wires, both ways. */

const inflaters = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  raw: promisify(inflateRaw),
};

/**
 * A request body without its Content-Encoding (gzip, deflate or none). Refuses REQUEST_TOO_LARGE when it grows beyond
 * `maxBytes`, INVALID_REQUEST for other encodings and for bytes that are not in theirs.
 */
export const inflated = async (body: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> => {
  const name = (encoding ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return body;
  const inflater = inflaterOf(name, body);
  try {
    return await inflater(body, { maxOutputLength: maxBytes });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') return refuse(REQUEST_TOO_LARGE);
    return refuse(INVALID_REQUEST, `The body is not ${name}.`);
  }
};

/** "deflate" is zlib's format by the book, but some clients send it without zlib's header. */
const inflaterOf = (name: string, body: Buffer): (typeof inflaters)['gzip'] => {
  if (name === 'gzip' || name === 'x-gzip') return inflaters.gzip;
  if (name === 'deflate') return ((body[0] ?? 0) & 0x0f) === 8 ? inflaters.deflate : inflaters.raw;
  return refuse(INVALID_REQUEST, 'The Content-Encoding must be gzip or deflate.');
};

/** Below this an answer fits one packet anyway. */
const LEAST_BYTES = 1400;
/** Nearly as small as the default and much quicker. */
const LEVEL = 3;

const gzipped = promisify(gzip);

/** Answers of a scope as gzip for clients that ask for it. */
export const compressAnswers = (scope: FastifyInstance): void => {
  scope.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < LEAST_BYTES) return payload;
    reply.header('vary', 'accept-encoding');
    if (!takesGzip(request.headers['accept-encoding'])) return payload;
    reply.header('content-encoding', 'gzip');
    reply.removeHeader('content-length');
    return gzipped(payload, { level: LEVEL });
  });
};

/** Whether an Accept-Encoding header lets gzip through: named, or meant by "*", and not with a weight of nothing. */
export const takesGzip = (header: string | string[] | undefined): boolean => {
  const offered = String(header ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.split(';').map((part) => part.trim()));
  const gzipOffer =
    offered.find(([name]) => name === 'gzip' || name === 'x-gzip') ?? offered.find(([name]) => name === '*');
  return gzipOffer !== undefined && !gzipOffer.slice(1).some((weight) => /^q=0(?:\.0*)?$/.test(weight));
};
