import { expect, test } from 'vitest';
import { amount, flag, integer, list, object, on, table, text } from './schema.ts';
import { write } from './write.ts';

const Group = object('Group', { Name: text() });
const Product = object('Product', {
  Code: text(),
  Country: text({ fold: 'lower' }),
  Group: on(Group, { since: '4.0' }),
  GroupName: text({ until: '3.1', was: (product: { Group: { Name: string } | null }) => product.Group?.Name ?? null }),
  Minimum: integer({ asText: true }),
  Price: amount(),
  Secret: text({ writeonly: true }),
  Note: text({ sparse: true }),
  Errors: table(),
  Options: list(text()),
  Enabled: flag(),
});

const product = {
  Enabled: false,
  Code: 'A',
  Country: 'DE',
  Group: { Name: 'Tools' },
  Minimum: 1,
  Price: 12.4,
  Errors: null,
  Options: [],
  Other: 'not of the shape',
};

test('members stand in the order of the shape, null where there is nothing', () => {
  expect(JSON.stringify(write(Product, '6.0', product))).toBe(
    '{"Code":"A","Country":"de","Group":{"Name":"Tools"},"Minimum":"1","Price":12.4,"Errors":null,"Options":[],"Enabled":false}',
  );
});

test('an old version has its own members', () => {
  expect(JSON.stringify(write(Product, '3.1', product))).toBe(
    '{"Code":"A","Country":"de","GroupName":"Tools","Minimum":"1","Price":12.4,"Errors":null,"Options":[],"Enabled":false}',
  );
});

test('a sparse member is there when it has something to say', () => {
  expect(write(Product, '6.0', { ...product, Note: 'x' })).toMatchObject({ Note: 'x' });
  expect(write(Product, '6.0', product)).not.toHaveProperty('Note');
});

test('nothing is null', () => {
  expect(write(Product, '6.0', null)).toBeNull();
  expect(write(list(Product), '6.0', [product, null])).toMatchObject([{ Code: 'A' }, null]);
});
