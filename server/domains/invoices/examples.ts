import type { ExampleStep } from '../../api/method.ts';
import { withOrder } from '../examples.ts';

/** An order of 23.80 of which 11.90 went back; $refNo is its reference. */
export const withRefund: readonly ExampleStep[] = [
  ...withOrder,
  {
    call: 'issueRefund',
    params: { RefNo: '$refNo', Amount: 11.9, Items: [], Comment: '', Reason: 'Other' },
  },
];
