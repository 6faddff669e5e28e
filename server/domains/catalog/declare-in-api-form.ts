import { INVALID_PARAMETER, Refused, refuse } from '../../api/errors.ts';
import { read } from '../../api/read.ts';
import type { Read, Shape } from '../../api/schema.ts';
import { LATEST } from '../../api/versions.ts';
import type { Db } from '../../db/database.ts';
import { randomCode } from '../../kit/ids.ts';
import { AdditionalField } from './objects/additional-fields.ts';
import { DeclaredShippingMethod } from './objects/shipping.ts';
import { fieldAfter } from './rules/additional-field.ts';
import { declaredShipping, type ShippingMethodRecord } from './rules/shipping.ts';
import { insertAdditionalField, lockAdditionalField, updateAdditionalFieldRow } from './store-fields.ts';
import { listShippingMethods, putShippingMethods } from './store-shipping.ts';

/**
 * What a seed declares as objects of the API. Idempotent like the rest of declaring: what is there is changed, what is
 * not is added, nothing is removed. Refusals name the path of the declaration.
 */
type Shop = { readonly db: Db; readonly merchantId: bigint; readonly currency: string; readonly now: Date };

/** Additional fields, found again by their codes; `db` must be a transaction. */
export const declareAdditionalFields = async (
  { db, merchantId, now }: Shop,
  declared: unknown,
  path: string,
): Promise<void> => {
  for (const [index, sent] of listOf(AdditionalField, declared, path).entries()) {
    const before = await lockAdditionalField(db, merchantId, sent.Code);
    const field = under(`${path}[${index}]`, () => fieldAfter(before, sent));
    if (before === undefined) await insertAdditionalField(db, merchantId, field, now);
    else await updateAdditionalFieldRow(db, merchantId, field, now);
  }
};

const ALL = { limit: 1000, offset: 0 } as const;

/** Shipping methods, found again by code, else by name; the last that is said to be the default is the default. */
export const declareShippingMethods = async (
  { db, merchantId, currency, now }: Shop,
  declared: unknown,
  path: string,
): Promise<void> => {
  const before = await listShippingMethods(db, merchantId, {}, ALL);
  const methods = listOf(DeclaredShippingMethod, declared, path).map((sent, index) => {
    const known = before.find(({ code, name }) => (sent.Code ? code === sent.Code : name === sent.Name?.trim()));
    const code = sent.Code || known?.code || randomCode();
    return under(`${path}[${index}]`, () => declaredShipping(sent, code, currency));
  });
  await putShippingMethods(db, merchantId, withOneDefault(before, methods), now);
};

const withOneDefault = (
  before: readonly ShippingMethodRecord[],
  declared: readonly ShippingMethodRecord[],
): readonly ShippingMethodRecord[] => {
  const rows = new Map([...before, ...declared].map((one) => [one.code, one]));
  const chosen =
    declared.findLast(({ isDefault }) => isDefault) ?? before.find(({ isDefault }) => isDefault) ?? declared[0];
  return [...rows.values()].map((one) => ({ ...one, isDefault: one.code === chosen?.code }));
};

const listOf = <S extends Shape>(shape: S, declared: unknown, path: string): readonly Read<S>[] => {
  if (declared === undefined || declared === null) return [];
  if (!Array.isArray(declared)) return refuse(INVALID_PARAMETER, `${path} must be a list.`);
  return declared.map(
    (one: unknown, index) =>
      read(shape, LATEST, one, `${path}[${index}]`) ??
      refuse(INVALID_PARAMETER, `${path}[${index}] must be an object.`),
  );
};

const under = <T>(path: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) throw new Refused(error.refusal, `${path}: ${error.message}`);
    throw error;
  }
};
