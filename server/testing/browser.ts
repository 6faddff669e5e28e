import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** The browser in which tests click through pages; CHROMIUM names another one. */
const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

/** False leaves the tests out; on a machine that must have a browser they fail instead. */
export const hasBrowser = existsSync(EXECUTABLE) || process.env['CI'] !== undefined;

/** A name for tests that need the browser, which says when they are left out. */
export const withBrowser = (name: string): string =>
  hasBrowser ? name : `${name} (left out: there is no Chromium at ${EXECUTABLE}; CHROMIUM names another)`;

export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
