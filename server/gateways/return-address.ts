/** A path that leads nowhere by itself; tells addresses of this server from addresses of others. */
const HERE = 'http://here.invalid';

/**
 * Where the browser goes back to: the address that the order gave, with REFNO added to its query. Addresses without a
 * scheme (www.test.com) are taken as http, paths (/thanks) stay on this server. Null for anything that a browser should
 * not be sent to, such as `javascript:`.
 */
export function returnAddress(given: string, orderReference: string): string | null {
  const url = parseAddress(given.trim());
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  const query = `REFNO=${encodeURIComponent(orderReference)}`;
  // Added as text: setting it through searchParams would write the merchant's own parameters anew.
  url.search = url.search === '' ? query : `${url.search}&${query}`;
  return url.origin === HERE ? url.href.slice(HERE.length) : url.href;
}

function parseAddress(given: string): URL | null {
  if (given === '') return null;
  const isPath = /^[/\\]/.test(given);
  const address = isPath || /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `http://${given}`;
  return URL.canParse(address, HERE) ? new URL(address, HERE) : null;
}
