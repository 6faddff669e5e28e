import { refuse } from '../../../api/errors.ts';
import type { Read } from '../../../api/schema.ts';
import { isCountry } from '../../../kit/countries.ts';
import { isEmailAddress } from '../../../kit/email-addresses.ts';
import { isCurrency, parseAmount } from '../../../kit/money.ts';
import { END_USER_INVALID, type ImportedDelivery, type Person } from '../../subscriptions/index.ts';
import * as errors from '../errors.ts';
import type { SubscriptionImport } from '../objects.ts';

export type SentImport = Read<typeof SubscriptionImport>;

/**
 * What an import tells, in one form whatever was left out or written otherwise, and without the card. It is kept as JSON
 * to be compared with the next import of the same subscription, so amounts are text.
 */
export type ImportFacts = {
  /** YYYY-MM-DD on the clocks of the account. */
  readonly startDate: string;
  readonly expirationDate: string;
  readonly product: {
    readonly code: string | null;
    readonly id: number | null;
    /** Null: that of the product. */
    readonly name: string | null;
    readonly version: string | null;
  };
  readonly quantity: number;
  readonly priceOptionCodes: readonly string[];
  readonly endUser: Person;
  /** ISO 639-1, lower case. */
  readonly language: string | null;
  readonly isTest: boolean;
  readonly partnerCode: string;
  readonly customer: { readonly avangate: number | null; readonly external: string | null };
  /** Minor units of what it had earned before. */
  readonly value: { readonly minor: string; readonly currency: string } | null;
  readonly additionalInfo: string;
  /** Price of all units for the next cycles, minor units. */
  readonly nextPrice: { readonly minor: string; readonly currency: string; readonly cycles: number } | null;
  readonly delivery: ImportedDelivery | null;
};

/** In the order in which importFacts finds them. */
export const FACTS_REFUSALS = [
  errors.IMPORT_REFERENCE_INVALID,
  errors.IMPORT_DATES_INVALID,
  END_USER_INVALID,
  errors.IMPORT_VALUE_INVALID,
  errors.IMPORT_PRICE_INVALID,
  errors.IMPORT_DELIVERY_INVALID,
];

/** Refuses what is wrong in itself, whatever the account has. */
export const importFacts = (sent: SentImport): ImportFacts => {
  const { Product: product } = sent;
  const endUser = personOf(sent.EndUser);
  return {
    startDate: sent.StartDate,
    expirationDate: sent.ExpirationDate,
    product: {
      code: product.ProductCode || null,
      id: product.ProductId || null,
      name: product.ProductName || null,
      version: product.ProductVersion || null,
    },
    quantity: product.ProductQuantity ?? 1,
    priceOptionCodes: (product.PriceOptionCodes ?? []).filter((code) => code !== ''),
    endUser,
    language: sent.EndUser.Language || sent.EndUser.Person?.Language || null,
    isTest: sent.Test === true,
    partnerCode: sent.PartnerCode?.trim() ?? '',
    customer: {
      avangate: sent.AvangateCustomerReference || null,
      external: sent.ExternalCustomerReference || null,
    },
    value: earnedBefore(sent),
    additionalInfo: sent.AdditionalInfo ?? '',
    nextPrice: nextPriceOf(sent),
    delivery: deliveryOf(sent.DeliveryInfo),
  };
};

const MEMBERS = [
  'FirstName',
  'LastName',
  'Company',
  'Email',
  'Phone',
  'Fax',
  'Address1',
  'Address2',
  'Zip',
  'City',
  'State',
  'CountryCode',
] as const;

/** What stands beside the nested person counts more. */
const personOf = (sent: SentImport['EndUser']): Person => {
  const person = Object.fromEntries(MEMBERS.map((name) => [name, (sent[name] || sent.Person?.[name])?.trim() ?? '']));
  if (!person['FirstName'] || !person['LastName'] || !person['Email']) {
    refuse(END_USER_INVALID, 'EndUser needs FirstName, LastName and Email.');
  }
  if (!isEmailAddress(person['Email'] ?? '')) refuse(END_USER_INVALID, 'EndUser.Email is not an address.');
  if (person['CountryCode'] && !isCountry(person['CountryCode'])) {
    refuse(END_USER_INVALID, 'EndUser.CountryCode is not a country.');
  }
  return person;
};

const earnedBefore = ({ SubscriptionValue: value, SubscriptionValueCurrency: currency }: SentImport) => {
  if (!value && !currency) return null;
  const minor = amountOf(value, currency);
  return minor === undefined || !currency ? refuse(errors.IMPORT_VALUE_INVALID) : { minor, currency };
};

const nextPriceOf = ({
  NextRenewalPrice: price,
  NextRenewalPriceCurrency: currency,
  CustomPriceBillingCyclesLeft: cycles,
}: SentImport) => {
  if (!price && !currency && !cycles) return null;
  const minor = amountOf(price, currency);
  if (minor === undefined || !currency || !cycles) return refuse(errors.IMPORT_PRICE_INVALID);
  return { minor, currency, cycles };
};

/** Minor units as text; undefined for what is no amount of the currency, and for less than nothing. */
const amountOf = (sent: string | null | undefined, currency: string | null | undefined): string | undefined => {
  if (!sent || !currency || !isCurrency(currency)) return undefined;
  const minor = parseAmount(sent, currency);
  return minor === undefined || minor < 0n ? undefined : String(minor);
};

const MOST_CODE_BYTES = 2000;

/** Entries that tell nothing are left out; null when nothing was delivered. */
const deliveryOf = (sent: SentImport['DeliveryInfo']): ImportedDelivery | null => {
  const codes = (sent?.Codes ?? []).map(codeOf).filter(({ Code, File }) => Code !== null || File !== null);
  for (const { Code } of codes) {
    if (Code !== null && Buffer.byteLength(Code) > MOST_CODE_BYTES) refuse(errors.IMPORT_DELIVERY_INVALID);
  }
  return codes.length === 0 ? null : { Description: sent?.Description ?? '', Codes: codes };
};

type SentCode = NonNullable<NonNullable<SentImport['DeliveryInfo']>['Codes']>[number];

const codeOf = ({ Code, Description, ExtraInfo, File }: SentCode) => {
  const extra = ExtraInfo?.CodeExtraInfo;
  const files = (File ?? []).map(({ Content, ContentLength, Filename, FileType }) => ({
    Content: Content ?? null,
    ContentLength: ContentLength ?? null,
    Filename: Filename ?? null,
    FileType: FileType ?? null,
  }));
  return {
    Code: Code?.trim() || null,
    Description: Description ?? '',
    ExtraInfo: extra
      ? { CodeExtraInfo: { Type: extra.Type ?? null, Label: extra.Label ?? null, Value: extra.Value ?? null } }
      : null,
    File: files.length === 0 ? null : files,
  };
};

/** The keys by which an imported subscription is found. */
export const codesOf = (delivery: ImportedDelivery | null): readonly string[] =>
  (delivery?.Codes ?? []).flatMap(({ Code }) => (Code === null ? [] : [Code]));
