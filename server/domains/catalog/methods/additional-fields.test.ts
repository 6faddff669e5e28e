import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { minimal, openShop, type Shop, type TestMerchant } from '../testing-shop.ts';

let shop: Shop;
let merchant: TestMerchant;

beforeAll(async () => {
  shop = await openShop();
});
beforeEach(async () => {
  merchant = await shop.newMerchant();
});
afterAll(() => shop.drop());

const SIZE = { Label: 'Size', Code: 'size', Type: 'LISTBOX', ApplyTo: 'PRODUCT', Values: ['S', 'L'] };
const NOTE = { Label: 'Note', Code: 'note', Type: 'TEXT', ApplyTo: 'PRODUCT' };
const SOURCE = { Label: 'Heard of us', Code: 'source', Type: 'HIDDEN', ApplyTo: 'ORDER' };

const add = (field: Record<string, unknown>) => merchant.call('addAdditionalField', { AdditionalField: field });
const update = (field: Record<string, unknown>) => merchant.call('updateAdditionalField', { AdditionalField: field });
const field = (fieldCode: string) => merchant.call('getAdditionalField', { fieldCode });

describe('addAdditionalField', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a text has no values', NOTE, { ...NOTE, Values: null, ValidationRule: null, Translations: [] }],
    ['values that a text cannot have are dropped', { ...NOTE, Values: ['a'] }, { Values: null }],
    ['a list keeps its values in their order', SIZE, { Values: ['S', 'L'] }],
    ['words in any letter case', { ...SOURCE, Type: 'hidden', ApplyTo: 'order' }, { Type: 'HIDDEN', ApplyTo: 'ORDER' }],
    ['a checkbox may do without values', { ...NOTE, Type: 'CHECKBOX' }, { Type: 'CHECKBOX', Values: null }],
    [
      'rule and translations are told back',
      {
        ...SIZE,
        ValidationRule: 'NOT_EMPTY',
        Translations: [{ Label: 'Größe', Values: ['K', 'G'], Language: 'de' }],
      },
      {
        ValidationRule: 'NOT_EMPTY',
        Translations: [{ Label: 'Größe', Values: ['K', 'G'], Language: 'DE' }],
      },
    ],
  ])('%s', async (_, sent, told) => {
    expect(await add(sent)).toBe(true);
    expect(await field(String(sent['Code']))).toMatchObject(told);
  });

  test.each<[string, Record<string, unknown>]>([
    ['INVALID_PARAMETER', { ...NOTE, Label: undefined }],
    ['INVALID_PARAMETER', { ...NOTE, Label: '  ' }],
    ['INVALID_PARAMETER', { ...NOTE, Code: '' }],
    ['INVALID_PARAMETER', { ...NOTE, Type: undefined }],
    ['INVALID_PARAMETER', { ...NOTE, Type: 'RADIO' }],
    ['INVALID_PARAMETER', { ...NOTE, ApplyTo: null }],
    ['ADDITIONAL_FIELD_INVALID', { ...NOTE, Code: 'größe' }],
    ['ADDITIONAL_FIELD_INVALID', { ...SIZE, Values: [] }],
    ['ADDITIONAL_FIELD_CODE_TAKEN', { ...NOTE, Code: 'taken' }],
  ])('refuses %s: %j', async (code, sent) => {
    await add({ ...NOTE, Code: 'taken' });
    expect(await merchant.refused('addAdditionalField', { AdditionalField: sent })).toBe(code);
  });
});

describe('updateAdditionalField', () => {
  test('what is sent changes, what is not stays', async () => {
    await add(SIZE);
    expect(await update({ Code: 'size', Label: 'Your size' })).toBe(true);
    expect(await field('size')).toMatchObject({ ...SIZE, Label: 'Your size' });
    await update({ Code: 'size', Type: 'TEXT' });
    expect(await field('size')).toMatchObject({ Label: 'Your size', Type: 'TEXT', Values: null });
  });

  test('what a client read can be sent back', async () => {
    await add(SIZE);
    const before = await field('size');
    await update(before as Record<string, unknown>);
    expect(await field('size')).toEqual(before);
  });

  test.each<[string, Record<string, unknown>]>([
    ['ADDITIONAL_FIELD_NOT_FOUND', { ...SIZE, Code: 'Size' }],
    ['INVALID_PARAMETER', { Code: 'size', Label: null }],
    ['ADDITIONAL_FIELD_INVALID', { Code: 'size', ApplyTo: 'ORDER' }],
    ['ADDITIONAL_FIELD_INVALID', { Code: 'size', Values: null }],
  ])('refuses %s: %j', async (code, sent) => {
    await add(SIZE);
    expect(await merchant.refused('updateAdditionalField', { AdditionalField: sent })).toBe(code);
  });
});

