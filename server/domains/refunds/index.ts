import type { Method } from '../method.ts';
import { issueRefund } from './methods/issue-refund.ts';

export { sweepRefunds } from './jobs.ts';

export const methods: readonly Method[] = [issueRefund];
