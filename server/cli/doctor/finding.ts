import type { Configuration } from '../../configuration.ts';
import { hasEmbeddedDatabase } from '../../storage.ts';

/** What one look found. WARN is worth knowing; FAIL keeps the program from doing its work. */
export type Finding = {
  readonly state: 'OK' | 'WARN' | 'FAIL';
  readonly subject: string;
  readonly sentence: string;
};

export const ok = (subject: string, sentence: string): Finding => ({ state: 'OK', subject, sentence });
export const warn = (subject: string, sentence: string): Finding => ({ state: 'WARN', subject, sentence });
export const fail = (subject: string, sentence: string): Finding => ({ state: 'FAIL', subject, sentence });

/** A look that threw. */
export const findingOf = (subject: string, error: unknown): Finding => {
  const message = error instanceof Error ? error.message : String(error);
  return fail(subject, message.trim().split('\n').join(' | '));
};

export const embeddedExists = ({ dataDir }: Configuration): boolean => hasEmbeddedDatabase(dataDir);
