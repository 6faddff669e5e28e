import type { Db } from '../../db/database.ts';
import { statement } from '../../db/database.ts';

/** Kinds of numbers that people see, each with the first number of an account and how many a node takes at a time. */
const KINDS = {
  /** RefNo: nine digits. */
  order: { first: 100_000_001n, block: 64n },
  /** OrderNo: counts finished orders. */
  finishedOrder: { first: 1n, block: 64n },
  /** AvangateId: seven digits. */
  product: { first: 1_000_001n, block: 16n },
  /** AvangateCustomerReference: nine digits. */
  customer: { first: 200_000_001n, block: 64n },
} as const;

export type NumberKind = keyof typeof KINDS;

/** Hands out numbers that are unique in an account. They may have gaps, and a node's numbers come in its own order. */
export type Numbers = { next(merchantId: bigint, kind: NumberKind): Promise<bigint> };

type Block = { next: bigint; end: bigint };

const TAKE_BLOCK = `
  INSERT INTO counters AS c (merchant_id, name, next_value) VALUES ($1, $2, $3::bigint + $4::bigint)
  ON CONFLICT (merchant_id, name) DO UPDATE SET next_value = c.next_value + $4::bigint
  RETURNING next_value - $4::bigint AS first`;

/** Numbers in blocks, so that orders of one merchant do not queue for a counter. A crash loses what is left of a block. */
export const createNumbers = (db: Db): Numbers => {
  const blocks = new Map<string, Promise<Block>>();

  const take = async (merchantId: bigint, kind: NumberKind): Promise<Block> => {
    const { first, block } = KINDS[kind];
    const row = await db.row<{ first: bigint }>(statement(TAKE_BLOCK, [merchantId, kind, first, block]));
    if (row === undefined) throw new Error('a counter answered no block');
    return { next: row.first, end: row.first + block };
  };

  const next = async (merchantId: bigint, kind: NumberKind): Promise<bigint> => {
    const key = `${merchantId}/${kind}`;
    const taken = blocks.get(key) ?? take(merchantId, kind);
    blocks.set(key, taken);
    let block: Block;
    try {
      block = await taken;
    } catch (error) {
      blocks.delete(key);
      throw error;
    }
    if (block.next < block.end) {
      const number = block.next;
      block.next += 1n;
      return number;
    }
    // Whoever finds the block used up first takes the new one; the others wait for it.
    if (blocks.get(key) === taken) blocks.delete(key);
    return next(merchantId, kind);
  };

  return { next };
};
