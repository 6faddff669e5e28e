import { connect, type Socket } from 'node:net';

/**
 * A client that costs as little as possible, because it shares the machine with what it measures: requests are bytes made
 * beforehand, and of an answer only the status and the length are read.
 */
export type Connection = {
  /** Sends a whole request and waits for its answer. One at a time. */
  request(bytes: Buffer): Promise<Response>;
  close(): void;
};

export type Response = { readonly status: number; readonly body: Buffer };

/** Longest silence of the server. */
const PATIENCE_MS = 20_000;

type Waiting = { readonly answer: (response: Response) => void; readonly fail: (error: Error) => void };

/** Opens a connection to this machine that stays open from request to request. */
export const openConnection = async (port: number): Promise<Connection> => {
  const socket = await connected(port);
  let received: Buffer = Buffer.alloc(0);
  let waiting: Waiting | undefined;

  const fail = (error: Error): void => {
    waiting?.fail(error);
    waiting = undefined;
  };
  socket.on('data', (bytes) => {
    received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
    try {
      const found = responseIn(received);
      if (found === undefined) return;
      received = received.subarray(found.end);
      waiting?.answer(found.response);
      waiting = undefined;
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server closed the connection')));
  socket.setTimeout(PATIENCE_MS, () => {
    fail(new Error(`no answer within ${PATIENCE_MS} ms`));
    socket.destroy();
  });
  return {
    request: (bytes) =>
      new Promise((answer, refuse) => {
        waiting = { answer, fail: refuse };
        socket.write(bytes);
      }),
    close: () => socket.destroy(),
  };
};

const connected = (port: number): Promise<Socket> =>
  new Promise((answer, fail) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.off('error', fail);
      answer(socket);
    });
  });

/** The answer at the beginning of what was received; undefined while it is not whole. */
const responseIn = (received: Buffer): { readonly response: Response; readonly end: number } | undefined => {
  const blank = received.indexOf('\r\n\r\n');
  if (blank < 0) return undefined;
  const head = received.toString('latin1', 0, blank);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without its length: ${head}`);
  const end = blank + 4 + Number(length);
  if (received.length < end) return undefined;
  return { response: { status: Number(head.slice(9, 12)), body: received.subarray(blank + 4, end) }, end };
};

/** Bytes of a request to a server on this machine. */
export const requestBytes = (
  verb: 'GET' | 'POST',
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Buffer => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = verb === 'GET' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
  return Buffer.from(`${verb} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}${length}\r\n${body}`);
};

/** Connections for callers, one each. */
export const openConnections = (port: number, count: number): Promise<readonly Connection[]> =>
  Promise.all(Array.from({ length: count }, () => openConnection(port)));
