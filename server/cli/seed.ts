export const seed = async (_file?: string): Promise<void> => undefined;
export const seedAtStart = async (_s: unknown, _c: unknown): Promise<undefined> => undefined;
