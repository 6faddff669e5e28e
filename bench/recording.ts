import { type Database, type Db, type Statement, statement } from '../server/db/database.ts';

/** A database that tells of every statement, in the order in which they are sent. */
export const recorded = (database: Database, note: (s: Statement) => void): Database => {
  const noting = (db: Db): Db => ({
    rows: (s) => {
      note(s);
      return db.rows(s);
    },
    row: (s) => {
      note(s);
      return db.row(s);
    },
  });
  return {
    ...noting(database),
    transaction: async (work) => {
      note(statement('BEGIN'));
      const result = await database.transaction((tx) => work(noting(tx)));
      note(statement('COMMIT'));
      return result;
    },
    close: () => database.close(),
  };
};
