import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseOptions, notationsOf, type RequestedOption, subscriptionMonths } from './choose-options.ts';
import { group, option } from './made-up-options.ts';
import type { OptionGroup } from './option-types.ts';

const support = group('SUPPORT', 'RADIO', [option('email', { isDefault: true }), option('phone')]);
const extras = group('EXTRAS', 'CHECKBOX', [
  option('box', { isDefault: true }),
  option('disc', { isDefault: true }),
  option('card'),
]);
const seats = group('SEATS', 'INTERVAL', [
  option('few', { scaleMin: 1, scaleMax: 10 }),
  option('many', { scaleMin: 11, scaleMax: 100 }),
]);
const term = group('TERM', 'COMBO', [option('year'), option('decade')]);
const region = group('REGION', 'COMBO', [option('east'), option('phone')]);
const odd = group('A=B', 'RADIO', [option('x=y'), option('7')]);
const usage = group('CALLS', 'INTERVAL', [option('calls', { scaleMin: 1, scaleMax: 9 })], { usage: 'payperusage' });

const all = [support, extras, seats, term, region, odd, usage];

/** 'GROUP:code' names the group, 'code' alone does not. */
const wanted = (text: string): RequestedOption => {
  const at = text.indexOf(':');
  return at < 0 ? { group: null, code: text } : { group: text.slice(0, at), code: text.slice(at + 1) };
};

/** Codes with '!' are required on the list. */
const choose = (assigned: readonly string[], requested: readonly string[], groups: readonly OptionGroup[] = all) =>
  chooseOptions(
    assigned.map((code) => ({ code: code.replace('!', ''), required: code.endsWith('!') })),
    groups,
    requested.map(wanted),
  );

const notations = (assigned: readonly string[], requested: readonly string[], groups?: readonly OptionGroup[]) => {
  const choices = choose(assigned, requested, groups);
  return choices.problem === undefined ? notationsOf(choices.groups) : choices.problem.problem;
};

describe('what is chosen', () => {
  test.each<[string, string[], string[], string[]]>([
    ['nothing where no group is in use', [], [], []],
    ['nothing of a group without defaults', ['TERM'], [], []],
    ['the default', ['SUPPORT'], [], ['email']],
    ['all defaults of check boxes', ['EXTRAS'], [], ['box', 'disc']],
    ['no default beside a choice', ['EXTRAS'], ['card'], ['card']],
    ['a default where only another group is named', ['SUPPORT', 'TERM'], ['year'], ['email', 'year']],
    ['a code', ['SUPPORT'], ['phone'], ['phone']],
    [
      'a code with its group',
      ['SUPPORT', 'REGION'],
      ['REGION:phone', 'SUPPORT:phone'],
      ['SUPPORT=phone', 'REGION=phone'],
    ],
    [
      'that notation again',
      ['SUPPORT', 'REGION'],
      ['SUPPORT=phone', 'REGION=phone'],
      ['SUPPORT=phone', 'REGION=phone'],
    ],
    ['several check boxes, in the order of the group', ['EXTRAS'], ['card', 'box', 'card'], ['box', 'card']],
    ['groups in the order of the list', ['TERM', 'SUPPORT'], ['phone', 'decade'], ['decade', 'phone']],
    ['the same option twice', ['SUPPORT'], ['phone', 'SUPPORT:phone'], ['phone']],
    ['a value of the scale by group', ['SEATS'], ['SEATS=11'], ['SEATS=11']],
    ['a value of the scale by option', ['SEATS'], ['few=10'], ['SEATS=10']],
    ['a value where the group is named', ['SEATS'], ['SEATS:1'], ['SEATS=1']],
    ['an option and a value where the group is named', ['SEATS'], ['SEATS:many=100'], ['SEATS=100']],
    ['codes with a sign of equality', ['A=B'], ['x=y'], ['x=y']],
    ['a group with one', ['A=B'], ['A=B=7'], ['7']],
    ['nothing of a group that is gone', ['NOWHERE!'], [], []],
    ['nothing of a group that is paid per usage', ['CALLS!'], [], []],
  ])('%s', (_, assigned, requested, expected) => {
    expect(notations(assigned, requested)).toEqual(expected);
  });

  test('the default of a scale is its least value', () => {
    const scale = group('SEATS', 'INTERVAL', [option('some', { scaleMin: 5, scaleMax: 9, isDefault: true })]);
    expect(notations(['SEATS'], [], [scale])).toEqual(['SEATS=5']);
  });

  test('a group is required when it says so or the list does', () => {
    const bound = { ...term, required: true };
    for (const [assigned, groups] of [
      [['TERM!'], [term]],
      [['TERM'], [bound]],
    ] as const) {
      expect(choose(assigned, ['year'], groups)).toMatchObject({ groups: [{ code: 'TERM', required: true }] });
      expect(notations(assigned, [], groups)).toBe('REQUIRED_OPTION_MISSING');
    }
  });
});

