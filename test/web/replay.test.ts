import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { openBrowser } from './support/chromium.ts';
import { runDown } from './support/runDown.ts';
import { overflowOf } from './support/visitor.ts';

const PATIENCE_MS = 45_000;

describe('a match that is over', () => {
  const cleanups: (() => unknown)[] = [];
  const failures: string[] = [];
  let server: ParlorProcess;
  let page: Page;

  before(async function () {
    this.timeout(180_000);
    await ensureBuilt();
    server = await startParlor();
    cleanups.push(() => server.stop());
    const browser = await openBrowser();
    cleanups.push(() => browser.close());
    page = browser.context.pages()[0] ?? (await browser.context.newPage());
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => failures.push(error.message));
  });

  after(async function () {
    this.timeout(180_000);
    for (const cleanup of cleanups.reverse()) await cleanup();
  });

  it('shows who fed whom, is played again to the same end, and leads to the next by one key', async function () {
    this.timeout(240_000);
    await page.goto(`${server.url}/app`);
    await page.getByLabel('Your name').fill('Ada');
    await page.getByRole('button', { name: 'Play with bots' }).click();
    await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
    const match = page.url().split('/').at(-1) ?? '';
    await runDown(server, match);
    await page.getByRole('heading', { name: /^You (came|share)/ }).waitFor();
    await page.getByRole('heading', { name: 'How the points flowed' }).waitFor();

    await page.getByRole('link', { name: 'Watch the replay' }).click();
    await page.getByText('it came to the same end as on the server').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 640 });
      assert.equal(await overflowOf(page), 0, `fits on ${width} px`);
    }
    const time = page.getByRole('slider', { name: 'Time' });
    await time.press('Home');
    assert.equal(await time.getAttribute('aria-valuenow'), '0');
    const points = await page.locator('.gauge__points').allTextContents();
    assert.deepEqual(new Set(points), new Set(['100']));

    // Who left is not eliminated: a match may have none.
    const elimination = page.getByRole('button', { name: 'Next elimination' });
    if ((await elimination.getAttribute('aria-disabled')) !== 'true') {
      await elimination.click();
      assert.ok(Number(await time.getAttribute('aria-valuenow')) > 0);
    }
    await time.press('End');

    await page.getByRole('link', { name: 'Result' }).click();
    await page.getByRole('heading', { name: /^You (came|share)/ }).press('r');
    await page.waitForURL((url) => /\/table\/.{36}$/.test(url.pathname) && !url.pathname.endsWith(match));
    assert.deepEqual(failures, []);
  });
});
