import { refuse } from '../../../api/errors.ts';
import type { Read } from '../../../api/schema.ts';
import { isCountry } from '../../../kit/countries.ts';
import { END_USER_INVALID } from '../errors.ts';
import type { SubscriptionEndUser } from '../objects.ts';
import type { SubscriptionState } from '../state-store.ts';
import { type EndUserColumns, endUserColumns } from './end-user.ts';

type Sent = Read<typeof SubscriptionEndUser>;

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The end user's columns with what was sent in its place; members that were left out stay. Refuses END_USER_INVALID. */
export const changedEndUser = (
  {
    email,
    country_code,
    end_user: { Language, ...known },
  }: Pick<SubscriptionState, 'email' | 'country_code' | 'end_user'>,
  sent: Sent,
): EndUserColumns => {
  const given = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null && value !== undefined));
  const person = { ...known, Email: email, CountryCode: country_code, ...given };
  if (person.FirstName === '' && person.LastName === '') refuse(END_USER_INVALID, 'An end user needs a name.');
  if (sent.Email && !EMAIL.test(person.Email)) refuse(END_USER_INVALID, 'Email is not an address.');
  if (sent.CountryCode && !isCountry(sent.CountryCode)) refuse(END_USER_INVALID, 'CountryCode is not a country.');
  return endUserColumns(person, sent.Language || Language);
};
