import { split } from '../../../kit/money.ts';
import type { RefundedItem } from '../../payments/index.ts';
import type { DocumentLine } from '../document.ts';
import type { SoldItem } from '../sold.ts';

/** Longer names would make a line that is higher than a page. */
const MAX_NAME = 300;
const MAX_SHORT_NAME = 80;
/** Longer lists of what was given back are left out: the amounts are what counts. */
const MAX_NAMED = 12;

/** The lines of an invoice, as the order was charged: a line on trial at the price of the trial. */
export const saleLines = (items: readonly SoldItem[]): readonly DocumentLine[] =>
  items.map((item) => {
    const { trial, shipping } = item.details;
    return {
      name: short(item.product_name),
      // The code of a shipping line is a word of the API that tells a buyer nothing.
      code: shipping === undefined ? short(item.product_code, MAX_SHORT_NAME) || null : null,
      quantity: item.quantity,
      unitNetMinor: trial?.netMinor ?? String(item.unit_net_minor),
      discountMinor: trial === undefined ? String(item.net_minor - item.net_discounted_minor) : '0',
      ratePpm: String(item.vat_rate_ppm),
      ...chargedAmounts(item),
      trialDays: trial?.days ?? null,
      of: [],
    };
  });

const chargedAmounts = ({ details: { trial }, ...item }: SoldItem) => ({
  netMinor: trial?.netMinor ?? String(item.net_discounted_minor),
  vatMinor: trial?.vatMinor ?? String(item.vat_discounted_minor),
  grossMinor: trial?.grossMinor ?? String(item.gross_discounted_minor),
});

/** All lines of an invoice taken back. */
export const reversedLines = (lines: readonly DocumentLine[]): readonly DocumentLine[] =>
  lines.map((line) => ({
    ...line,
    quantity: line.quantity === null ? null : -line.quantity,
    discountMinor: negated(line.discountMinor),
    netMinor: negated(line.netMinor),
    vatMinor: negated(line.vatMinor),
    grossMinor: negated(line.grossMinor),
  }));

export type Portion = {
  readonly net_minor: bigint;
  readonly vat_minor: bigint;
  readonly items: readonly RefundedItem[];
};

/**
 * The lines of a credit note over a part of an order, one a tax rate: net and tax of the refund are divided over the rates
 * as those of the order are, each to the last minor unit.
 */
export const partialLines = (items: readonly SoldItem[], refund: Portion): readonly DocumentLine[] => {
  const rates = totalsByRate(saleLines(items));
  const nets = divided(
    refund.net_minor,
    rates.map(({ netMinor }) => netMinor),
  );
  const vats = divided(
    refund.vat_minor,
    rates.map(({ vatMinor }) => vatMinor),
  );
  const of = namedItems(items, refund.items);
  return rates.flatMap(({ ratePpm }, index) => {
    const [net = 0n, vat = 0n] = [nets[index], vats[index]];
    if (net === 0n && vat === 0n) return [];
    return {
      name: null,
      code: null,
      quantity: null,
      unitNetMinor: null,
      discountMinor: '0',
      ratePpm: String(ratePpm),
      netMinor: String(-net),
      vatMinor: String(-vat),
      grossMinor: String(-net - vat),
      trialDays: null,
      of,
    };
  });
};

/** A rate whose lines sum to less than nothing, as coupons can make it, takes no part of what goes back. */
const divided = (totalMinor: bigint, weights: readonly bigint[]): readonly bigint[] => {
  const usable = weights.map((weight) => (weight > 0n ? weight : 0n));
  return usable.some((weight) => weight > 0n)
    ? split(totalMinor, usable)
    : weights.map((_, index) => (index === 0 ? totalMinor : 0n));
};

const namedItems = (items: readonly SoldItem[], refunded: readonly RefundedItem[]): DocumentLine['of'] =>
  refunded.length > MAX_NAMED
    ? []
    : refunded.flatMap(({ lineNo, quantity }) => {
        const item = items.find(({ line_no }) => line_no === lineNo);
        return item === undefined ? [] : { quantity, name: short(item.product_name, MAX_SHORT_NAME) };
      });

export type RateTotal = { readonly ratePpm: bigint; readonly netMinor: bigint; readonly vatMinor: bigint };

/** What the lines sum to at each tax rate, the highest rate first; minor units. */
export const totalsByRate = (lines: readonly DocumentLine[]): readonly RateTotal[] => {
  const totals = new Map<string, RateTotal>();
  for (const { ratePpm, netMinor, vatMinor } of lines) {
    const sum = totals.get(ratePpm) ?? { ratePpm: BigInt(ratePpm), netMinor: 0n, vatMinor: 0n };
    totals.set(ratePpm, {
      ...sum,
      netMinor: sum.netMinor + BigInt(netMinor),
      vatMinor: sum.vatMinor + BigInt(vatMinor),
    });
  }
  return [...totals.values()].sort((a, b) => Number(b.ratePpm - a.ratePpm));
};

const negated = (minor: string): string => String(-BigInt(minor));

const short = (name: string, length = MAX_NAME): string =>
  name.length > length ? `${name.slice(0, length - 1).trimEnd()}…` : name;
