import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { flag, integer, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { standingOfCustomer } from '../../subscriptions/index.ts';
import { CUSTOMER_REFERENCES_DIFFER } from '../errors.ts';
import { Customer } from '../objects.ts';
import { presentCustomer } from '../present.ts';
import { customerInPath, customerNamed, fits, REFERENCE_REFUSALS } from '../references.ts';
import { listCards } from '../store.ts';

export const getCustomerInformation = method({
  name: 'getCustomerInformation',
  summary: "Reads a customer by the platform's number, the merchant's reference, or both.",
  versions: { since: '3.0' },
  params: {
    avangateCustomerReference: integer({ min: 0, about: '0 leaves it out.' }),
    externalCustomerReference: text({ about: 'Empty text leaves it out.' }),
    includePaymentData: flag({ about: 'True: ExistingCards lists the stored cards; it is empty otherwise.' }),
    customerReference: text({ about: 'Either reference, as the path of REST has it; a number is tried as one first.' }),
  },
  result: Customer,
  rest: GET('/customers/{customerReference}/', { query: ['includePaymentData'] }),
  refusals: REFERENCE_REFUSALS,
  examples: [
    {
      title: 'a customer by its number',
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
          keep: { number: '' },
        },
      ],
      params: { customerReference: '$number' },
      answers: {
        ExternalCustomerReference: 'crm-17',
        FirstName: 'Ana',
        CountryCode: 'no',
        ExistingCards: [],
        Enabled: false,
        Trial: false,
      },
    },
    {
      title: 'a customer that nobody is',
      params: { customerReference: 'crm-unknown' },
      refused: 'CUSTOMER_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async ({ db, merchant, now }, input) => {
    const references = { avangate: input.avangateCustomerReference, external: input.externalCustomerReference };
    const customer = input.customerReference
      ? await customerInPath(db, merchant.id, input.customerReference)
      : await customerNamed(db, merchant.id, references);
    if (!fits(customer, references)) refuse(CUSTOMER_REFERENCES_DIFFER);
    const [standing, cards] = await Promise.all([
      standingOfCustomer(db, merchant.id, customer.customer_id, now),
      input.includePaymentData === true ? listCards(db, merchant.id, customer.customer_id) : [],
    ]);
    return presentCustomer(customer, standing, cards);
  },
});
