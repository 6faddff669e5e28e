import pg from 'pg';

type Parser = (text: string) => unknown;

const asText: Parser = (text) => text;

const textArray: number = 1009;

/** Arrays are read as arrays of text first (NULL and nesting included), then element by element. */
function arrayOf(element: Parser): Parser {
  const convert = (entry: unknown): unknown => {
    if (Array.isArray(entry)) return entry.map(convert);
    return typeof entry === 'string' ? element(entry) : entry;
  };
  return (text) => convert(pg.types.getTypeParser(textArray)(text));
}

/**
 * What differs from the driver's own reading. Dates stay text because the driver would make them local midnights;
 * numeric stays text because a float would lose digits; timestamp without zone stays text because it names no instant.
 */
const parsers = new Map<number, Parser>([
  [pg.types.builtins.INT8, BigInt],
  [1016, arrayOf(BigInt)],
  [pg.types.builtins.NUMERIC, asText],
  [1231, arrayOf(asText)],
  [pg.types.builtins.DATE, asText],
  [1182, arrayOf(asText)],
  [pg.types.builtins.TIMESTAMP, asText],
  [1115, arrayOf(asText)],
]);

/** Type parsers for one pool; the driver's global table is left as it is. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    const own = format === 'binary' ? undefined : parsers.get(oid);
    return own ?? pg.types.getTypeParser(oid, format ?? 'text');
  },
};

/** Text for a json or jsonb parameter; bigint becomes a string, because JSON readers lose digits above 2^53. */
export function json(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => (typeof entry === 'bigint' ? entry.toString() : entry));
}

function encodeElement(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return encodeArray(value);
  const encoded = encodeValue(value);
  const text = Buffer.isBuffer(encoded) ? `\\x${encoded.toString('hex')}` : String(encoded);
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function encodeArray(values: readonly unknown[]): string {
  return `{${values.map(encodeElement).join(',')}}`;
}

/**
 * A parameter as it goes over the wire. All encoding happens here, before the driver sees the value: an encoding error
 * inside the driver would leave its table of prepared statements out of step with the server.
 * Throws RangeError for an invalid Date and TypeError for a value that has no SQL form.
 */
export function encodeValue(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return encodeObject(value);
    default:
      throw new TypeError(`A ${typeof value} cannot be a parameter of a statement`);
  }
}

function encodeObject(value: object): string | Buffer {
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return value;
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return encodeArray(value);
  return json(value);
}
