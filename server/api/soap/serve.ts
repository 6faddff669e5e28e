import { asRefusal, findMethod } from '../call.ts';
import { type Api, dispatch } from '../dispatch.ts';
import { METHOD_NOT_FOUND, type Refused, refuse } from '../errors.ts';
import type { Method, MethodList } from '../method.ts';
import { type Version, within } from '../versions.ts';
import { writeAnswer, writeFault } from './answer.ts';
import { readArguments } from './arguments.ts';
import { xmlText } from './charset.ts';
import { readEnvelope, type SoapVersion } from './envelope.ts';
import { parseXml } from './xml.ts';

/** A posted envelope with what HTTP says about it. */
export type Posted = {
  readonly body: Buffer;
  readonly contentType: string | undefined;
  /** The SOAPAction header. */
  readonly action: string | undefined;
  readonly address: string;
  readonly idempotencyKey?: string | readonly string[] | undefined;
};

export type Told = { readonly soap: SoapVersion; readonly status: number; readonly xml: string };

/** Answers one envelope; whatever goes wrong becomes a fault. */
export const serveCall = async (api: Api, version: Version, posted: Posted): Promise<Told> => {
  let soap = soapVersionOf(posted.contentType);
  try {
    const envelope = readEnvelope(parseXml(xmlText(posted.body, posted.contentType)));
    soap = envelope.soap;
    const { name, method } = calledMethod(api.kernel.methods, version, envelope.call.name, actionName(posted));
    const sent = readArguments(method, envelope);
    const { address, idempotencyKey } = posted;
    const answer = await dispatch(api, { wire: 'soap', version, address, idempotencyKey }, method, sent);
    return { soap, status: 200, xml: writeAnswer(soap, version, name, answer) };
  } catch (error) {
    return fault(soap, version, asRefusal(error, api.kernel.log, 'soap'));
  }
};

/** Faults travel with HTTP 500, as SOAP 1.1 wants it. */
export const fault = (soap: SoapVersion, version: Version | undefined, refused: Refused, status = 500): Told => ({
  soap,
  status,
  xml: writeFault(soap, version, refused),
});

/** The form in which a fault is told while the envelope is unread. */
export const soapVersionOf = (contentType: string | undefined): SoapVersion =>
  contentType !== undefined && /^\s*application\/soap\+xml/i.test(contentType) ? '1.2' : '1.1';

type Called = { readonly name: string; readonly method: Method };

/** The name of the element in the body counts; the action helps with clients that wrap the arguments otherwise. */
const calledMethod = (methods: MethodList, version: Version, element: string, action: string | undefined): Called => {
  const named = methods.get(element);
  if (named !== undefined || action === undefined)
    return { name: element, method: findMethod(methods, element, version) };
  const method = methods.get(action);
  if (method !== undefined && within(version, method.versions)) return { name: action, method };
  return refuse(METHOD_NOT_FOUND, `There is no method ${JSON.stringify(element.slice(0, 80))} in version ${version}.`);
};

/** The last part of the SOAPAction header, or of the action parameter that SOAP 1.2 has instead. */
const actionName = ({ action, contentType }: Posted): string | undefined => {
  const given = action ?? /;\s*action\s*=\s*"?([^";]+)/i.exec(contentType ?? '')?.[1];
  return given?.replaceAll('"', '').trim().split(/[#/]/).at(-1);
};
