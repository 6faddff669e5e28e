import { escapeHtml, htmlPage, styleSource } from './kit/html.ts';

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
dt { color: #555; } dd { margin: 0 0 .75rem; } code, a { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
`;

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${styleSource(STYLE)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
};

/** The page at the root: where the API is. It says nothing of merchants, since everybody may read it. */
export const welcomePage = (
  addresses: readonly { readonly name: string; readonly address: string }[],
  versions: readonly string[],
): { readonly html: string; readonly headers: Readonly<Record<string, string>> } => {
  const lines = addresses.map(({ name, address }) => `<dt>${escapeHtml(name)}</dt><dd>${shown(name, address)}</dd>`);
  const html = htmlPage(
    'Sutler',
    STYLE,
    `<p>This server speaks the merchant API on three wires, in versions ${escapeHtml(versions.join(', '))}.</p>
<dl>
${lines.join('\n')}
</dl>
<p><a href="/healthz">Health</a> · <a href="/readyz">Readiness</a> · <a href="/metrics">Metrics</a></p>`,
  );
  return { html, headers: HEADERS };
};

/** Only the WSDL is something to look at; the other addresses take calls. */
const shown = (name: string, address: string): string =>
  name === 'WSDL'
    ? `<a href="${escapeHtml(address)}">${escapeHtml(address)}</a>`
    : `<code>${escapeHtml(address)}</code>`;
