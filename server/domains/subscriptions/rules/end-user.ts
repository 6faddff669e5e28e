/** A person as orders and customers know it; what is not known is null or missing. */
export type Person = {
  readonly firstName: string;
  readonly lastName: string;
  readonly countryCode: string;
  readonly email?: string | null | undefined;
  readonly company?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly fax?: string | null | undefined;
  readonly address1?: string | null | undefined;
  readonly address2?: string | null | undefined;
  readonly zip?: string | null | undefined;
  readonly city?: string | null | undefined;
  readonly state?: string | null | undefined;
};

/** Who uses a subscription, as it is kept in the column end_user; texts that are not known are empty. */
export type EndUser = {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly phone: string;
  readonly fax: string;
  readonly address1: string;
  readonly address2: string;
  readonly zip: string;
  readonly city: string;
  readonly state: string;
  /** Language of the mails to the end user, ISO 639-1, lower case. */
  readonly language: string;
};

/** The columns that hold the end user: what searches ask for stands apart from the rest. */
export type EndUserColumns = { readonly email: string; readonly country_code: string; readonly end_user: EndUser };

export const endUserColumns = (person: Person, language: string | null): EndUserColumns => ({
  email: person.email ?? '',
  country_code: person.countryCode.toLowerCase(),
  end_user: {
    firstName: person.firstName,
    lastName: person.lastName,
    company: person.company ?? '',
    phone: person.phone ?? '',
    fax: person.fax ?? '',
    address1: person.address1 ?? '',
    address2: person.address2 ?? '',
    zip: person.zip ?? '',
    city: person.city ?? '',
    state: person.state ?? '',
    language: (language ?? '').toLowerCase(),
  },
});

/** The one who receives the goods uses them; an order that names nobody, or no address to write to, means the payer. */
export const endUserOfOrder = (billing: Person, delivery: Person | null): Person => {
  if (delivery === null) return billing;
  return { ...delivery, email: delivery.email || billing.email };
};
