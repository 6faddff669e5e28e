import { MALFORMED_JSON, Refused, refuse } from './errors.ts';

const MAX_DEPTH = 64;

/** Parses a JSON body; refuses broken text and nesting that no object of the API has. */
export const parseJson = (body: string): unknown => {
  checkDepth(body);
  try {
    return JSON.parse(body);
  } catch (error) {
    // The parser's text quotes the body, which may hold card data.
    throw new Refused(MALFORMED_JSON, position(error));
  }
};

const position = (error: unknown): string => {
  const at = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  return at === undefined ? MALFORMED_JSON.sentence : `The request is not well-formed JSON (at character ${at}).`;
};

const QUOTE = 34;
const BACKSLASH = 92;
const OPENS = new Set([123, 91]);
const CLOSES = new Set([125, 93]);

const checkDepth = (body: string): void => {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < body.length; at += 1) {
    const sign = body.charCodeAt(at);
    if (quoted) {
      if (sign === BACKSLASH) at += 1;
      else if (sign === QUOTE) quoted = false;
    } else if (sign === QUOTE) quoted = true;
    else if (OPENS.has(sign)) {
      depth += 1;
      if (depth > MAX_DEPTH) refuse(MALFORMED_JSON, `The request is nested deeper than ${MAX_DEPTH} levels.`);
    } else if (CLOSES.has(sign)) depth -= 1;
  }
};

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
