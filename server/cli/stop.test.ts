import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createLogger } from '../kit/log.ts';
import { type Stopper, stopOnSignals } from './stop.ts';

class Host extends EventEmitter {
  readonly codes: number[] = [];
  exit(code: number): void {
    this.codes.push(code);
  }
}

const log = createLogger({ level: 'silent' });
let host: Host;
let stopper: Stopper;
let closed: number;
let finish: () => void;

beforeEach(() => {
  host = new Host();
  stopper = stopOnSignals(log, host);
  closed = 0;
  const work = new Promise<void>((resolve) => {
    finish = resolve;
  });
  stopper.closes(async () => {
    closed += 1;
    await work;
  });
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe.each(['SIGINT', 'SIGTERM'])('%s', (name) => {
  test('closes first and ends with code 0 then', async () => {
    host.emit(name);
    await turn();
    expect({ closed, codes: host.codes }).toEqual({ closed: 1, codes: [] });
    finish();
    await turn();
    expect(host.codes).toEqual([0]);
  });

  test('twice at once, as npm passes it on, is one wish', async () => {
    host.emit(name);
    host.emit(name);
    finish();
    await turn();
    expect({ closed, codes: host.codes }).toEqual({ closed: 1, codes: [0] });
  });

  test('again, later, ends at once', () => {
    const times = [1_000, 3_000];
    vi.spyOn(performance, 'now').mockImplementation(() => times.shift() ?? 3_000);
    host.emit(name);
    host.emit(name);
    vi.restoreAllMocks();
    expect({ closed, codes: host.codes }).toEqual({ closed: 1, codes: [130] });
  });
});

describe.each(['uncaughtException', 'unhandledRejection'])('%s', (name) => {
  test('closes and ends with code 1', async () => {
    host.emit(name, new Error('lost'));
    finish();
    await turn();
    expect({ closed, codes: host.codes }).toEqual({ closed: 1, codes: [1] });
  });
});

test('a stop that fails ends with code 1', async () => {
  stopper.closes(() => Promise.reject(new Error('stuck')));
  await stopper.stop('test', 0);
  expect(host.codes).toEqual([1]);
});

test('a signal before there is anything to close ends the process', async () => {
  const early = new Host();
  stopOnSignals(log, early);
  early.emit('SIGTERM');
  await turn();
  expect(early.codes).toEqual([0]);
});
