import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import { type CardDetails, GatewayUnreachable } from '../../gateways/port.ts';
import { settingsOf } from '../accounts/index.ts';
import type { SaleProduct } from '../catalog/index.ts';
import { PAYMENT_GATEWAY_UNAVAILABLE } from '../payments/index.ts';
import { findByExternalReference, findImport, type SubscriptionState } from '../subscriptions/index.ts';
import { tokeniseForImport, type VaultedCard } from './cards.ts';
import {
  IMPORT_CARD_NOT_ALLOWED,
  IMPORT_DATES_INVALID,
  IMPORT_TEST_INVALID,
  SUBSCRIPTION_CARD_REFUSED,
} from './errors.ts';
import { changeImported } from './import-again.ts';
import { addImported } from './import-new.ts';
import { type Imported, type Importing, type ImportOrder, toldBy, type Wanted } from './import-order.ts';
import { optionsFor, productNamed } from './products.ts';
import { importedPeriod } from './rules/dates.ts';
import { cardSent, checkTestCard } from './rules/import-card.ts';
import { type ImportFacts, importFacts, type SentImport } from './rules/import-facts.ts';
import { checkQuantity, cycleOfProduct } from './rules/products.ts';
import { isSame } from './rules/same.ts';

/**
 * Imports a subscription, or changes the one that was imported under its external reference: of that, what the last import
 * told otherwise. Safe to be done again after a crash at any point. Refuses as addSubscription does.
 */
export const importSubscription = async (call: Importing, sent: SentImport): Promise<Imported> => {
  const facts = importFacts(sent);
  const externalReference = sent.ExternalSubscriptionReference;
  const card = sent.CardPayment == null ? null : cardSent(sent.CardPayment);
  checkTest(call.merchant, facts, card);
  const product = await productNamed(call.db, call.merchant.id, facts.product);
  const wanted = await wantedOf(call, facts, product);
  const known = await findByExternalReference(call.db, call.merchant.id, externalReference);
  if (known !== undefined && card === null && (await isKnown(call, known, facts))) {
    return { reference: known.reference, outcome: 'UNCHANGED' };
  }
  const vaulted = card === null ? null : await vault(call, externalReference, card, facts.isTest);
  const order: ImportOrder = {
    externalReference,
    facts,
    product,
    wanted,
    vaulted,
    renews: sent.CardPayment?.AutoRenewal === true,
  };
  const added = known === undefined ? await addImported(call, order) : null;
  if (added !== null) return { reference: added, outcome: 'ADDED' };
  return changeImported(call, order);
};

/** Test cards are nobody's, so they need no leave; those of people do. */
const checkTest = (merchant: Merchant, facts: ImportFacts, card: CardDetails | null): void => {
  const settings = settingsOf(merchant);
  if (!facts.isTest) {
    if (card !== null && !settings.allowCardImport) refuse(IMPORT_CARD_NOT_ALLOWED);
    return;
  }
  if (!settings.testSystemEnabled) refuse(IMPORT_TEST_INVALID, 'This account takes no test cards.');
  if (facts.partnerCode !== '') refuse(IMPORT_TEST_INVALID, 'A test subscription is not sold by a partner.');
  if (card !== null) checkTestCard(card, facts.endUser);
};

const wantedOf = async ({ db, merchant }: Importing, facts: ImportFacts, product: SaleProduct): Promise<Wanted> => {
  const cycle = cycleOfProduct(product);
  checkQuantity(facts.quantity, product, false);
  const period = importedPeriod(facts.startDate, facts.expirationDate, cycle, merchant.timeZone);
  const country = facts.endUser.CountryCode ?? '';
  return {
    period:
      period ?? refuse(IMPORT_DATES_INVALID, 'ExpirationDate must come after StartDate, and before the year 9900.'),
    price_option_codes: await optionsFor(db, merchant.id, product, country, facts.priceOptionCodes),
  };
};

const isKnown = async ({ db, merchant }: Importing, known: SubscriptionState, facts: ImportFacts): Promise<boolean> =>
  isSame((await findImport(db, merchant.id, known.reference))?.sent, toldBy(facts));

const vault = async (
  call: Importing,
  externalReference: string,
  card: CardDetails,
  isTest: boolean,
): Promise<VaultedCard> => {
  try {
    const outcome = await tokeniseForImport(call, externalReference, card, isTest);
    return outcome.outcome === 'VAULTED' ? outcome.vaulted : refuse(SUBSCRIPTION_CARD_REFUSED, outcome.message);
  } catch (error) {
    if (error instanceof GatewayUnreachable) return refuse(PAYMENT_GATEWAY_UNAVAILABLE);
    throw error;
  }
};
