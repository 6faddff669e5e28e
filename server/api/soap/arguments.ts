import { argumentNames, SESSION } from '../dispatch.ts';
import type { Method } from '../method.ts';
import type { Shape } from '../schema.ts';
import { decoderFor } from './decode.ts';
import type { Envelope } from './envelope.ts';
import type { XmlElement } from './xml.ts';

type Slots = {
  readonly names: readonly string[];
  /** Names by their spellings, lower case. */
  readonly bySpelling: ReadonlyMap<string, string>;
};

const known = new WeakMap<Method, Slots>();

/**
 * The arguments of a call by the names of `argumentNames`. Clients that match by name get what they name; elements of
 * other names take the places that are left, in their order, as PHP and Perl clients without the WSDL send them. What
 * is left over is ignored.
 */
export const readArguments = (method: Method, envelope: Envelope): Readonly<Record<string, unknown>> => {
  const { names, bySpelling } = slotsOf(method);
  const taken = new Map<string, XmlElement[]>();
  const nameless: XmlElement[] = [];
  for (const element of envelope.call.children) {
    const name = bySpelling.get(element.name.toLowerCase());
    const siblings = name === undefined ? nameless : taken.get(name);
    if (siblings !== undefined) siblings.push(element);
    else if (name !== undefined) taken.set(name, [element]);
  }
  const free = names.filter((name) => !taken.has(name));
  for (const [index, name] of free.entries()) {
    const element = nameless[index];
    if (element !== undefined) taken.set(name, [element]);
  }
  return decodeAll(method, envelope, taken);
};

const decodeAll = (
  method: Method,
  envelope: Envelope,
  taken: ReadonlyMap<string, readonly XmlElement[]>,
): Readonly<Record<string, unknown>> => {
  const decode = decoderFor(envelope.body);
  const sent = Object.create(null) as Record<string, unknown>;
  for (const [name, elements] of taken) sent[name] = decode(elements, shapeOf(method, name));
  return sent;
};

const shapeOf = (method: Method, name: string): Shape | undefined =>
  name === SESSION ? undefined : method.params[name];

const slotsOf = (method: Method): Slots => {
  const found = known.get(method);
  if (found !== undefined) return found;
  const names = argumentNames(method);
  const bySpelling = new Map<string, string>();
  for (const name of names) {
    const aliases = shapeOf(method, name)?.terms.aliases ?? [];
    for (const spelling of [...aliases, name]) bySpelling.set(spelling.toLowerCase(), name);
  }
  const slots = { names, bySpelling };
  known.set(method, slots);
  return slots;
};
