import { amount, flag, integer, list, object, on, text } from '../../api/schema.ts';

/** The shapes of customers, members in the order in which the platform answers them. */

const TransientToken = object('TransientToken', { Token: text() });

const ExistingCard = object('ExistingCard', {
  TransientToken: on(TransientToken, { about: 'Only when the customer was read by a single sign-on token.' }),
  CardType: text({ fold: 'lower' }),
  LastDigits: text(),
  ExpirationMonth: text(),
  ExpirationYear: text(),
  NameOnCard: text(),
});

const CustomerCredit = object('CustomerCredit', { Limit: amount(), Remaining: amount(), Currency: text() });

export const Customer = object('Customer', {
  AvangateCustomerReference: integer({
    min: 0,
    asText: true,
    aliases: ['2CheckoutCustomerReference'],
    about: 'Number of the customer; given by the platform, 0 says nothing.',
  }),
  ExternalCustomerReference: text({ max: 250, about: "The merchant's own reference, unique in the account." }),
  FirstName: text({ required: true, max: 255 }),
  LastName: text({ required: true, max: 255 }),
  Company: text({ max: 255, about: 'Needed with a FiscalCode.' }),
  FiscalCode: text({ max: 64, about: 'VAT number of the company.' }),
  Address1: text({ required: true, max: 255 }),
  Address2: text({ max: 255 }),
  City: text({ required: true, max: 255 }),
  State: text({ max: 255 }),
  Zip: text({ required: true, max: 32 }),
  CountryCode: text({ required: true, fold: 'lower', about: 'ISO 3166-1, two letters.' }),
  Phone: text({ max: 64 }),
  Fax: text({ max: 64 }),
  Email: text({ required: true, max: 255 }),
  ExistingCards: list(ExistingCard, { readonly: true, about: 'Stored cards, when they are asked for.' }),
  Enabled: flag({ readonly: true, about: 'At least one subscription is active or past due.' }),
  Trial: flag({ readonly: true, about: 'All subscriptions that are active or past due are trials.' }),
  Language: text({ fold: 'lower', max: 8, about: 'ISO 639-1, two letters.' }),
  Credit: on(CustomerCredit, { since: '6.0', readonly: true }),
});