test('getAdditionalFields and its older name list the fields of orders and of products', async () => {
  for (const one of [SIZE, SOURCE]) await add(one);
  await (await shop.newMerchant()).call('addAdditionalField', { AdditionalField: NOTE });
  const listed = await merchant.call('getAdditionalFields', {});
  expect(listed).toMatchObject([SIZE, SOURCE]);
  expect(await merchant.call('getAdditionalOrderFields', {})).toEqual(listed);
});

describe('fields of products', () => {
  beforeEach(async () => {
    for (const one of [SIZE, NOTE, SOURCE]) await add(one);
    await merchant.call('addProduct', { Product: minimal('ring') });
  });

  const assign = (FieldCode: string, Required: unknown, ProductCode = 'ring') =>
    merchant.call('assignAdditionalField', { FieldCode, Required, ProductCode });
  const unassign = (FieldCode: string) => merchant.call('unassignAdditionalField', { FieldCode, ProductCode: 'ring' });
  const assigned = async () => {
    const listed = await merchant.call('getAssignedAdditionalFields', { ProductCode: 'ring' });
    expect((await merchant.product('ring'))['AdditionalFields']).toEqual(listed);
    return listed;
  };
  const told = (of: { Label: string; Code: string }, Required: boolean) => ({
    Label: of.Label,
    Code: of.Code,
    Enabled: true,
    Required,
    URLParameter: `ADDITIONAL_${of.Code}`,
  });

  test('are listed in the order of their assignment, in the product too', async () => {
    expect(await assigned()).toEqual([]);
    expect(await assign('note', 0)).toBe(true);
    expect(await assign('size', true)).toBe(true);
    expect(await assigned()).toEqual([told(NOTE, false), told(SIZE, true)]);
  });

  test('assigned again, a field has the new flag and stands once', async () => {
    await assign('note', false);
    await assign('note', true);
    expect(await assigned()).toEqual([told(NOTE, true)]);
  });

  test('taken away, only the others are left', async () => {
    for (const code of ['note', 'size']) await assign(code, true);
    expect(await unassign('note')).toBe(true);
    expect(await assigned()).toEqual([told(SIZE, true)]);
    expect(await field('note')).toMatchObject(NOTE);
  });

  test('a new label of the field is the label at the product, in searches too', async () => {
    await assign('note', true);
    await update({ Code: 'note', Label: 'Dedication' });
    expect(await assigned()).toEqual([told({ ...NOTE, Label: 'Dedication' }, true)]);
    const page = await merchant.call('searchProducts', { SearchOptions: { Codes: ['ring'] } });
    expect(page).toMatchObject({ Items: [{ AdditionalFields: [{ Label: 'Dedication' }] }] });
  });

  test('updateProduct replaces the list when it is sent and leaves it alone when it is not', async () => {
    await assign('note', true);
    await merchant.call('updateProduct', { Product: { ProductCode: 'ring', ProductName: 'Ring' } });
    expect(await assigned()).toEqual([told(NOTE, true)]);
    const AdditionalFields = [{ Code: 'size', Required: 1, Enabled: 1 }];
    await merchant.call('updateProduct', { Product: { ProductCode: 'ring', AdditionalFields } });
    expect(await assigned()).toEqual([told(SIZE, true)]);
  });

  test('two clients who assign at once both succeed', async () => {
    await Promise.all(['note', 'size'].map((code) => assign(code, true)));
    expect(await assigned()).toHaveLength(2);
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['assignAdditionalField', 'ADDITIONAL_FIELD_NOT_FOUND', { FieldCode: 'x', Required: true, ProductCode: 'ring' }],
    ['assignAdditionalField', 'ADDITIONAL_FIELD_INVALID', { FieldCode: 'source', Required: true, ProductCode: 'ring' }],
    ['assignAdditionalField', 'PRODUCT_NOT_FOUND', { FieldCode: 'note', Required: true, ProductCode: 'x' }],
    ['assignAdditionalField', 'INVALID_PARAMETER', { FieldCode: 'note', ProductCode: 'ring' }],
    ['assignAdditionalField', 'ADDITIONAL_FIELD_INVALID', { FieldCode: 'note', Required: true }],
    ['unassignAdditionalField', 'PRODUCT_NOT_FOUND', { FieldCode: 'note', ProductCode: 'x' }],
    ['unassignAdditionalField', 'ADDITIONAL_FIELD_NOT_ASSIGNED', { FieldCode: 'note', ProductCode: 'ring' }],
    ['getAssignedAdditionalFields', 'PRODUCT_NOT_FOUND', { ProductCode: 'x' }],
    ['getAdditionalField', 'ADDITIONAL_FIELD_NOT_FOUND', { fieldCode: 'x' }],
  ])('%s refuses %s: %j', async (name, code, sent) => {
    expect(await merchant.refused(name, sent)).toBe(code);
  });
});
