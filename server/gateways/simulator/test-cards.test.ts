import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cardBrandOf, isCardNumber } from '../cards.ts';
import { LIVE_CARDS, TEST_HOLDERS } from './test-cards.ts';

const README = readFileSync(new URL('README.md', import.meta.url), 'utf8');

test.each([...Object.keys(LIVE_CARDS), ...Object.keys(TEST_HOLDERS)])('%s is in the documentation', (card) => {
  expect(README).toMatch(new RegExp(`^\\|.*\\b${card}\\b.*\\|.*\\|$`, 'm'));
});

test.each(Object.keys(LIVE_CARDS))('%s could be a card', (number) => {
  expect(isCardNumber(number)).toBe(true);
  expect(cardBrandOf(number, null)).not.toBeNull();
});
