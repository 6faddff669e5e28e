import { writeContract } from '../api/contract/documents.ts';
import { projectFolder } from '../configuration.ts';
import { writeSchema } from '../db/schema-file.ts';
import { allMethods } from '../domains/all-methods.ts';
import { withStorage } from './with-storage.ts';

/** Writes what is derived from the code and checked in: the contract's documents, and the schema of a migrated database. */
export const contract = async (): Promise<void> => {
  const written = [...writeContract(projectFolder(), allMethods)];
  await withStorage(async ({ connection }) => {
    if (await writeSchema(connection)) written.push('server/db/schema.sql');
  });
  console.log(written.length === 0 ? 'Everything is up to date.' : `Written:\n${written.join('\n')}`);
};
