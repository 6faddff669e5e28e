import type { ConnectionFacts, Statement } from '../server/db/database.ts';
import { encodeValue } from '../server/db/value-types.ts';
import { keepCalling } from './callers.ts';
import { connected } from './orders.ts';
import type { Contender } from './rounds.ts';

/** The same statements again and again, one after the other on one connection. */
export const rawStatements = async (
  connection: ConnectionFacts,
  statements: readonly Statement[],
): Promise<Contender & { close(): Promise<void> }> => {
  const client = await connected(connection);
  const sent = statements.map(({ text, values }, at) => ({
    name: `raw_${at}`,
    text,
    values: values.map(encodeValue),
  }));
  return {
    name: 'raw statements',
    measure: async (forMs) => {
      const started = performance.now();
      const done = await keepCalling(1, forMs, async () => {
        for (const query of sent) await client.query(query);
      });
      return (done / (performance.now() - started)) * 1000;
    },
    close: () => client.end(),
  };
};
