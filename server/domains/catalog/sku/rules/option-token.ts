import type { SkuOptionGroup } from '../sku.ts';

/** The chosen options as one opaque text, the same for the same choice. */
export const optionToken = (groups: readonly SkuOptionGroup[]): string =>
  Buffer.from(
    JSON.stringify(groups.map(({ code, options }) => [code, ...options.map((option) => option.code)])),
  ).toString('base64');

/** The options of a token, with their codes as names; undefined when the token was not made here. */
export const optionsOfToken = (token: string): readonly SkuOptionGroup[] | undefined => {
  const groups = parsed(Buffer.from(token, 'base64').toString());
  if (!Array.isArray(groups) || !groups.every(isGroup)) return undefined;
  return groups.map(([code = '', ...options]) => ({
    code,
    options: options.map((option) => ({ code: option, name: option })),
  }));
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isGroup = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 1 && value.every((entry) => typeof entry === 'string');
