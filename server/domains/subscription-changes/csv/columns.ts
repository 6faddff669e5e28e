/** The columns of a file of subscriptions; docs/subscription-files.md tells what each means. */

/** What an import takes. */
export const IMPORTED = [
  'ExternalSubscriptionReference',
  'StartDate',
  'ExpirationDate',
  'ProductCode',
  'ProductId',
  'ProductName',
  'ProductVersion',
  'ProductQuantity',
  'PriceOptionCodes',
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
  'Language',
  'AvangateCustomerReference',
  'ExternalCustomerReference',
  'PartnerCode',
  'SubscriptionValue',
  'SubscriptionValueCurrency',
  'NextRenewalPrice',
  'NextRenewalPriceCurrency',
  'CustomPriceBillingCyclesLeft',
  'AdditionalInfo',
  'DeliveryDescription',
  'DeliveredCodes',
  'Test',
] as const;

/** What an export tells beside; an import passes over it. */
export const EXPORTED_ONLY = [
  'SubscriptionReference',
  'Status',
  'SubscriptionEnabled',
  'RecurringEnabled',
  'NextBillingDate',
  'Type',
  'Lifetime',
  'PurchaseDate',
  'LastRenewalDate',
  'SKU',
] as const;

export type ImportedColumn = (typeof IMPORTED)[number];
export type Column = ImportedColumn | (typeof EXPORTED_ONLY)[number];

/** In the order of an export. */
export const COLUMNS: readonly Column[] = [...EXPORTED_ONLY.slice(0, 1), ...IMPORTED, ...EXPORTED_ONLY.slice(1)];

/** Cells of one row by column; missing ones are empty. */
export type Cells = Readonly<Partial<Record<Column, string>>>;

const SECRET = /card|ccid|cvv|cvc|holder/i;

/** The column that a header names, in any letter case; undefined for one that is not known. */
export const columnNamed = (header: string): Column | undefined => {
  const wanted = header.trim().toLowerCase();
  return COLUMNS.find((column) => column.toLowerCase() === wanted);
};

/** Cards do not belong into files; the API takes them. */
export const isCardColumn = (header: string): boolean => SECRET.test(header);

const PRODUCT = [
  'ProductCode',
  'ProductId',
  'ProductName',
  'ProductVersion',
  'ProductQuantity',
] as const satisfies readonly ImportedColumn[];

const PERSON = [
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
  'Language',
] as const satisfies readonly ImportedColumn[];

const NESTED: ReadonlySet<Column> = new Set<Column>([
  ...PRODUCT,
  ...PERSON,
  'PriceOptionCodes',
  'DeliveryDescription',
  'DeliveredCodes',
]);

/** A row as the API takes it; empty cells say nothing. */
export const importOf = (cells: Cells): Readonly<Record<string, unknown>> => {
  const flat = IMPORTED.filter((column) => !NESTED.has(column));
  return {
    ...pick(cells, flat),
    Product: { ...pick(cells, PRODUCT), PriceOptionCodes: parts(cells.PriceOptionCodes, ';') },
    EndUser: pick(cells, PERSON),
    DeliveryInfo: {
      Description: cells.DeliveryDescription ?? '',
      Codes: parts(cells.DeliveredCodes, '\n').map((Code) => ({ Code })),
    },
  };
};

const pick = (cells: Cells, columns: readonly Column[]): Record<string, string> =>
  Object.fromEntries(columns.flatMap((column) => (cells[column] ? [[column, cells[column]]] : [])));

const parts = (cell: string | undefined, separator: string): readonly string[] =>
  (cell ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
