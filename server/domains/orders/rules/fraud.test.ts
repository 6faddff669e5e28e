import { expect, test } from 'vitest';
import type { FraudReview } from '../../accounts/index.ts';
import { type FraudFacts, type FraudVerdict, fraudVerdict } from './fraud.ts';

const review: FraudReview = { mode: 'gateway', holdAboveMinor: null, blockedCountries: [], blockedEmails: [] };
const facts: FraudFacts = {
  isTest: false,
  heldByGateway: false,
  grossMinor: 10_000n,
  countryCode: 'de',
  email: 'Ada.Kern@Example.test',
};

test.each<[string, Partial<FraudReview>, Partial<FraudFacts>, FraudVerdict]>([
  ['nothing is wrong', {}, {}, 'APPROVE'],
  ['the gateway holds it', {}, { heldByGateway: true }, 'HOLD'],
  ['the gateway holds it, and nobody wants to know', { mode: 'none' }, { heldByGateway: true }, 'APPROVE'],
  ['every order is looked at', { mode: 'all' }, {}, 'HOLD'],
  ['every order is looked at, but not tests', { mode: 'all' }, { isTest: true }, 'APPROVE'],
  ['a test that is to be held', {}, { isTest: true, heldByGateway: true }, 'HOLD'],
  ['exactly at the limit', { holdAboveMinor: 10_000n }, {}, 'APPROVE'],
  ['a cent above the limit', { holdAboveMinor: 9_999n }, {}, 'HOLD'],
  ['an amount without a rate', { holdAboveMinor: 9_999n }, { grossMinor: null }, 'HOLD'],
  ['an amount without a rate, where no limit is set', {}, { grossMinor: null }, 'APPROVE'],
  ['another country', { blockedCountries: ['FR'] }, {}, 'APPROVE'],
  ['a blocked country', { blockedCountries: ['FR', 'DE'] }, {}, 'REJECT'],
  ['a blocked country, held by the gateway too', { blockedCountries: ['DE'] }, { heldByGateway: true }, 'REJECT'],
  ['a blocked country, of a test', { blockedCountries: ['DE'] }, { isTest: true }, 'APPROVE'],
  ['a blocked country, where nothing is reviewed', { mode: 'none', blockedCountries: ['DE'] }, {}, 'APPROVE'],
  ['a blocked address', { blockedEmails: ['ada.kern@example.test'] }, {}, 'REJECT'],
  ['a blocked domain', { blockedEmails: ['@example.test'] }, {}, 'REJECT'],
  ['an address that only ends alike', { blockedEmails: ['kern@example.test'] }, {}, 'APPROVE'],
  ['a domain that only ends alike', { blockedEmails: ['@ample.test'] }, {}, 'APPROVE'],
])('%s', (_, rules, changes, verdict) => {
  expect(fraudVerdict({ ...review, ...rules }, { ...facts, ...changes })).toBe(verdict);
});