describe('problems', () => {
  test.each<[string, string[], string[], object]>([
    ['an unknown code', ['SUPPORT'], ['fax'], { problem: 'UNKNOWN_OPTION', option: 'fax' }],
    ['another letter case', ['SUPPORT'], ['Phone'], { problem: 'UNKNOWN_OPTION' }],
    ['a group that is not in use', ['SUPPORT'], ['TERM:year'], { problem: 'UNKNOWN_OPTION' }],
    ['an option of another group', ['SUPPORT', 'TERM'], ['SUPPORT:year'], { problem: 'UNKNOWN_OPTION' }],
    ['a group that is paid per usage', ['CALLS'], ['CALLS=3'], { problem: 'UNKNOWN_OPTION' }],
    [
      'a code of two groups',
      ['SUPPORT', 'REGION'],
      ['phone'],
      { problem: 'AMBIGUOUS_OPTION', option: 'phone', groups: ['SUPPORT', 'REGION'] },
    ],
    ['two radio buttons', ['SUPPORT'], ['phone', 'email'], { problem: 'TOO_MANY_OPTIONS', group: 'SUPPORT' }],
    ['two of a drop-down', ['TERM'], ['year', 'decade'], { problem: 'TOO_MANY_OPTIONS', group: 'TERM' }],
    ['two values', ['SEATS'], ['SEATS=1', 'SEATS=2'], { problem: 'TOO_MANY_OPTIONS', group: 'SEATS' }],
    ['beyond the scale', ['SEATS'], ['SEATS=101'], { problem: 'VALUE_OUT_OF_SCALE', group: 'SEATS' }],
    ['below the scale', ['SEATS'], ['SEATS=0'], { problem: 'VALUE_OUT_OF_SCALE' }],
    ['beyond the named interval', ['SEATS'], ['few=11'], { problem: 'VALUE_OUT_OF_SCALE' }],
    ['part of a unit', ['SEATS'], ['SEATS=1.5'], { problem: 'VALUE_OUT_OF_SCALE' }],
    ['no value', ['SEATS'], ['many'], { problem: 'VALUE_OUT_OF_SCALE' }],
    ['a required group left out', ['TERM!'], [], { problem: 'REQUIRED_OPTION_MISSING', group: 'TERM' }],
  ])('%s', (_, assigned, requested, problem) => {
    expect(choose(assigned, requested)).toEqual({ problem: expect.objectContaining(problem) });
  });
});

const codes = ['email', 'phone', 'REGION=phone', 'SUPPORT=phone', 'box', 'disc', 'card', 'SEATS=4', 'SEATS=40', 'year'];

test('the order in which options are named does not matter', () => {
  const lists = ['SUPPORT', 'EXTRAS', 'SEATS', 'TERM', 'REGION'];
  const shuffled = fc
    .subarray(codes)
    .chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })));
  fc.assert(
    fc.property(shuffled, ([some, other]) => {
      const [a, b] = [choose(lists, some), choose(lists, other)];
      expect(a.problem === undefined).toBe(b.problem === undefined);
      if (a.problem === undefined) expect(b).toEqual(a);
    }),
  );
});

test('what was chosen, named again as it is written, chooses the same', () => {
  const lists = ['SUPPORT', 'EXTRAS', 'SEATS', 'TERM', 'REGION'];
  fc.assert(
    fc.property(fc.subarray(codes), (some) => {
      const choices = choose(lists, some);
      if (choices.problem !== undefined) return;
      expect(choose(lists, notationsOf(choices.groups))).toEqual(choices);
    }),
  );
});

test('months of a subscription add up', () => {
  const terms = group('TERM', 'CHECKBOX', [
    option('longer', { subscriptionMonths: 12 }),
    option('shorter', { subscriptionMonths: -1 }),
    option('same'),
  ]);
  const choices = choose(['TERM'], ['longer', 'shorter', 'same'], [terms]);
  expect(choices.problem === undefined && subscriptionMonths(choices.groups)).toBe(11);
});
