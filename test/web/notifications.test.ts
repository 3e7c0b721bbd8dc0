import assert from 'node:assert/strict';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { screenshot } from './support/screenshot.ts';
import { faultsOf, overflowOf, type Visitor, visit } from './support/visitor.ts';

describe('notifications on the page', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  let visitor: Visitor;
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
    visitor = await visit(`${server.url}/app`);
  });
  after(async () => {
    await visitor?.leave();
    await server?.stop();
  });

  async function send(body: object): Promise<void> {
    const response = await fetch(`${server.url}/api/v1/notifications`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`operator:${server.operatorPassword}`)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 202);
  }

  it('come in by themselves, cover nothing, and take no focus', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Open a party' }).click();
    await page.getByRole('heading', { name: /^Your party/ }).waitFor();
    await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor();
    const chat = page.getByRole('textbox').first();
    await chat.focus();
    await send({
      audience: { all: true },
      title: 'Maintenance at noon',
      priority: 'urgent',
      data: { link: '/leaderboard' },
    });
    const arrival = page.getByText('Maintenance at noon');
    await arrival.waitFor();
    await send({ audience: { all: true }, title: 'Only in the list', priority: 'low' });
    await page.getByRole('link', { name: /^Notifications, \d new$/ }).waitFor();
    assert.equal(await chat.evaluate((element) => element === document.activeElement), true);
    await screenshot(page, 'arrival-phone');
    assert.deepEqual(await faultsOf(page), []);
    assert.equal(await overflowOf(page), 0);
    assert.equal(await page.getByText('Only in the list', { exact: true }).count(), 0);
    await page.getByRole('button', { name: 'Close: Maintenance at noon' }).click();
    await arrival.waitFor({ state: 'hidden' });
  });

  it('are shown in one of two tabs, the one that is looked at, and what is urgent stays over a reload', async () => {
    const { page } = visitor;
    await page.bringToFront();
    const hidden = await visitor.tab();
    // A browser that is driven looks at all of its tabs.
    await hidden.addInitScript(() =>
      Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }),
    );
    await hidden.reload();
    await hidden.getByRole('link', { name: /^Notifications/ }).waitFor();
    const arrivals = (of: typeof page, title: string) => of.locator('.arrival').filter({ hasText: title });
    for (let i = 1; i <= 3; i++) {
      await send({ audience: { all: true }, title: `To one tab ${i}` });
      await arrivals(page, `To one tab ${i}`).waitFor();
    }
    await send({ audience: { all: true }, title: 'Leave the house', priority: 'urgent' });
    await arrivals(page, 'Leave the house').waitFor();
    await hidden.getByRole('link', { name: /^Notifications, [4-9] new$/ }).waitFor(); // it was told all of them
    assert.equal(await arrivals(hidden, 'To one tab').count(), 0);
    await hidden.close();
    for (let i = 1; i <= 3; i++) await send({ audience: { all: true }, title: `Then ${i}` });
    await arrivals(page, 'Then 3').waitFor();
    assert.equal(await arrivals(page, 'Leave the house').count(), 1, 'the others went');
    await page.reload();
    await arrivals(page, 'Leave the house').waitFor();
    await page.getByRole('button', { name: 'Close: Leave the house' }).click();
    await page.reload();
    await page.getByRole('link', { name: /^Notifications, \d+ new$/ }).waitFor();
    assert.equal(await arrivals(page, 'Leave the house').count(), 0, 'it was closed');
  });

  it('are listed, seen once they were looked at, put away, and muted by topic', async () => {
    const { page } = visitor;
    await page.getByRole('link', { name: /^Notifications/ }).click();
    await page.getByRole('heading', { name: 'Notifications', exact: true }).waitFor();
    await page.getByText('Only in the list', { exact: true }).waitFor();
    await screenshot(page, 'inbox-phone');
    assert.deepEqual(await faultsOf(page), []);
    assert.equal(await overflowOf(page), 0);
    await page.evaluate(() => scrollTo(0, 0));
    const below = page.locator('.inbox__row--new').last();
    await page.getByRole('link', { name: /^Notifications, \d+ new$/ }).waitFor(); // those below were not looked at
    await below.waitFor();
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor(); // nothing new any more
    assert.equal(await page.locator('.inbox__row--new').count(), 0);
    await page.getByRole('button', { name: /^Put away ?: Only in the list$/ }).click();
    await page.getByText('Only in the list', { exact: true }).waitFor({ state: 'hidden' });
    await page.getByRole('switch', { name: /^Announcements/ }).click();
    await page.getByRole('switch', { name: /^Announcements/, checked: false }).waitFor();
    await page.reload();
    await page.getByRole('switch', { name: /^Announcements/, checked: false }).waitFor();
    assert.equal(await page.getByText('Only in the list', { exact: true }).count(), 0, 'it stays put away');
    await page.getByRole('link', { name: /^Open ?: Maintenance at noon$/ }).click();
    await page.getByRole('heading', { name: 'Ranking' }).waitFor();
    assert.deepEqual(visitor.errors, []);
  });
});
