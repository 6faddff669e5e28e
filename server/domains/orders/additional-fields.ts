import { type AskedField, type AskedOfProduct, listAskedFields } from '../catalog/index.ts';
import type { Call } from '../method.ts';
import type { Cart } from './carts.ts';
import type { SentOrder } from './placement.ts';
import { type Answered, answersTo } from './rules/additional-fields.ts';
import type { CartItem } from './rules/cart.ts';

/** The fields that an order answers or has to answer, by one statement for the order and all of its lines. */
export const loadFields = (call: Call, { AdditionalFields, Items }: SentOrder): Promise<readonly AskedField[]> => {
  const sent = [...(AdditionalFields ?? []), ...(Items ?? []).flatMap((item) => item.AdditionalFields ?? [])];
  return listAskedFields(call.db, call.merchant.id, [...new Set(sent.map(({ Code }) => Code))]);
};

type WithAnswers = { readonly cart: Cart; readonly answers: readonly Answered[] | null };

/** The answers about the order, and the cart with those about its lines; refuses the ORDER_ADDITIONAL_FIELD_… codes. */
export const withAnswers = (sent: SentOrder, cart: Cart, fields: readonly AskedField[]): WithAnswers => {
  const answers = answersTo(sent.AdditionalFields, { path: 'AdditionalFields', use: 'ORDER', fields, asked: null });
  return { answers, cart: withAnsweredLines(cart, fields) };
};

const withAnsweredLines = (cart: Cart, fields: readonly AskedField[]): Cart => {
  const answered = <Item extends { readonly additionalFields: Parameters<typeof answersTo>[0] }>(
    item: Item,
    index: number,
    asked: readonly AskedOfProduct[] | null,
  ): Item => ({
    ...item,
    additionalFields: answersTo(item.additionalFields, {
      path: `Items[${index}].AdditionalFields`,
      use: 'PRODUCT',
      fields,
      asked,
    }),
  });
  // A dynamic line has no product in the catalogue that could ask something of its own.
  return cart.kind === 'DYNAMIC'
    ? { ...cart, items: cart.items.map((item, index) => answered(item, index, null)) }
    : { ...cart, items: cart.items.map((item, index) => answered(item, index, askedOf(item))) };
};

/** Who renews has answered before. */
const askedOf = ({ product, renewal }: CartItem): readonly AskedOfProduct[] =>
  (product.fields ?? []).map((field) => (renewal === undefined ? field : { ...field, required: false }));
