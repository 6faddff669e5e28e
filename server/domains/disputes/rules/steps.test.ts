import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contradicts, type Known, type Step, stepOf, type Told } from './steps.ts';

const OPEN: Told = { status: 'OPEN', reason: 'FRAUD', amountMinor: 1_000n };
const ASKED: Told = { ...OPEN, reason: 'INFO_REQUEST' };
const WON: Told = { ...OPEN, status: 'WON' };
const LOST: Told = { ...OPEN, status: 'LOST' };
const ACCEPTED: Told = { ...OPEN, status: 'ACCEPTED' };

/** How a step is kept. */
const kept = ({ state, reason, amountMinor, withheldMinor }: Step): Known => ({
  state,
  reason,
  amount_minor: amountMinor,
  held_minor: state === 'OPEN' ? withheldMinor : 0n,
});

const after = (...news: readonly Told[]): Known | undefined =>
  news.reduce<Known | undefined>((known, told) => {
    const step = stepOf(known, told);
    return step === null ? known : kept(step);
  }, undefined);

describe('news of a dispute', () => {
  test.each<[string, readonly Told[], Told, Partial<Step> | null]>([
    ['that is new', [], OPEN, { event: 'chargebackOpened', state: 'OPEN', withheldMinor: 1_000n }],
    ['in which a bank only asks', [], ASKED, { event: 'chargebackAsked', state: 'OPEN', withheldMinor: 0n }],
    ['that come twice', [OPEN], OPEN, null],
    ['that follow a question', [ASKED], OPEN, { event: 'chargebackOpened', withheldMinor: 1_000n }],
    ['of a question, later', [ASKED], ASKED, null],
    ['of a question, once it is a dispute', [OPEN], ASKED, null],
    [
      'with another amount',
      [OPEN],
      { ...OPEN, amountMinor: 700n },
      { event: 'chargebackChanged', withheldMinor: 700n },
    ],
    [
      'with another reason',
      [OPEN],
      { ...OPEN, reason: 'NOT_AS_DESCRIBED' },
      { event: 'chargebackChanged', reason: 'NOT_AS_DESCRIBED', withheldMinor: 1_000n },
    ],
    ['that it is won', [OPEN], WON, { event: 'chargebackWon', state: 'WON', withheldMinor: 0n }],
    ['that it is lost', [OPEN], LOST, { event: 'chargebackLost', state: 'LOST', withheldMinor: 1_000n }],
    ['that it is accepted', [OPEN], ACCEPTED, { event: 'chargebackAccepted', withheldMinor: 1_000n }],
    ['that a question is answered', [ASKED], { ...ASKED, status: 'WON' }, { state: 'WON', withheldMinor: 0n }],
    ['that it is lost, first of all', [], LOST, { event: 'chargebackLost', withheldMinor: 1_000n }],
    ['that it is won, first of all', [], WON, { event: 'chargebackWon', withheldMinor: 0n }],
    ['that it was opened, after it was lost', [LOST], OPEN, null],
    ['that it was opened, after it was won', [WON], OPEN, null],
    ['that it is lost, after it was won', [WON], LOST, null],
    ['that it is lost, after it was accepted', [ACCEPTED], LOST, null],
  ])('%s', (_, before, told, expected) => {
    const step = stepOf(after(...before), told);
    if (expected === null) expect(step).toBe(null);
    else expect(step).toMatchObject(expected);
  });

  test('an answered question keeps the reason of the dispute that followed it', () => {
    expect(stepOf(after(OPEN), { ...ASKED, status: 'WON' })).toMatchObject({ reason: 'FRAUD' });
  });

  test.each<[string, readonly Told[], Told, boolean]>([
    ['lost, after it was won', [WON], LOST, true],
    ['won, after it was accepted', [ACCEPTED], WON, true],
    ['lost, after it was accepted', [ACCEPTED], LOST, false],
    ['opened, after it was won', [WON], OPEN, false],
    ['lost', [OPEN], LOST, false],
    ['lost, first of all', [], LOST, false],
  ])('contradict what is known when they are: %s', (_, before, told, expected) => {
    expect(contradicts(after(...before), told)).toBe(expected);
  });
});

const news = fc.constantFrom(OPEN, ASKED, LOST);

test('whatever order they come in, the end is the same', () => {
  fc.assert(
    fc.property(fc.array(news), fc.array(news), (early, late) => {
      expect(after(...early, LOST, ...late)).toMatchObject({ state: 'LOST', held_minor: 0n });
    }),
  );
});

test('what is held back is what was told last, or nothing', () => {
  const amounts = fc.array(fc.record({ amountMinor: fc.bigInt(1n, 10_000n), asks: fc.boolean() }), { minLength: 1 });
  fc.assert(
    fc.property(amounts, (told) => {
      const all = told.map(({ amountMinor, asks }) => ({ ...(asks ? ASKED : OPEN), amountMinor }));
      const real = all.filter(({ reason }) => reason === 'FRAUD');
      expect(after(...all)?.held_minor).toBe(real.at(-1)?.amountMinor ?? 0n);
    }),
  );
});
