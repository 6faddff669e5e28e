import type { Change, SubscriptionState } from '../../subscriptions/index.ts';

/** Whether two values say the same: texts, numbers, instants, lists, and objects of them. */
export const isSame = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime();
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isSame(one[name], other[name]));
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !(value instanceof Date);

/** A change without what is as it was. */
export const onlyDifferent = (state: SubscriptionState, change: Change): Change => {
  const columns: Readonly<Record<string, unknown>> = { ...state };
  return Object.fromEntries(Object.entries(change).filter(([name, value]) => !isSame(value, columns[name])));
};
