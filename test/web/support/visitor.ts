import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { type Motion, openBrowser } from './chromium.ts';

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 800 };

/** Long enough for a machine that is busy; nothing waits for it to pass. */
const PATIENCE_MS = 60_000;

/** Somebody with a browser of their own. */
export interface Visitor {
  page: Page;
  /** Errors that the page made so far, each a line; a network that is gone is none. */
  errors: string[];
  /** Another tab of the same browser, looked at by the same eyes. */
  tab(): Promise<Page>;
  leave(): Promise<void>;
}

/** Opens a browser of this size on the page at `url`. */
export async function visit(url: string, viewport = PHONE, motion: Motion = 'reduce'): Promise<Visitor> {
  const browser = await openBrowser(viewport === PHONE, motion);
  const errors: string[] = [];
  async function ready(page: Page): Promise<Page> {
    page.setDefaultTimeout(PATIENCE_MS);
    await page.setViewportSize(viewport);
    page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      const network = /WebSocket connection to|Failed to load resource|Network offline|ERR_/;
      if (message.type() === 'error' && !network.test(message.text())) errors.push(message.text());
    });
    await page.goto(url);
    return page;
  }
  const page = await ready(browser.context.pages()[0] ?? (await browser.context.newPage()));
  return {
    page,
    errors,
    tab: async () => ready(await browser.context.newPage()),
    leave: () => browser.close(),
  };
}

/**
 * What axe finds against the rules of accessibility, a line each. What moves is looked at once it stands still.
 * @param part a selector of what is looked at
 */
export async function faultsOf(page: Page, part = 'html'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (within) => {
    const finite = document
      .getAnimations()
      .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
    await Promise.allSettled(finite.map((one) => one.finished));
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    // What is right is not described: nobody reads it.
    const { violations } = await axe.run(within, { resultTypes: ['violations'] });
    const headings = [...document.querySelectorAll('h1, h2, h3, h4, [role=heading]')];
    const order = headings.map(({ tagName, textContent }) => `${tagName} ${textContent}`).join(', ');
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html }) => html).join(' ')}${id === 'heading-order' ? `, of ${order}` : ''}`,
    );
  }, part);
}

/**
 * How much wider the page is than the screen asked for, in px: 0 unless one has to scroll sideways. A phone's own
 * `innerWidth` grows with the page.
 */
export async function overflowOf(page: Page): Promise<number> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  return Math.max(0, wide - (page.viewportSize()?.width ?? wide));
}
