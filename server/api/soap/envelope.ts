import { INVALID_REQUEST, refuse } from '../errors.ts';
import { ENVELOPE_11, ENVELOPE_12 } from './names.ts';
import type { XmlElement } from './xml.ts';

export type SoapVersion = '1.1' | '1.2';

export type Envelope = {
  readonly soap: SoapVersion;
  readonly body: XmlElement;
  /** The element of the body that names the method and holds the arguments. */
  readonly call: XmlElement;
};

/** Takes an envelope apart; headers are not looked at. Refuses INVALID_REQUEST when it is none. */
export const readEnvelope = (root: XmlElement): Envelope => {
  const soap = soapVersionOf(root);
  const body = root.children.find(({ name, namespace }) => name === 'Body' && namespace === root.namespace);
  if (body === undefined) return refuse(INVALID_REQUEST, 'The envelope has no Body.');
  const call = body.children.find(isCall) ?? refuse(INVALID_REQUEST, 'The Body of the envelope is empty.');
  return { soap, body, call };
};

const soapVersionOf = ({ name, namespace }: XmlElement): SoapVersion => {
  if (name === 'Envelope' && namespace === ENVELOPE_11) return '1.1';
  if (name === 'Envelope' && namespace === ENVELOPE_12) return '1.2';
  return refuse(INVALID_REQUEST, 'The document is not a SOAP envelope.');
};

/** Values that are referred to can stand beside the call. */
const isCall = ({ name, attributes }: XmlElement): boolean =>
  name !== 'multiRef' && !attributes.some((one) => one.name === 'root' && one.namespace !== '' && one.value === '0');
