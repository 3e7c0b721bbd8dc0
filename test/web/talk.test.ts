import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { screenshot } from './support/screenshot.ts';
import { DESKTOP, faultsOf, overflowOf, PHONE, type Visitor, visit } from './support/visitor.ts';

describe('talk at a table', function () {
  this.timeout(240_000);
  let server: ParlorProcess;
  let ada: Visitor;
  let bob: Visitor;
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
    ada = await visit(`${server.url}/app`, PHONE);
    bob = await visit(`${server.url}/app`, DESKTOP);
  });
  after(async () => {
    await ada?.leave();
    await bob?.leave();
    await server?.stop();
  });

  it('is seen on a phone wherever one looks, takes no focus, and is not heard of whom one muted', async () => {
    await ada.page.getByLabel('Your name').fill('Ada');
    await ada.page.getByRole('button', { name: 'Play with bots' }).click();
    await ada.page.getByRole('region', { name: 'Your puzzle' }).waitFor();
    const match = ada.page.url().split('/').at(-1) ?? '';
    await bob.page.goto(`${server.url}/app/watch/${match}`);
    await bob.page.getByRole('heading', { name: 'Watching a relay table' }).waitFor();
    await noteWhatIsSaid(ada.page);
    const before = await ada.page.evaluateHandle(() => document.activeElement);
    const focusStayed = () => before.evaluate((element) => element === document.activeElement);

    await say(bob.page, 'Hello there');
    const bubble = ada.page.locator('.said__one', { hasText: 'Hello there' });
    await bubble.waitFor();
    const chat = ada.page.getByRole('button', { name: /^Chat/ });
    await chat.getByText('1 unread').waitFor();
    await screenshot(ada.page, 'talk-phone');
    assert.equal(await focusStayed(), true);
    assert.equal(await inWindow(ada.page, '.said__one, .talk__bar'), true);

    await bob.page.getByRole('button', { name: 'Wow!' }).click();
    await ada.page.locator('.said__one', { hasText: 'Wow!' }).waitFor();
    assert.equal(await focusStayed(), true);
    assert.deepEqual(await faultsOf(ada.page), []);

    await chat.click();
    await ada.page.locator('.chat__line', { hasText: 'Hello there' }).waitFor();
    assert.equal(await ada.page.getByText('unread').count(), 0);
    assert.equal(await overflowOf(ada.page), 0);
    assert.deepEqual(await faultsOf(ada.page), []);
    await screenshot(ada.page, 'talk-sheet');

    await ada.page.getByRole('button', { name: /^Mute/ }).click();
    await ada.page.getByText('You do not see what').waitFor();
    await bob.page.getByRole('button', { name: 'Ouch!' }).click();
    await bob.page.locator('.said__one', { hasText: 'Ouch!' }).waitFor();
    await ada.page.getByRole('button', { name: 'Thanks!' }).click();
    await ada.page.waitForFunction(() => said().includes('Thanks!'));
    assert.deepEqual(await ada.page.evaluate(() => said()), ['Hello there', 'Wow!', 'Thanks!']);
    assert.deepEqual([...ada.errors, ...bob.errors], []);
  });
});

declare function said(): string[];

/** Lets a page remember all that flew over its table. */
function noteWhatIsSaid(page: Page): Promise<void> {
  return page.evaluate(() => {
    const all: string[] = [];
    Object.assign(globalThis, { said: () => all });
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (node instanceof Element && node.matches('.said__one'))
          all.push(node.querySelector('.said__words')?.textContent ?? '');
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Write to Table chat').fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
}

/** Whether all of these can be seen without scrolling. */
function inWindow(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).evaluateAll((all) =>
    all.every((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight + 1;
    }),
  );
}
