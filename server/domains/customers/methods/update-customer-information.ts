import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { flag, on, text } from '../../../api/schema.ts';
import type { Db } from '../../../db/database.ts';
import { method } from '../../method.ts';
import { setEndUserOfCustomer } from '../../subscriptions/index.ts';
import { CUSTOMER_REFERENCES_DIFFER } from '../errors.ts';
import { Customer } from '../objects.ts';
import { customerInPath, customerNamed, fits, REFERENCE_REFUSALS } from '../references.ts';
import { changedFacts, checkFacts, FACTS_REFUSALS, type SentCustomer } from '../rules/account.ts';
import { type CustomerRecord, updateCustomer } from '../store.ts';

export const updateCustomerInformation = method({
  name: 'updateCustomerInformation',
  summary: 'Changes a customer, and on request the end users of its subscriptions.',
  versions: { since: '3.0' },
  params: {
    customer: on(Customer, {
      required: true,
      about: 'The whole object as it was read; it names itself by its references. Optional members left out stay.',
    }),
    updateEndUserSubscriptions: flag({
      aliases: ['endUserUpdate'],
      about: 'True: the customer also becomes the end user of all its subscriptions.',
    }),
    customerReference: text({ about: 'Either reference, as the path of REST has it; a number is tried as one first.' }),
  },
  result: flag(),
  rest: PUT('/customers/{customerReference}/', { body: 'customer', query: ['updateEndUserSubscriptions'] }),
  refusals: [...REFERENCE_REFUSALS, ...FACTS_REFUSALS],
  examples: [
    {
      title: 'a move to another city',
      before: [
        {
          call: 'createCustomer',
          params: {
            customer: {
              ExternalCustomerReference: 'crm-17',
              FirstName: 'Ana',
              LastName: 'Test',
              Address1: 'Street 1',
              City: 'Oslo',
              Zip: '0101',
              CountryCode: 'NO',
              Email: 'ana@example.test',
            },
          },
        },
      ],
      params: {
        customerReference: 'crm-17',
        customer: {
          ExternalCustomerReference: 'crm-17',
          FirstName: 'Ana',
          LastName: 'Test',
          Address1: 'Street 2',
          City: 'Bergen',
          Zip: '5003',
          CountryCode: 'NO',
          Email: 'ana@example.test',
        },
        updateEndUserSubscriptions: true,
      },
      answers: true,
    },
    {
      title: 'a customer that nobody is',
      params: {
        customerReference: 'crm-unknown',
        customer: {
          ExternalCustomerReference: 'crm-unknown',
          FirstName: 'Ana',
          LastName: 'Test',
          Address1: 'Street 2',
          City: 'Bergen',
          Zip: '5003',
          CountryCode: 'NO',
          Email: 'ana@example.test',
        },
      },
      refused: 'CUSTOMER_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { customer: sent, customerReference, updateEndUserSubscriptions }) => {
    const known = await customerToChange(db, merchant.id, sent, customerReference);
    const changed: CustomerRecord = {
      ...changedFacts(known, sent),
      customer_id: known.customer_id,
      external_reference: sent.ExternalCustomerReference || known.external_reference,
    };
    checkFacts(changed);
    if (!(await updateCustomer(db, merchant.id, changed, now))) refuse(CUSTOMER_REFERENCES_DIFFER);
    if (updateEndUserSubscriptions === true) {
      await setEndUserOfCustomer(db, merchant.id, known.customer_id, personOf(changed), changed.language, now);
    }
    return true;
  },
});

/** The number outranks the external reference, which may be a new one that the customer is to have from now on. */
const customerToChange = async (
  db: Db,
  merchantId: bigint,
  sent: SentCustomer,
  inPath: string | null | undefined,
): Promise<CustomerRecord> => {
  const avangate = sent.AvangateCustomerReference;
  const references = avangate ? { avangate } : { external: sent.ExternalCustomerReference };
  const customer = inPath
    ? await customerInPath(db, merchantId, inPath, { lock: true })
    : await customerNamed(db, merchantId, references, { lock: true });
  return fits(customer, { avangate }) ? customer : refuse(CUSTOMER_REFERENCES_DIFFER);
};

const personOf = (customer: CustomerRecord) => ({
  FirstName: customer.first_name,
  LastName: customer.last_name,
  Company: customer.company,
  Email: customer.email,
  Phone: customer.phone,
  Fax: customer.fax,
  Address1: customer.address1,
  Address2: customer.address2,
  Zip: customer.zip,
  City: customer.city,
  State: customer.state,
  CountryCode: customer.country_code,
});
