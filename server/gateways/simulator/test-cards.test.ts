import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cardBrandOf, isCardNumber } from '../cards.ts';
import { TEST_ACCOUNTS } from './bank-accounts.ts';
import { LIVE_CARDS, PAYPAL_BUYERS, TEST_HOLDERS } from './test-cards.ts';

const README = readFileSync(new URL('README.md', import.meta.url), 'utf8');

test.each([LIVE_CARDS, TEST_HOLDERS, PAYPAL_BUYERS, TEST_ACCOUNTS].flatMap(Object.keys))(
  '%s is in the documentation',
  (card) => {
    expect(README).toMatch(new RegExp(`^\\|.*\\b${card}\\b.*\\|.*\\|$`, 'm'));
  },
);

test.each(Object.keys(LIVE_CARDS))('%s could be a card', (number) => {
  expect(isCardNumber(number)).toBe(true);
  expect(cardBrandOf(number, null)).not.toBeNull();
});
