import type { ChildProcess } from 'node:child_process';
import { type ConnectionFacts, openDatabase } from '../server/db/database.ts';
import { findMerchantByCode, merchantOf } from '../server/domains/accounts/index.ts';
import { renewDue } from '../server/domains/renewals/index.ts';
import { createLogger } from '../server/kit/log.ts';
import { end, startNode } from './children.ts';
import { partsOf } from './shop.ts';

/** The word behind which this bundle runs as a worker that only renews. */
export const RENEWAL_WORKER = 'renewal-worker';

/** Renews what is due for a merchant whenever it is told to, and says how many that were. */
export const serveRenewals = (facts: string, code: string): void => {
  const database = openDatabase(JSON.parse(facts) as ConnectionFacts);
  const now = (): Date => new Date();
  const works = { database, parts: partsOf(database, now), log: createLogger({ level: 'silent' }), now };
  const renewAll = async (): Promise<number> => {
    const record = await findMerchantByCode(database, code);
    if (record === undefined) throw new Error(`there is no merchant ${code}`);
    let sum = 0;
    for (let taken = -1; taken !== 0; sum += taken) taken = await renewDue(works, [merchantOf(record)]);
    return sum;
  };
  process.on('message', () => {
    renewAll().then(
      (renewed) => process.send?.({ renewed }),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.once('SIGTERM', () => void database.close().finally(() => process.exit(0)));
};

export type RenewalWorker = {
  /** Renews what is due; answers how many it took up. */
  renew(): Promise<number>;
  stop(): Promise<void>;
};

export const startRenewalWorker = (facts: ConnectionFacts, code: string): RenewalWorker => {
  const bundle = process.argv[1] ?? '';
  const child = startNode([bundle, RENEWAL_WORKER, JSON.stringify(facts), code], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return { renew: () => asked(child), stop: () => end(child) };
};

const asked = (child: ChildProcess): Promise<number> =>
  new Promise((answer, fail) => {
    const ended = (): void => fail(new Error('the worker ended'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      answer((message as { readonly renewed: number }).renewed);
    });
    child.send('renew');
  });
