import type { Written } from '../../api/schema.ts';
import type { Db } from '../../db/database.ts';
import { listStoredMeans, type StoredMeans } from '../customers/index.ts';
import type { SubscriptionState } from '../subscriptions/index.ts';
import { findOpenCardChange } from './card-change-store.ts';
import type { SubscriptionPaymentInformation } from './objects.ts';

/** What is on file to pay for a subscription, with a new card that waits for its holder; null when there is nothing. */
export const paymentInformationOf = async (
  db: Db,
  state: Pick<SubscriptionState, 'merchant_id' | 'reference' | 'currency' | 'card_id' | 'card_updated'>,
): Promise<Written<typeof SubscriptionPaymentInformation> | null> => {
  const { merchant_id: merchantId, reference, card_id: cardId } = state;
  const [[means], open] = await Promise.all([
    cardId === null ? ([] as StoredMeans[]) : listStoredMeans(db, merchantId, [cardId]),
    findOpenCardChange(db, merchantId, reference),
  ]);
  const url = open?.challenge_url ?? null;
  if (means === undefined && url === null) return null;
  return {
    Type: means === undefined || isCard(means) ? 'CC' : means.brand,
    Currency: state.currency,
    PaymentMethod: { ...cardMembers(means), CardUpdated: state.card_updated, Authorize3DSUrl: url },
  };
};

/** Accounts at wallets and banks have no first digits. */
const isCard = ({ first_digits }: StoredMeans): boolean => first_digits !== '';

const cardMembers = (means: StoredMeans | undefined) => ({
  FirstDigits: means?.first_digits || null,
  LastDigits: means?.last_digits || null,
  ExpirationMonth: means?.expiration_month || null,
  ExpirationYear: means?.expiration_year || null,
  CardType: means !== undefined && isCard(means) ? capitalised(means.brand) : null,
});

const capitalised = (brand: string): string => brand.charAt(0).toUpperCase() + brand.slice(1);
