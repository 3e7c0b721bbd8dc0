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

  it('are listed, seen once they were looked at, put away, and muted by topic', async () => {
    const { page } = visitor;
    await page.getByRole('link', { name: /^Notifications/ }).click();
    await page.getByRole('heading', { name: 'Notifications', exact: true }).waitFor();
    await page.getByText('Only in the list', { exact: true }).waitFor();
    await screenshot(page, 'inbox-phone');
    assert.deepEqual(await faultsOf(page), []);
    assert.equal(await overflowOf(page), 0);
    await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor(); // nothing new any more
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
