/** How to reach a server: a URL, or its parts (`host` may be the folder of a UNIX socket). */
export type ConnectionFacts =
  | { readonly connectionString: string }
  | {
      readonly host: string;
      readonly port?: number;
      readonly user: string;
      readonly database: string;
      readonly password?: string;
    };

/** Only the facts, in the driver's words, whatever else the value carries. */
export function driverConfig(facts: ConnectionFacts): ConnectionFacts {
  if ('connectionString' in facts) return { connectionString: facts.connectionString };
  const { host, port, user, database, password } = facts;
  return {
    host,
    user,
    database,
    ...(port === undefined ? {} : { port }),
    ...(password === undefined ? {} : { password }),
  };
}
