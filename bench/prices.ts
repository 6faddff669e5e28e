import { cartOf } from '../server/domains/orders/rules/cart.ts';
import { type CatalogOffer, offersFor } from '../server/domains/orders/rules/offers.ts';
import { type PricedCart, pricedCart } from '../server/domains/orders/rules/priced-cart.ts';
import { promotedLines } from '../server/domains/orders/rules/promoted-lines.ts';
import { type CartLine, priceCart } from '../server/domains/pricing/index.ts';
import { applyPromotions } from '../server/domains/promotions/index.ts';
import { taxFor } from '../server/domains/taxes/index.ts';
import { buyer, context, items, products, promotions, terms } from './cart.ts';
import { atLeast, type Line, share } from './report.ts';
import { type Contender, type Effort, inRounds } from './rounds.ts';

const CARTS_MARK = 20_000;

/** Prices a cart as orders do when all is read: options, taxes, promotions. In this thread, without a database. */
export const measurePrices = async (effort: Effort): Promise<readonly Line[]> => {
  const cart = cartOf(items, products, new Map());
  const price = (): PricedCart<CatalogOffer> => {
    const offers = offersFor(cart, terms);
    const { ratePpm } = taxFor(buyer);
    const full = pricedCart(offers, ratePpm);
    const promoted = applyPromotions(promotedLines(full), promotions, context);
    return pricedCart(
      offers,
      ratePpm,
      promoted.lines.map(({ discountMinor }) => discountMinor),
    );
  };

  const { totals, lines, offers } = price();
  if (totals.discountMinor === 0n || totals.vatMinor === 0n) throw new Error('the cart has no discount or no tax');
  if (offers.some(({ options }) => options.length < 2)) throw new Error('the cart has lines without options');
  const { ratePpm } = taxFor(buyer);
  const plain = offers.map(
    ({ priceType, unitMinor, item }): CartLine => ({ priceType, unitMinor, quantity: item.quantity }),
  );

  const [measured, bare] = await inRounds(
    [repeated('carts', price), repeated('bare priceCart', () => priceCart(plain, ratePpm))],
    effort,
  );
  if (measured === undefined || bare === undefined) throw new Error('nothing was measured');
  const what = `price of a cart with ${lines.length} lines`;
  return [atLeast(what, measured, CARTS_MARK), share(what, measured, ['bare priceCart', bare])];
};

/** Looks at the clock only now and then. */
const AT_A_TIME = 50;

/** Holds the last answer, since work whose answer nobody can see may be left out when it is compiled. */
export const seen: { answer: unknown } = { answer: undefined };

/** By the processor's time, the collection of garbage included: the mark is one for a thread that is let work. */
const repeated = (name: string, work: () => unknown): Contender => ({
  name,
  measure: async (forMs) => {
    const started = performance.now();
    const before = process.cpuUsage();
    let done = 0;
    while (performance.now() < started + forMs) {
      for (let count = 0; count < AT_A_TIME; count += 1) seen.answer = work();
      done += AT_A_TIME;
    }
    const { user, system } = process.cpuUsage(before);
    return (done / (user + system)) * 1_000_000;
  },
});
