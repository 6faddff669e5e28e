import type { PromotedLine } from '../../promotions/index.ts';
import type { CatalogOffer } from './offers.ts';
import type { PricedCart } from './priced-cart.ts';

/** The lines of a priced cart as promotions look at them. */
export const promotedLines = ({ lines, offers }: PricedCart<CatalogOffer>): readonly PromotedLine[] =>
  lines.map((line, index) => {
    const offer = offers[index];
    if (offer === undefined) throw new Error('a line was priced without its offer');
    return {
      productCode: offer.item.product.code,
      configurationCode: offer.list.code,
      optionCodes: codesOf(offer),
      quantity: line.quantity,
      unitNetMinor: line.unitNetMinor,
      unitGrossMinor: line.unitGrossMinor,
      netMinor: line.netMinor,
      priceType: offer.priceType,
      taxCategory: offer.item.product.taxCategory,
    };
  });

const codesOf = ({ options: groups }: CatalogOffer): readonly string[] => {
  const codes: string[] = [];
  for (const { options } of groups) for (const { option } of options) codes.push(option.code);
  return codes;
};
