import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusal } from '../errors.ts';
import { methodFor, methodList, methodsOf } from '../method.ts';
import { flag } from '../schema.ts';
import { contractFiles, staleContractFiles, writeContract } from './documents.ts';
import { libraryMethods } from './made-up-library.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sutler-contract-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const ALL = [
  'contract/methods.txt',
  'contract/errors.txt',
  'contract/openapi.json',
  'contract/wsdl/3.0.wsdl',
  'contract/wsdl/3.1.wsdl',
  'contract/wsdl/4.0.wsdl',
  'contract/wsdl/5.0.wsdl',
  'contract/wsdl/6.0.wsdl',
  'client/types.ts',
];

test('all files are stale where none is, and fresh once they were written', () => {
  expect(staleContractFiles(root, libraryMethods)).toEqual(ALL);
  expect(writeContract(root, libraryMethods)).toEqual(ALL);
  expect(staleContractFiles(root, libraryMethods)).toEqual([]);
  expect(readFileSync(join(root, 'contract/methods.txt'), 'utf8')).toContain('getBook');
});

test('only files that differ are written again', () => {
  writeContract(root, libraryMethods);
  writeFileSync(join(root, 'contract/errors.txt'), 'something else');
  expect(writeContract(root, libraryMethods)).toEqual(['contract/errors.txt']);
  expect(writeContract(root, libraryMethods)).toEqual([]);
});

test('a new method makes them stale', () => {
  writeContract(root, libraryMethods);
  expect(staleContractFiles(root, methodList([...methodsOf(libraryMethods), extra()]))).toEqual(
    ALL.filter((path) => path !== 'contract/errors.txt'),
  );
});

test('methods that contradict each other give no files', () => {
  const clash = extra(refusal('BOOK_NOT_FOUND', 90003, 'not-found', 'Another one.'));
  const methods = methodList([...methodsOf(libraryMethods), clash]);
  expect(() => contractFiles(methods)).toThrow('Two refusals have the code BOOK_NOT_FOUND.');
});

const extra = (...refusals: readonly ReturnType<typeof refusal>[]) =>
  methodFor<unknown>()({
    name: 'closeLibrary',
    summary: 'Closes the library.',
    params: {},
    result: flag(),
    rest: { verb: 'POST', path: '/closing/' },
    refusals,
    examples: [],
    effect: 'write',
    run: async () => true,
  });
