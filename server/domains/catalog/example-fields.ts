import type { ExampleStep } from '../../api/method.ts';

/** A question about an order, for the examples of several methods. */
export const exampleOrderField = {
  Label: 'Company size',
  Code: 'company_size',
  Type: 'LISTBOX',
  ApplyTo: 'ORDER',
  Values: ['1-10', '11-50'],
  ValidationRule: null,
  Translations: [{ Label: 'Firmengröße', Values: ['1-10', '11-50'], Language: 'DE' }],
};

/** A question about a product. */
export const exampleProductField = { Label: 'Engraving', Code: 'engraving', Type: 'TEXT', ApplyTo: 'PRODUCT' };

/** The product RING asks the field engraving. */
export const withAssignedField: readonly ExampleStep[] = [
  { call: 'addProduct', params: { Product: { ProductCode: 'RING', ProductName: 'Ring' } } },
  { call: 'addAdditionalField', params: { AdditionalField: exampleProductField } },
  { call: 'assignAdditionalField', params: { FieldCode: 'engraving', Required: true, ProductCode: 'RING' } },
];
