import type { Written } from '../../api/schema.ts';
import type { CustomerStanding } from '../subscriptions/index.ts';
import type { Customer } from './objects.ts';
import type { CardRecord, CustomerRecord } from './store.ts';

/** A customer as it is answered; what pays with a stored card is told only to who asks by a sign-on token. */
export const presentCustomer = (
  customer: CustomerRecord,
  standing: CustomerStanding,
  cards: readonly CardRecord[],
  { withTokens = false }: { readonly withTokens?: boolean } = {},
): Written<typeof Customer> => ({
  AvangateCustomerReference: Number(customer.customer_id),
  ExternalCustomerReference: customer.external_reference,
  FirstName: customer.first_name,
  LastName: customer.last_name,
  Company: customer.company,
  FiscalCode: customer.fiscal_code,
  Address1: customer.address1,
  Address2: customer.address2,
  City: customer.city,
  State: customer.state,
  Zip: customer.zip,
  CountryCode: customer.country_code,
  Phone: customer.phone,
  Fax: customer.fax,
  Email: customer.email,
  ExistingCards: cards.map((card) => ({
    TransientToken: withTokens ? { Token: card.transient_token } : null,
    CardType: card.brand,
    LastDigits: card.last_digits,
    ExpirationMonth: card.expiration_month,
    ExpirationYear: card.expiration_year,
    NameOnCard: card.holder_name,
  })),
  Enabled: standing.isActive,
  Trial: standing.isTrial,
  Language: customer.language,
  Credit: null,
});
