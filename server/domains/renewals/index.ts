import type { Method } from '../method.ts';

export { endSubscriptions } from './ending.ts';
export { renewDue } from './run.ts';

export const methods: readonly Method[] = [];
