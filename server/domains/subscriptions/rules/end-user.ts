/** A person as orders and customers know it, under the API's own names; what is not known is null or missing. */
export type Person = {
  readonly FirstName?: string | null | undefined;
  readonly LastName?: string | null | undefined;
  readonly Company?: string | null | undefined;
  readonly Email?: string | null | undefined;
  readonly Phone?: string | null | undefined;
  readonly Fax?: string | null | undefined;
  readonly Address1?: string | null | undefined;
  readonly Address2?: string | null | undefined;
  readonly Zip?: string | null | undefined;
  readonly City?: string | null | undefined;
  readonly State?: string | null | undefined;
  readonly CountryCode?: string | null | undefined;
};

/** Who uses a subscription, as the column end_user keeps it; texts that are not known are empty. */
export type EndUser = {
  readonly FirstName: string;
  readonly LastName: string;
  readonly Company: string;
  readonly Phone: string;
  readonly Fax: string;
  readonly Address1: string;
  readonly Address2: string;
  readonly Zip: string;
  readonly City: string;
  readonly State: string;
  /** Language of the mails to the end user, ISO 639-1, lower case. */
  readonly Language: string;
};

/** The columns that hold the end user: what searches ask for stands apart from the rest. */
export type EndUserColumns = { readonly email: string; readonly country_code: string; readonly end_user: EndUser };

export const endUserColumns = (person: Person, language: string | null): EndUserColumns => ({
  email: person.Email ?? '',
  country_code: (person.CountryCode ?? '').toLowerCase(),
  end_user: {
    FirstName: person.FirstName ?? '',
    LastName: person.LastName ?? '',
    Company: person.Company ?? '',
    Phone: person.Phone ?? '',
    Fax: person.Fax ?? '',
    Address1: person.Address1 ?? '',
    Address2: person.Address2 ?? '',
    Zip: person.Zip ?? '',
    City: person.City ?? '',
    State: person.State ?? '',
    Language: (language ?? '').toLowerCase(),
  },
});

/** The one who receives the goods uses them, reached through the payer where needed; without a name it is the payer. */
export const endUserOfOrder = (billing: Person, delivery: Person | null): Person => {
  if (delivery === null || (!delivery.FirstName && !delivery.LastName)) return billing;
  return {
    ...delivery,
    Email: delivery.Email || billing.Email,
    CountryCode: delivery.CountryCode || billing.CountryCode,
  };
};
