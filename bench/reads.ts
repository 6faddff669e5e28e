import { keepCalling } from './callers.ts';
import { openConnections } from './connection.ts';
import type { Contender } from './rounds.ts';
import type { Request } from './wires.ts';

/** One request again and again on so many connections. */
export const repeatedReads = async (
  name: string,
  port: number,
  callers: number,
  { bytes, isGood }: Request,
): Promise<Contender & { close(): void }> => {
  const connections = await openConnections(port, callers);
  return {
    name,
    measure: async (forMs) => {
      const started = performance.now();
      const answered = await keepCalling(callers, forMs, async (caller) => {
        const response = await connections[caller]?.request(bytes);
        if (response === undefined || !isGood(response)) throw new Error(`${name} answered ${response?.body}`);
      });
      return (answered / (performance.now() - started)) * 1000;
    },
    close: () => {
      for (const connection of connections) connection.close();
    },
  };
};
