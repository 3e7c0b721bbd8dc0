import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { runDown } from './support/runDown.ts';
import { screenshot } from './support/screenshot.ts';
import { DESKTOP, faultsOf, PHONE, type Visitor, visit } from './support/visitor.ts';

describe('a private table of three browsers', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  let friends: Visitor[] = [];
  let ada: Page;
  let bob: Page;
  let cy: Page;

  before(async () => {
    await ensureBuilt();
    server = await startParlor();
    const home = `${server.url}/app`;
    friends = await Promise.all([visit(home, DESKTOP), visit(home, PHONE), visit(home, PHONE)]);
    [ada, bob, cy] = friends.map(({ page }) => page) as [Page, Page, Page];
  });
  after(async () => {
    await Promise.all(friends.map((friend) => friend.leave()));
    await server?.stop();
  });

  it('is joined by its code without an account', async () => {
    await ada.getByLabel('Your name').fill('Ada');
    await ada.getByRole('button', { name: 'Open a party' }).click();
    const link = await ada.getByLabel('Send this link to friends').inputValue();
    for (const [page, name] of [
      [bob, 'Bob'],
      [cy, 'Cy'],
    ] as const) {
      await page.goto(`${server.url}${new URL(link).pathname}`);
      await page.getByLabel('Your name').fill(name);
      await page.getByRole('button', { name: 'Join' }).click();
      await page.getByRole('button', { name: 'I am ready' }).click();
    }
    await ada.getByText('Everybody is ready', { exact: false }).waitFor();
    assert.deepEqual(await faultsOf(ada), []);
    await screenshot(ada, 'private-desktop');
  });

  it('starts with the three of them and nobody else', async () => {
    await ada.getByText('At a table of friends ratings stay as they are.').waitFor();
    await ada.getByRole('button', { name: 'Start with us 3' }).click();
    for (const page of [ada, bob, cy]) await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
    const paths = [ada, bob, cy].map((page) => new URL(page.url()).pathname);
    assert.equal(new Set(paths).size, 1, 'one table for all');
    const seats = ada.getByRole('list', { name: 'The ring: each feeds the next' }).getByRole('listitem');
    assert.equal(await seats.count(), 3);
    await screenshot(bob, 'private-table-phone');
    assert.deepEqual(await faultsOf(bob), []);
    const doubled = await bob.addStyleTag({ content: 'html { font-size: 200%; }' });
    await screenshot(bob, 'private-table-phone-200');
    const places = await bob
      .locator('.ring__seats, .table__main')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));
    const [ring, main] = places;
    assert.ok(
      ring && main && ring.height > 0 && ring.bottom <= main.top,
      'large letters have room of their own',
    );
    await doubled.evaluate((style) => (style as Element).remove());
  });

  it('is followed by another of the same three, once its leader says so', async () => {
    const path = new URL(ada.url()).pathname;
    await runDown(server, path.split('/').at(-1) ?? '');
    const again = ada.getByRole('button', { name: 'Again with us 3' });
    await again.waitFor();
    for (const page of [bob, cy]) {
      await page.getByText(/^Ada (starts for the party|waits for you)\.$/).waitFor();
      assert.equal(await page.getByRole('button', { name: 'Play again' }).count(), 0, 'one may not');
      const ready = page.getByRole('button', { name: 'I am ready' });
      if ((await ready.count()) > 0) await ready.click();
    }
    await ada.getByText('Everybody is ready', { exact: false }).waitFor();
    await screenshot(ada, 'private-again-desktop');
    await screenshot(bob, 'private-again-phone');
    assert.deepEqual([await faultsOf(ada), await faultsOf(bob)], [[], []]);
    await again.press('r');
    for (const page of [ada, bob, cy]) await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
    const paths = [ada, bob, cy].map((page) => new URL(page.url()).pathname);
    assert.deepEqual([new Set(paths).size, paths.includes(path)], [1, false], 'another table for all');
  });

  it('goes on without who leaves', async () => {
    await cy.getByRole('button', { name: 'Leave the match' }).click();
    await cy.getByRole('button', { name: 'Leave', exact: true }).click();
    await cy.getByRole('heading', { level: 1 }).waitFor();
    await bob.getByRole('region', { name: 'Your puzzle' }).waitFor();
    assert.deepEqual(
      friends.flatMap(({ errors }) => errors),
      [],
    );
  });
});
