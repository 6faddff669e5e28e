import { type ChosenGroup, notationsOf } from '../../pricing/index.ts';
import type { PromotedLine } from '../../promotions/index.ts';
import type { PricedCart } from './cart.ts';

/** The lines of a priced cart as promotions look at them. */
export const promotedLines = ({ lines, offers }: PricedCart): readonly PromotedLine[] =>
  lines.map((line, index) => {
    const offer = offers[index];
    if (offer === undefined) throw new Error('a line was priced without its offer');
    return {
      productCode: offer.item.product.code,
      configurationCode: offer.list.code,
      optionCodes: optionCodes(offer.options),
      quantity: line.quantity,
      unitNetMinor: line.unitNetMinor,
      unitGrossMinor: line.unitGrossMinor,
      netMinor: line.netMinor,
      priceType: offer.list.priceType,
      taxCategory: offer.item.product.taxCategory,
    };
  });

/** The codes without the chosen values of scales. */
const optionCodes = (options: readonly ChosenGroup[]): readonly string[] =>
  notationsOf(options).map((notation) => notation.split('=')[0] ?? notation);
