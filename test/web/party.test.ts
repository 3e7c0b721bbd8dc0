import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { memoryStorage } from '../../client/KeyValue.ts';
import { Parlor } from '../../client/Parlor.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { openBrowser } from './support/chromium.ts';
import { screenshot } from './support/screenshot.ts';
import { faultsOf } from './support/visitor.ts';

/** Long enough for a machine that is busy; nothing waits for it to pass. */
const PATIENCE_MS = 60_000;
const DESKTOP = { width: 1280, height: 800 };

describe('a party on the page', () => {
  const cleanups: (() => unknown)[] = [];
  let server: ParlorProcess;
  let ada: Page;
  let bob: Page;
  let cy: Parlor;

  before(async function () {
    this.timeout(180_000);
    await ensureBuilt();
    server = await startParlor();
    cleanups.push(() => server.stop());
    [ada, bob] = [await openPage(), await openPage()];
    await ada.setViewportSize(DESKTOP);
    cy = new Parlor(server.url, { storage: memoryStorage() });
    cleanups.push(() => cy.close());
    await cy.signInAsGuest('Cy');
    await cy.enterLobby();
  });

  after(async function () {
    this.timeout(180_000);
    for (const cleanup of cleanups.reverse()) await cleanup();
  });

  async function openPage(): Promise<Page> {
    const browser = await openBrowser();
    cleanups.push(() => browser.close());
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => assert.fail(error));
    await page.goto(`${server.url}/app`);
    return page;
  }

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const check = (page: Page) => page.getByRole('alertdialog', { name: 'A table is ready' });

  it('is opened, joined by its link on a phone without an account, and talks', async function () {
    this.timeout(180_000);
    await screenshot(ada, 'home-desktop');
    await screenshot(bob, 'home-phone');
    await button(ada, 'Open a party').press('Enter');
    const link = await ada.getByLabel('Send this link to friends').inputValue();
    assert.ok(
      await ada.evaluate(() => document.activeElement?.closest('.home__company') !== null),
      'the keyboard goes on from where it was',
    );
    // As somebody reads a code out and another writes it down.
    await bob.goto(
      link.replace(/(...)(...)$/, (_, one: string, two: string) => `${one.toLowerCase()}-${two}`),
    );
    await screenshot(bob, 'join-phone');
    await bob.getByLabel('Your name').fill('Bob');
    await bob.keyboard.press('Enter');
    await bob.waitForURL(/\/app\/?$/);
    await ada.locator('.members__name', { hasText: 'Bob' }).waitFor();
    await ada.getByText('Not ready yet: Bob.').waitFor();
    await bob.getByLabel('Write to Party chat').fill('Shall we?');
    await bob.keyboard.press('Enter');
    await ada.getByText('Shall we?').waitFor();
    await screenshot(ada, 'party-desktop');
    await screenshot(bob, 'party-phone');

    await bob.reload();
    await bob.getByText('Shall we?').waitFor();
    await ada.getByRole('switch', { name: 'Closed' }).click();
    await ada.getByText('Nobody comes in by the code just now.').waitFor();
    await ada.getByRole('switch', { name: 'Closed' }).click();
    await ada.getByLabel('Send this link to friends').waitFor();

    await button(bob, 'I am ready').click();
    await ada.getByText('Everybody is ready. You start for the party.').waitFor();
  });

  it('queues together, and goes on when somebody declines, who has to wait', async function () {
    this.timeout(180_000);
    await button(ada, 'Play').click();
    await bob.getByRole('heading', { name: 'Looking for a table' }).waitFor();
    await ada.getByRole('heading', { name: 'Looking for a table' }).waitFor();
    assert.deepEqual(await faultsOf(bob), []);
    await screenshot(ada, 'queue-desktop');
    await screenshot(bob, 'queue-phone');

    await cy.queue({ game: 'relay' });
    await check(ada).waitFor();
    await check(bob).waitFor();
    await ada.getByText('0 of 3 accepted').waitFor();
    for (const _ of 'no way out') await ada.keyboard.press('Escape');
    await ada.keyboard.press('Enter');
    await ada.getByRole('alertdialog', { name: 'You are in' }).waitFor();
    await bob.getByText('1 of 3 accepted').waitFor();
    await screenshot(ada, 'accepted-desktop');
    await screenshot(bob, 'ready-phone');
    assert.equal(await bob.getByText('Cy').count(), 0, 'nobody is named');

    await cy.declineTable();
    await ada.getByText('You kept your place and go first.').waitFor();
    await screenshot(ada, 'fell-through-desktop');
    assert.ok(cy.coolDown, 'who declined is told until when to wait');
  });

  it('is taken out of the queue by any of them, from the bar at the bottom too', async function () {
    this.timeout(180_000);
    await bob.mouse.wheel(0, 2000);
    const bar = bob.getByRole('complementary', { name: 'Queue' });
    await bar.waitFor();
    await screenshot(bob, 'queue-bar-phone');
    await bar.getByRole('button', { name: 'Cancel for the party' }).click();
    await button(ada, 'Play').waitFor();
    await button(bob, 'Not ready after all').waitFor();
  });

  it('is asked again after a reload; who declines has a break, and the others are told', async function () {
    this.timeout(180_000);
    const di = new Parlor(server.url, { storage: memoryStorage() });
    cleanups.push(() => di.close());
    await di.signInAsGuest('Di');
    await di.enterLobby();
    await di.queue({ game: 'relay' });
    await button(ada, 'Play').click();
    await check(bob).waitFor();
    await bob.reload();
    await check(bob).waitFor();
    assert.deepEqual(await faultsOf(bob, '[role=alertdialog]'), []); // of the rest there is no time: it runs
    await button(bob, 'Decline, and take a short break').click();
    await bob.getByText('A short break before the next table').waitFor();
    await ada.getByText('Bob declined the table.').waitFor();
    await screenshot(bob, 'cool-down-phone');
    assert.deepEqual([await faultsOf(ada), await faultsOf(bob)], [[], []]);
    assert.equal(di.ticket?.state, 'waiting');
  });

  it('lets its leader show somebody out', async function () {
    this.timeout(180_000);
    await button(ada, 'Show Bob out').click();
    await bob.getByRole('heading', { name: 'Play with friends' }).waitFor();
    await button(ada, 'Play').waitFor();
    await ada.getByText('Not ready yet').waitFor({ state: 'hidden' });
    await screenshot(bob, 'alone-phone');
  });
});
