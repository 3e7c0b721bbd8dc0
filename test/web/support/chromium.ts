import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const OPTIONS = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--headless',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
  viewport: { width: 390, height: 844 },
};

/**
 * A browser of its own, with nothing stored. `close` removes what it stored.
 * @param phone whether it is one of a phone: touched, and with scroll bars that take no room
 */
export async function openBrowser(
  phone = false,
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'parlor-browser-'));
  const context = await chromium.launchPersistentContext(folder, {
    ...OPTIONS,
    isMobile: phone,
    hasTouch: phone,
  });
  return {
    context,
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
