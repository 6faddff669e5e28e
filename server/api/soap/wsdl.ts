import { argumentNames } from '../dispatch.ts';
import { type Method, type MethodList, methodsOf, resultAt } from '../method.ts';
import { type Version, within } from '../versions.ts';
import { ENCODING_11, namespaceOf, soapActionOf, XSD } from './names.ts';
import { typeName } from './type-names.ts';
import { type DeclaredObject, declaredTypes, membersOf, sentTypeName } from './wsdl-types.ts';
import { escapeAttribute } from './xml-text.ts';

/**
 * WSDL 1.1 in style rpc, use encoded: the only form in which PHP gives a list for a list of one entry. All members are
 * optional and nillable, because clients leave out what they do not need and send null for the rest.
 */

const known = new WeakMap<MethodList, Map<Version, string>>();

/** The WSDL of a version, its service standing at `address`. */
export const renderWsdl = (methods: MethodList, version: Version, address: string): string =>
  definitions(methods, version) +
  lines(
    '  <service name="Sutler">',
    '    <port name="SutlerPort" binding="ns1:SutlerBinding">',
    `      <soap:address location="${escapeAttribute(address)}"/>`,
    '    </port>',
    '  </service>',
    '</definitions>',
  );

/** All but the service. It is made once a version; only the address differs between callers. */
const definitions = (methods: MethodList, version: Version): string => {
  const byVersion = known.get(methods) ?? new Map<Version, string>();
  known.set(methods, byVersion);
  const text = byVersion.get(version) ?? renderDefinitions(methods, version);
  byVersion.set(version, text);
  return text;
};

type Operation = { readonly name: string; readonly method: Method };

/** Second names of a method are operations too: with a WSDL a client can call nothing else. */
const operationsOf = (methods: MethodList, version: Version): readonly Operation[] =>
  methodsOf(methods)
    .filter((method) => within(version, method.versions))
    .flatMap((method) => [method.name, ...(method.aliases ?? [])].map((name) => ({ name, method })));

const renderDefinitions = (methods: MethodList, version: Version): string => {
  const operations = operationsOf(methods, version);
  const own = namespaceOf(version);
  return lines(
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<definitions name="Sutler" targetNamespace="${own}" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:ns1="${own}"`,
    `    xmlns:xsd="${XSD}" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:SOAP-ENC="${ENCODING_11}"`,
    '    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/">',
    '  <types>',
    `    <xsd:schema targetNamespace="${own}">`,
    `      <xsd:import namespace="${ENCODING_11}"/>`,
    ...schemaTypes(operations, version),
    '    </xsd:schema>',
    '  </types>',
    ...operations.flatMap((operation) => messages(operation, version)),
    '  <portType name="SutlerPortType">',
    ...operations.flatMap(portOperation),
    '  </portType>',
    '  <binding name="SutlerBinding" type="ns1:SutlerPortType">',
    '    <soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>',
    ...operations.flatMap((operation) => boundOperation(operation, version)),
    '  </binding>',
  );
};

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const schemaTypes = (operations: readonly Operation[], version: Version): readonly string[] => {
  const types = declaredTypes(
    operations.map(({ method }) => method),
    version,
  );
  return [
    ...[...types.objects].flatMap(([name, declared]) => objectType(name, declared, version)),
    ...[...types.arrays].flatMap(([name, entry]) => arrayType(name, entry)),
  ];
};

const objectType = (name: string, declared: DeclaredObject, version: Version): readonly string[] => [
  `      <xsd:complexType name="${name}">`,
  '        <xsd:sequence>',
  ...membersOf(declared, version).map(([member, shape]) => {
    const onlySent = !declared.answered || shape.terms.writeonly === true;
    const type = onlySent ? sentTypeName(shape) : typeName(shape);
    return `          <xsd:element name="${member}" type="${type}" minOccurs="0" nillable="true"/>`;
  }),
  '        </xsd:sequence>',
  '      </xsd:complexType>',
];

const arrayType = (name: string, entry: string): readonly string[] => [
  `      <xsd:complexType name="${name}">`,
  '        <xsd:complexContent>',
  '          <xsd:restriction base="SOAP-ENC:Array">',
  `            <xsd:attribute ref="SOAP-ENC:arrayType" wsdl:arrayType="${entry}[]"/>`,
  '          </xsd:restriction>',
  '        </xsd:complexContent>',
  '      </xsd:complexType>',
];

const messages = ({ name, method }: Operation, version: Version): readonly string[] => [
  `  <message name="${name}Request">`,
  ...parts(method, version).map(([part, type]) => `    <part name="${part}" type="${type}"/>`),
  '  </message>',
  `  <message name="${name}Response">`,
  `    <part name="${name}Return" type="${typeName(resultAt(method, version).shape)}"/>`,
  '  </message>',
];

const parts = (method: Method, version: Version): readonly (readonly [string, string])[] =>
  argumentNames(method).flatMap((name) => {
    const shape = method.params[name];
    if (shape === undefined) return [[name, 'xsd:string'] as const];
    return within(version, shape.terms) ? [[name, sentTypeName(shape)] as const] : [];
  });

const portOperation = ({ name, method }: Operation): readonly string[] => [
  `    <operation name="${name}">`,
  `      <documentation>${escapeAttribute(method.summary)}</documentation>`,
  `      <input message="ns1:${name}Request"/>`,
  `      <output message="ns1:${name}Response"/>`,
  '    </operation>',
];

const boundOperation = ({ name }: Operation, version: Version): readonly string[] => {
  const body = `<soap:body use="encoded" namespace="${namespaceOf(version)}" encodingStyle="${ENCODING_11}"/>`;
  return [
    `    <operation name="${name}">`,
    `      <soap:operation soapAction="${soapActionOf(version, name)}"/>`,
    `      <input>${body}</input>`,
    `      <output>${body}</output>`,
    '    </operation>',
  ];
};
