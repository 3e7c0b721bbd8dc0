import type { Page } from 'playwright-core';
import { PHONE, visit } from '../../test/web/support/visitor.ts';

/** As most laptops are. */
const LAPTOP = { width: 1366, height: 768 };
/** Bots think for some seconds each, and not every hand comes to a flop. */
const PATIENCE_MS = 90_000;
const MOST_TURNS = 12;

/** Takes the pictures of a table of hold'em: a phone by day, a laptop in the evening. */
export async function holdemPictures(url: string, folder: string): Promise<void> {
  for (const { size, colorScheme, name, player } of [
    { size: PHONE, colorScheme: 'light', name: 'holdem-phone', player: 'Ada' },
    { size: LAPTOP, colorScheme: 'dark', name: 'holdem-desktop', player: 'Bob' },
  ] as const) {
    const visitor = await visit(`${url}/app`, size, 'no-preference');
    const { page } = visitor;
    await page.emulateMedia({ colorScheme });
    await sitDown(page, player);
    await seeFlop(page);
    await page.screenshot({ path: `${folder}/${name}.png` });
    await visitor.leave();
  }
}

async function sitDown(page: Page, name: string): Promise<void> {
  await page.evaluate(() => localStorage.setItem('parlor.preferences', JSON.stringify({ game: 'holdem' })));
  await page.reload();
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Play with bots' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hold’em table' }).waitFor({ state: 'attached' });
}

/** Stays in until it is one's turn with cards on the table. */
async function seeFlop(page: Page): Promise<void> {
  const stay = page.locator('.acting--mine .acting__key[aria-disabled="false"]').nth(1);
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    await stay.waitFor({ timeout: PATIENCE_MS });
    if ((await page.locator('.felt__board .playing-card').count()) >= 3) return;
    await stay.click();
    await page.locator('.acting:not(.acting--mine)').waitFor();
  }
}
