import type { ExampleStep } from '../../../api/method.ts';
import { withProduct } from '../../examples.ts';

/** What the examples of several methods need: a promotion for the product EDITOR, its code kept as $promotion. */

export const examplePromotion = {
  Name: 'Spring',
  Type: 'REGULAR',
  Enabled: true,
  MaximumOrdersNumber: 0,
  InstantDiscount: false,
  ChannelType: 'ECOMMERCE',
  ApplyRecurring: 'NONE',
  PublishToAffiliatesNetwork: 0,
  AutoApply: 0,
  Coupon: { Type: 'SINGLE', Code: 'spring24' },
  Discount: { Type: 'PERCENT', Value: 15 },
  Products: [{ Code: 'EDITOR' }],
};

export const withPromotion: readonly ExampleStep[] = [
  ...withProduct,
  { call: 'addPromotion', params: { Promotion: examplePromotion }, keep: { promotion: 'Code' } },
];
