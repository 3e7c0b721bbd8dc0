import type { Page } from 'playwright-core';

/** Keeps a picture of a page in the folder that `SCREENSHOTS` names; without one it does nothing. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
