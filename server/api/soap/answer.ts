import type { Answer } from '../call.ts';
import type { Refused } from '../errors.ts';
import type { Version } from '../versions.ts';
import { encode } from './encode.ts';
import type { SoapVersion } from './envelope.ts';
import { ENCODING_11, ENVELOPE_11, ENVELOPE_12, namespaceOf, XSD, XSI } from './names.ts';
import { escapeText } from './xml-text.ts';

/** Envelopes of answers and faults. In both versions of SOAP values are in the encoding of 1.1, which the WSDL names. */

export const CONTENT_TYPES: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'text/xml; charset=utf-8',
  '1.2': 'application/soap+xml; charset=utf-8',
};

const ENVELOPES: Readonly<Record<SoapVersion, string>> = { '1.1': ENVELOPE_11, '1.2': ENVELOPE_12 };

export const writeAnswer = (soap: SoapVersion, version: Version, method: string, answer: Answer): string => {
  const value = encode(answer.shape, version, `${method}Return`, answer.value);
  // SOAP 1.2 has the style of encoding on the element that is encoded, SOAP 1.1 knows it on the envelope too.
  return envelope(
    soap,
    version,
    `<ns1:${method}Response SOAP-ENV:encodingStyle="${ENCODING_11}">${value}</ns1:${method}Response>`,
  );
};

/** `version` is that of the address, if it has one. */
export const writeFault = (soap: SoapVersion, version: Version | undefined, refused: Refused): string =>
  envelope(soap, version, soap === '1.1' ? fault11(refused) : fault12(refused));

/** Clients look for the symbolic code in faultcode, so it stands there in place of Client or Server. */
const fault11 = ({ refusal, message }: Refused): string =>
  `<SOAP-ENV:Fault><faultcode>${refusal.code}</faultcode><faultstring>${escapeText(message)}</faultstring>` +
  `<detail><error_code>${refusal.code}</error_code></detail></SOAP-ENV:Fault>`;

const fault12 = ({ refusal, message }: Refused): string => {
  const party = refusal.kind === 'internal' || refusal.kind === 'unavailable' ? 'Receiver' : 'Sender';
  return (
    `<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:${party}</SOAP-ENV:Value>` +
    `<SOAP-ENV:Subcode><SOAP-ENV:Value>${refusal.code}</SOAP-ENV:Value></SOAP-ENV:Subcode></SOAP-ENV:Code>` +
    `<SOAP-ENV:Reason><SOAP-ENV:Text xml:lang="en">${escapeText(message)}</SOAP-ENV:Text></SOAP-ENV:Reason>` +
    `<SOAP-ENV:Detail><error_code>${refusal.code}</error_code></SOAP-ENV:Detail></SOAP-ENV:Fault>`
  );
};

const envelope = (soap: SoapVersion, version: Version | undefined, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<SOAP-ENV:Envelope xmlns:SOAP-ENV="${ENVELOPES[soap]}"` +
  `${version === undefined ? '' : ` xmlns:ns1="${namespaceOf(version)}"`} xmlns:xsd="${XSD}" xmlns:xsi="${XSI}"` +
  ` xmlns:SOAP-ENC="${ENCODING_11}"><SOAP-ENV:Body>${content}</SOAP-ENV:Body></SOAP-ENV:Envelope>\n`;
