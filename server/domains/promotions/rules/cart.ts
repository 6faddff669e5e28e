import type { ExchangeRates, PriceType } from '../../pricing/index.ts';

/** A line of a cart before promotions. Amounts are minor units of the order's currency. */
export type PromotedLine = {
  readonly productCode: string;
  /** The price list that priced the line. */
  readonly configurationCode: string;
  readonly optionCodes: readonly string[];
  readonly quantity: number;
  /** After the volume step, options included. */
  readonly unitNetMinor: bigint;
  /** The whole line. */
  readonly netMinor: bigint;
  /** Thresholds and special prices of GROSS lists ask for it; the net price when not given. */
  readonly unitGrossMinor?: bigint;
  /** Of the price list; NET when not given. */
  readonly priceType?: PriceType;
  /** UUID of the product's tax category. */
  readonly taxCategory?: string | null;
};

/** Under which circumstances a cart is priced. */
export type PromotionContext = {
  /** Upper-case currency of the order. */
  readonly currency: string;
  /** The day of the order in the account's time zone, YYYY-MM-DD. */
  readonly on: string;
  readonly channel: 'ECOMMERCE' | 'CHANNEL_MANAGER';
  readonly source?: string | null;
  /** Coupon codes as the shopper entered them. */
  readonly coupons: readonly string[];
  /** SALE when not given; promotions of type RENEWAL are for renewals only, all others for sales. */
  readonly kind?: 'SALE' | 'RENEWAL';
  readonly rates?: ExchangeRates;
};

export const grossMinor = (line: PromotedLine): bigint =>
  (line.unitGrossMinor ?? line.unitNetMinor) * BigInt(line.quantity);
