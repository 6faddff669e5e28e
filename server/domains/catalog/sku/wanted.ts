import type { SentSkuLookup } from './objects.ts';
import type { Wanted } from './rules/match.ts';
import { PURCHASE_TYPES } from './sku.ts';

/** What a client looks for; empty members leave their detail open. */
export const wantedOf = ({ Currency, PurchaseType, PriceOptions, Quantity }: SentSkuLookup): Wanted => ({
  currency: Currency || undefined,
  purchaseType: PURCHASE_TYPES.find((type) => type === PurchaseType),
  options: PriceOptions && PriceOptions.length > 0 ? PriceOptions : undefined,
  quantity: Quantity ?? undefined,
});
