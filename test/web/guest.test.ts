import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { type Cable, layCable } from './support/cable.ts';
import { runDown } from './support/runDown.ts';
import { screenshot } from './support/screenshot.ts';
import { solvePuzzle } from './support/solvePuzzle.ts';
import { DESKTOP, faultsOf, overflowOf, PHONE, type Visitor, visit } from './support/visitor.ts';

describe('a guest and a spectator', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  let cable: Cable;
  let guest: Visitor;
  let spectator: Visitor;
  let match: string;

  before(async () => {
    await ensureBuilt();
    server = await startParlor();
    cable = await layCable(server.port);
    [guest, spectator] = await Promise.all([
      visit(`${cable.url}/app`, PHONE),
      visit(`${server.url}/app/watch`, DESKTOP, 'no-preference'),
    ]);
  });
  after(async () => {
    await Promise.all([guest?.leave(), spectator?.leave()]);
    await cable?.close();
    await server?.stop();
  });

  it('plays with bots by keyboard alone', async () => {
    const { page, errors } = guest;
    await focusOn(page, page.getByLabel('Your name'));
    await page.keyboard.type('Ada');
    await focusOn(page, page.getByRole('button', { name: 'Play with bots' }));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/table\/.+/);
    match = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await puzzleOf(page).waitFor();
    await screenshot(page, 'table-phone');
    const before = await puzzleOf(page).boundingBox();
    assert.ok(before && before.y + before.height <= PHONE.height, 'answering and skipping need no scrolling');
    await solvePuzzle(page);
    await page.getByText('1 solved').waitFor();
    assert.equal(
      (await puzzleOf(page).boundingBox())?.y,
      before.y,
      'what is told about the last puzzle moves nothing',
    );
    assert.deepEqual(await faultsOf(page), []);
    assert.equal(await overflowOf(page), 0);
    assert.deepEqual(errors, []);
  });

  it('is watched by somebody who has no account', async () => {
    const { page, errors } = spectator;
    // Who does nothing for a minute is out of points, on a slow machine before the tests are.
    await solvePuzzle(guest.page);
    await page.goto(`${server.url}/app/watch/${match}`);
    await page.getByRole('heading', { name: 'Watching a relay table' }).waitFor();
    await page.getByText(/Only you are watching/).waitFor();
    await page.locator('.flight').first().waitFor({ state: 'attached' }); // somebody solves a puzzle now and then
    assert.equal(await puzzleOf(page).count(), 0, 'nobody else’s puzzle is shown');
    await screenshot(page, 'watch-desktop');
    const chat = await page.locator('.table__chat').boundingBox();
    assert.ok(chat && chat.y + chat.height > DESKTOP.height - 60, 'the table uses the height there is');
    const second = await spectator.tab();
    await second.goto(`${server.url}/app/watch/${match}`);
    await page.getByRole('heading', { name: 'You watch this table in another tab' }).waitFor();
    await page.getByRole('button', { name: 'Watch here instead' }).click();
    await second.getByRole('button', { name: 'Watch here instead' }).waitFor();
    await second.close();
    await page.getByText(/Only you are watching/).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    assert.deepEqual(errors, []);
  });

  it('comes back to the seat after a reload, and from any other page', async () => {
    const { page } = guest;
    await page.reload();
    await puzzleOf(page).waitFor();
    await page
      .getByText(/\d solved|cold/i)
      .first()
      .waitFor();
    await page.goto(`${cable.url}/app/how-to-play`);
    await page.getByText('Your match:').waitFor();
    await page.getByRole('link', { name: 'Rejoin' }).click();
    await puzzleOf(page).waitFor();
  });

  it('drops, is told so, and comes back by itself', async () => {
    const { page } = guest;
    const visitor = await visit(`${cable.url}/app/watch`, DESKTOP);
    const other = visitor.page;
    await other.clock.install();
    await other.reload();
    await other.getByRole('button', { name: 'Come in and look' }).click();
    await other.locator('.connection--live').waitFor();
    cable.cut();
    await page.getByText('Connection lost.').waitFor();
    await spectator.page
      .getByText(/away \d:\d\d/)
      .first()
      .waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await screenshot(page, 'lost-phone');
    // Its time stands still: it comes back because it is told to.
    const again = other.getByRole('button', { name: 'Try now' });
    await again.waitFor();
    await other.clock.pauseAt(Date.now() + 60_000);
    // What it still tries just now fails before this does.
    for (const _ of 'ab') await other.evaluate(() => fetch('/healthz').catch(() => {}));
    cable.mend();
    await again.click();
    await other.locator('.connection--live').waitFor();
    await visitor.leave();
    await page.getByText('Connection lost.').waitFor({ state: 'hidden' });
    await puzzleOf(page).waitFor();
    // By now it may have gone without a right answer for too long, which is then said in this place.
    await page
      .getByText(/\d solved|cold/i)
      .first()
      .waitFor();
  });

  it('plays in one tab at a time, and the other says so', async () => {
    // While it polls, as it may for a while after a cut, no other tab can tell it anything.
    await guest.page.locator('.connection--live').waitFor();
    const second = await guest.tab();
    await second.goto(`${cable.url}/app/relay/${match}`);
    await puzzleOf(second).waitFor();
    await guest.page.getByRole('heading', { name: 'This match is open in another tab' }).waitFor();
    assert.deepEqual(await faultsOf(guest.page), []);
    await guest.page.getByRole('button', { name: 'Play here instead' }).click();
    await puzzleOf(guest.page).waitFor();
    await second.getByRole('heading', { name: 'This match is open in another tab' }).waitFor();
    await second.close();
  });

  it('sees the result, and so do the spectator and a link to it', async () => {
    const list = await spectator.tab();
    await list.goto(`${server.url}/app/watch`);
    const row = list.getByRole('listitem').filter({ hasText: 'Ada' });
    await row.hover();
    await runDown(server, match);
    await row.getByText('over').waitFor(); // it keeps its place under the pointer
    await list.close();
    await guest.page.getByRole('heading', { name: /^You (came|share) / }).waitFor();
    await guest.page.getByText('Nobody but bots to play against: ratings stay as they are.').waitFor();
    await spectator.page.getByRole('heading', { name: 'The match is over' }).waitFor();
    await screenshot(guest.page, 'result-phone');
    await screenshot(spectator.page, 'result-desktop');
    assert.deepEqual([await faultsOf(guest.page), await faultsOf(spectator.page)], [[], []]);
    await spectator.page.goto(`${server.url}/app/matches/${match}`);
    await spectator.page.getByRole('cell', { name: 'Ada' }).first().waitFor();
    assert.equal(await overflowOf(guest.page), 0);
    assert.deepEqual([guest.errors, spectator.errors], [[], []]);
  });

  it('finds the match in the history', async () => {
    const { page, errors } = guest;
    await page.goto(`${cable.url}/app/me`);
    await page.getByRole('heading', { level: 1, name: 'Ada' }).waitFor();
    await page.locator(`a[href$="/matches/${match}"]`).first().waitFor();
    await screenshot(page, 'me-played-phone');
    assert.deepEqual(await faultsOf(page), []);
    assert.deepEqual(errors, []);
  });

  it('leaves another match, and is told in the lobby what that comes to', async () => {
    const { page, errors } = guest;
    await page.goto(`${cable.url}/app`);
    await page.getByRole('button', { name: 'Play with bots' }).click();
    await puzzleOf(page).waitFor();
    await page.getByRole('button', { name: /^Leave/ }).click();
    await page.getByRole('button', { name: 'Leave', exact: true }).last().click();
    await page.getByText('You left the match, and it ended').waitFor();
    await screenshot(page, 'left-phone');
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('link', { name: 'See its result' }).click();
    await page.getByRole('heading', { name: 'Everybody left before the end' }).waitFor();
    assert.deepEqual(errors, []);
  });
});

function puzzleOf(page: Page) {
  return page.getByRole('region', { name: 'Your puzzle' });
}

/** Goes there by Tab, as who has no mouse. */
async function focusOn(page: Page, target: ReturnType<Page['getByLabel']>): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail('the keyboard does not get there');
}
