import { refuse } from '../../api/errors.ts';
import { calendarDate } from '../../kit/dates.ts';
import {
  crossSellDiscount,
  findCrossSellCampaigns,
  findUpSellCampaign,
  type UpSoldLine,
  upSellDiscount,
} from '../cross-selling/index.ts';
import type { Call } from '../method.ts';
import type { LineAmounts } from '../pricing/index.ts';
import { ORDER_PRODUCT_CROSS_SELL_INVALID, ORDER_PRODUCT_UP_SELL_INVALID } from './errors.ts';
import type { CatalogOffer } from './rules/offers.ts';
import type { PricedCart } from './rules/priced-cart.ts';

/**
 * The discount of each line by the campaign that put it in the cart, net minor units; null where a line names none.
 * Refuses campaigns that do not count for their lines. Nothing is asked when no line names one.
 */
export const campaignDiscounts = async (
  call: Call,
  cart: PricedCart<CatalogOffer>,
  currency: string,
): Promise<readonly (bigint | null)[]> => {
  const [crossSold, upSold] = await Promise.all([
    crossSellDiscounts(call, cart),
    upSellDiscounts(call, cart, currency),
  ]);
  return cart.offers.map((_, index) => crossSold[index] ?? upSold[index] ?? null);
};

type Discounts = readonly (bigint | null)[];

const crossSellDiscounts = async (call: Call, { lines, offers }: PricedCart<CatalogOffer>): Promise<Discounts> => {
  const wanted = offers.flatMap(({ item }) => (item.crossSell === null ? [] : [item.crossSell.campaignCode]));
  if (wanted.length === 0) return [];
  const campaigns = await findCrossSellCampaigns(call.db, call.merchant.id, [...new Set(wanted)]);
  const today = calendarDate(call.now, call.merchant.timeZone);
  return offers.map(({ item: { crossSell, product } }, index) => {
    if (crossSell === null) return null;
    const campaign = campaigns.find(({ code }) => code === crossSell.campaignCode);
    const netMinor = lines[index]?.netMinor ?? 0n;
    const otherCodes = offers.flatMap(({ item }, at) => (at === index ? [] : [item.product.code]));
    const asked = { productCode: product.code, parentCode: crossSell.parentCode, netMinor };
    const discount = campaign && crossSellDiscount(campaign, asked, otherCodes, today);
    if (typeof discount === 'bigint') return discount;
    return refuse(ORDER_PRODUCT_CROSS_SELL_INVALID, sentence(crossSell.campaignCode, product.code, discount));
  });
};

const upSellDiscounts = async (
  call: Call,
  { lines, offers }: PricedCart<CatalogOffer>,
  currency: string,
): Promise<Discounts> => {
  if (offers.every(({ item }) => item.upSell === null)) return [];
  const rates = await call.parts.rates.current();
  // Campaigns of this kind run by the days of UTC.
  const terms = { today: calendarDate(call.now, 'UTC'), currency, rates };
  return Promise.all(
    offers.map(async (offer, index) => {
      const { upSell, product } = offer.item;
      if (upSell === null) return null;
      const campaign = await findUpSellCampaign(call.db, call.merchant.id, upSell.campaignCode);
      const discount = campaign && upSellDiscount(campaign, upSoldLine(offer, upSell.parentCode, lines[index]), terms);
      if (typeof discount === 'bigint') return discount;
      return refuse(ORDER_PRODUCT_UP_SELL_INVALID, sentence(upSell.campaignCode, product.code, discount));
    }),
  );
};

const upSoldLine = (
  { item, options }: CatalogOffer,
  parentCode: string,
  line: LineAmounts | undefined,
): UpSoldLine => ({
  productCode: item.product.code,
  parentCode,
  quantity: item.quantity,
  options: options.map((group) => ({
    code: group.code,
    options: group.options.map(({ option, value }) => ({ code: option.code, value })),
  })),
  unitNetMinor: line?.unitNetMinor ?? 0n,
});

const sentence = (campaignCode: string, productCode: string, why: string = 'CAMPAIGN_UNKNOWN'): string =>
  `The campaign ${campaignCode} does not count for ${productCode} here (${why}).`;
