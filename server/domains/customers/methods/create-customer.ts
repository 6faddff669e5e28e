import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { integer, on } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { EXTERNAL_REFERENCE_TAKEN } from '../errors.ts';
import { Customer } from '../objects.ts';
import { checkFacts, FACTS_REFUSALS, factsOf } from '../rules/account.ts';
import { insertCustomer } from '../store.ts';

export const createCustomer = method({
  name: 'createCustomer',
  summary: 'Creates a customer without subscriptions and answers its number, the AvangateCustomerReference.',
  versions: { since: '3.0' },
  params: {
    customer: on(Customer, { required: true, about: 'A number that is sent has no meaning here.' }),
  },
  result: integer(),
  rest: POST('/customers/', { body: 'customer' }),
  refusals: [...FACTS_REFUSALS, EXTERNAL_REFERENCE_TAKEN],
  examples: [
    {
      title: 'a company with a reference of the merchant',
      params: {
        customer: {
          ExternalCustomerReference: 'crm-17',
          FirstName: 'Ada',
          LastName: 'Kern',
          Company: 'Kern GmbH',
          FiscalCode: 'DE129273398',
          Address1: 'Am Tor 4',
          City: 'Ulm',
          Zip: '89073',
          CountryCode: 'DE',
          Email: 'ada@example.test',
          Language: 'de',
        },
      },
    },
    {
      title: 'an external reference that is taken',
      before: [
        {
          call: 'createCustomer',
          params: {
            customer: {
              ExternalCustomerReference: 'crm-18',
              FirstName: 'Ana',
              LastName: 'Test',
              Address1: 'Street 1',
              City: 'Oslo',
              Zip: '0101',
              CountryCode: 'no',
              Email: 'ana@example.test',
            },
          },
        },
      ],
      params: {
        customer: {
          ExternalCustomerReference: 'crm-18',
          FirstName: 'Bo',
          LastName: 'Other',
          Address1: 'Street 2',
          City: 'Oslo',
          Zip: '0102',
          CountryCode: 'no',
          Email: 'bo@example.test',
        },
      },
      refused: 'EXTERNAL_REFERENCE_TAKEN',
    },
    {
      title: 'a fiscal code without company',
      params: {
        customer: {
          FirstName: 'Ada',
          LastName: 'Kern',
          FiscalCode: 'DE129273398',
          Address1: 'Am Tor 4',
          City: 'Ulm',
          Zip: '89073',
          CountryCode: 'DE',
          Email: 'ada@example.test',
        },
      },
      refused: 'COMPANY_REQUIRED',
    },
  ],
  effect: 'write',
  idempotent: true,
  run: async ({ db, merchant, now, parts }, { customer }) => {
    const facts = factsOf(customer);
    checkFacts(facts);
    const number = await parts.numbers.next(merchant.id, 'customer');
    const account = {
      ...facts,
      customer_id: number,
      external_reference: customer.ExternalCustomerReference || null,
    };
    if (!(await insertCustomer(db, merchant.id, account, now))) refuse(EXTERNAL_REFERENCE_TAKEN);
    return Number(number);
  },
});
