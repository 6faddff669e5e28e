import { type Refusal, refusal } from '../../api/errors.ts';

/*
 * Refusals of single fields around the items of an order: ORDER_<PART>_<FIELD>_EMPTY and ORDER_<PART>_<FIELD>_INVALID,
 * the field in upper case. What is published of the platform's list breaks off before them, so they stand here in one
 * table, where they are put right together when more is known.
 */

type Problem = 'EMPTY' | 'INVALID';

const SENTENCES: Readonly<Record<Problem, string>> = { EMPTY: 'is required.', INVALID: 'is not valid.' };

/** `numbers`: the JSON-RPC number of each field's refusal. */
export const refusalsOf = <Field extends string>(
  part: string,
  path: string,
  problem: Problem,
  numbers: Readonly<Record<Field, number>>,
): Readonly<Record<Field, Refusal>> => {
  const entries = Object.entries<number>(numbers).map(([field, number]) => [
    field,
    refusal(
      `ORDER_${part}${field.toUpperCase()}_${problem}`,
      number,
      'invalid',
      `${path}${field} ${SENTENCES[problem]}`,
    ),
  ]);
  return Object.fromEntries(entries);
};

export const BILLING_EMPTY = refusalsOf('BILLING_', 'BillingDetails.', 'EMPTY', {
  FirstName: 24100,
  LastName: 24101,
  CountryCode: 24102,
  State: 24018,
  City: 24103,
  Address1: 24104,
  Zip: 24105,
  Email: 24106,
  Phone: 24020,
  Company: 24107,
  FiscalCode: 24108,
});

export const BILLING_INVALID = refusalsOf('BILLING_', 'BillingDetails.', 'INVALID', {
  FirstName: 24110,
  LastName: 24111,
  CountryCode: 24112,
  State: 24113,
  City: 24114,
  Address1: 24115,
  Address2: 24116,
  Zip: 24117,
  Email: 24017,
  Phone: 24118,
  Company: 24119,
  FiscalCode: 24019,
  TaxOffice: 24120,
  TaxExemptionId: 24121,
});

export const DELIVERY_EMPTY = refusalsOf('DELIVERY_', 'DeliveryDetails.', 'EMPTY', {
  FirstName: 24130,
  LastName: 24131,
});

export const DELIVERY_INVALID = refusalsOf('DELIVERY_', 'DeliveryDetails.', 'INVALID', {
  FirstName: 24140,
  LastName: 24141,
  CountryCode: 24142,
  State: 24143,
  City: 24144,
  Address1: 24145,
  Address2: 24146,
  Zip: 24147,
  Email: 24148,
  Phone: 24149,
  Company: 24150,
});

export const GIFT_INVALID = refusalsOf('GIFT_', 'GiftDetails.', 'INVALID', {
  FirstName: 24155,
  LastName: 24156,
  Email: 24157,
  GiftNote: 24158,
});

export const AFFILIATE_INVALID = refusalsOf('AFFILIATE_', 'Affiliate.', 'INVALID', {
  AffiliateCode: 24160,
  AffiliateSource: 24161,
});

export const PAYMENT_INVALID = refusalsOf('PAYMENT_', 'PaymentDetails.', 'INVALID', {
  Currency: 24163,
  CustomerIP: 24164,
});

/** Fields of the order itself; its country and currency stand with the refusals of prices. */
export const ORDER_INVALID = refusalsOf('', '', 'INVALID', {
  Language: 24170,
  CustomerIP: 24171,
  LocalTime: 24172,
  ExternalReference: 24173,
  ExternalCustomerReference: 24174,
  CustomerReference: 24175,
  Source: 24176,
  WSOrder: 24177,
  MachineId: 24178,
  CustomParameters: 24179,
});
