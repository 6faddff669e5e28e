import type { Version } from '../versions.ts';

/** The namespaces of the SOAP wire and the prefixes under which answers and the WSDL name them. */
export const ENVELOPE_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
export const ENVELOPE_12 = 'http://www.w3.org/2003/05/soap-envelope';
export const ENCODING_11 = 'http://schemas.xmlsoap.org/soap/encoding/';
export const XSD = 'http://www.w3.org/2001/XMLSchema';
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
export const APACHE_MAP = 'http://xml.apache.org/xml-soap';

/** Each version of the API has a namespace of its own, so the types of two versions never meet. */
export const namespaceOf = (version: Version): string => `urn:sutler:soap:${version}`;

export const soapActionOf = (version: Version, method: string): string => `${namespaceOf(version)}#${method}`;
