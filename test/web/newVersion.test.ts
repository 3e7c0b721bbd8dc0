import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { screenshot } from './support/screenshot.ts';
import { faultsOf, PHONE, type Visitor, visit } from './support/visitor.ts';

/** What the page asks the server for. */
const ASKED = /\/(api|auth|healthz)\b/;

describe('a page that is open while the server gets a newer one', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  let visitor: Visitor;
  let page: Page;
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
  });
  beforeEach(async () => {
    visitor = await visit('about:blank', PHONE);
    page = visitor.page;
  });
  afterEach(() => visitor?.leave());
  after(() => server?.stop());

  it('says so outside a match, never in one, and is loaded when that is wanted', async () => {
    await page.goto(`${server.url}/app`);
    await page.getByLabel('Your name').fill('Ada');
    const news = page.getByText('There is a newer version of Parlor.');
    // The server is asked now and then; from now on it answers as one that was renewed.
    await page.route(ASKED, async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'x-parlor-build': 'zzzzzzzzz-newer' },
      });
    });
    await page.getByRole('button', { name: 'Play with bots' }).click();
    await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
    assert.equal(await news.count(), 0);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await page.getByRole('link', { name: 'Rejoin' }).waitFor();
    assert.equal(await news.count(), 0, 'one is in a match wherever one looks');
    await page.getByRole('button', { name: 'Forfeit' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Forfeit' }).click();
    await news.waitFor();
    await screenshot(page, 'new-version');
    assert.deepEqual(await faultsOf(page), []);

    await page.getByRole('button', { name: 'Not now' }).click();
    await news.waitFor({ state: 'hidden' });
    await page.reload();
    await news.waitFor();
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('button', { name: 'Reload', exact: true }).click(),
    ]);
    assert.deepEqual(visitor.errors, []);
  });

  it('says nothing to whom an older server answers', async () => {
    await page.route(ASKED, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'x-parlor-build': '1-older' } });
    });
    await page.goto(`${server.url}/app`);
    await page.getByRole('heading', { name: 'Best players' }).waitFor();
    await page.getByText('Nobody has a place yet').waitFor();
    assert.equal(await page.getByText('There is a newer version').count(), 0);
  });

  it('says so at once where the server does not take the page any more, and offers nothing else', async () => {
    await page.route(/\/matchmake\//, (route) =>
      route.fulfill({ status: 409, json: { code: 409, error: 'client_too_old: Load a newer client.' } }),
    );
    await page.goto(`${server.url}/app`);
    await page.getByLabel('Your name').fill('Ada');
    await page.getByRole('button', { name: 'Play with bots' }).click();
    const banner = page.getByRole('status').filter({ hasText: 'older than the server takes' });
    await banner.getByRole('button', { name: 'Reload', exact: true }).waitFor();
    await screenshot(page, 'too-old');
    assert.deepEqual(await faultsOf(page), []);
    assert.equal(await page.getByRole('button', { name: 'Not now' }).count(), 0);

    await page.unrouteAll();
    await Promise.all([
      page.waitForEvent('load'),
      banner.getByRole('button', { name: 'Reload', exact: true }).click(),
    ]);
    await page.getByRole('button', { name: 'Play with bots' }).waitFor();
    assert.equal(await banner.count(), 0);
  });

  it('stays usable where a part of it does not come, which can be asked for again', async () => {
    await page.route(/assets\/(LeaderboardPage|ShortcutSheet)-/, (route) => route.fulfill({ status: 404 }));
    await page.goto(`${server.url}/app`);
    await page.getByRole('link', { name: 'Ranking', exact: true }).click();
    const told = page.getByText('This part of the page did not load.');
    await told.waitFor();
    await screenshot(page, 'not-loaded');
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Try again' }).click();
    await told.waitFor();
    await page.getByRole('link', { name: 'Rules', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'How to play' }).waitFor();
    assert.equal(await told.count(), 0);

    await page.keyboard.press('?');
    await told.waitFor();
    await screenshot(page, 'not-loaded-over');
    await page.getByRole('button', { name: 'Close' }).click();
    await told.waitFor({ state: 'hidden' });

    await page.getByRole('link', { name: 'Ranking', exact: true }).click();
    await told.waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ranking' }).waitFor();
    assert.equal(await told.count(), 0);
    assert.deepEqual(visitor.errors, []);
  });
});
