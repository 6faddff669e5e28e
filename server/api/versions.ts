/** The published versions of the merchant API, oldest first. */
export const VERSIONS = ['3.0', '3.1', '4.0', '5.0', '6.0'] as const;

export type Version = (typeof VERSIONS)[number];

export const LATEST: Version = '6.0';

/** A span of versions, both ends included; an absent end is open. */
export type Span = { readonly since?: Version; readonly until?: Version };

export const isVersion = (text: string): text is Version => (VERSIONS as readonly string[]).includes(text);

/** Reads a version as clients write it in addresses: "6.0", and "6" for "6.0". */
export const parseVersion = (text: string): Version | undefined => {
  const full = /^\d$/.test(text) ? `${text}.0` : text;
  return isVersion(full) ? full : undefined;
};

export const atLeast = (version: Version, least: Version): boolean =>
  VERSIONS.indexOf(version) >= VERSIONS.indexOf(least);

export const within = (version: Version, span: Span): boolean =>
  (span.since === undefined || atLeast(version, span.since)) &&
  (span.until === undefined || atLeast(span.until, version));
