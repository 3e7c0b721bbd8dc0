import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { type Cable, layCable } from './support/cable.ts';
import { withstandsNames } from './support/hostile.ts';
import { screenshot } from './support/screenshot.ts';
import { DESKTOP, faultsOf, overflowOf, PHONE, type Visitor, visit } from './support/visitor.ts';

const LAPTOP = { width: 1366, height: 768 };
const FRAMES = 40;

describe('the page of the button', function () {
  this.timeout(240_000);
  let server: ParlorProcess;
  let cable: Cable;
  let ada: Visitor;
  let bob: Visitor;
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
    cable = await layCable(server.port);
    ada = await visit(`${cable.url}/app/button`, PHONE);
    bob = await visit(`${server.url}/app/button`, LAPTOP);
  });
  after(async () => {
    await ada?.leave();
    await bob?.leave();
    await cable?.close();
    await server?.stop();
  });

  const pressOf = (page: Page) => page.getByRole('button', { name: /^(Push|New round) ?: / });
  const resultsOf = (page: Page) => page.getByRole('log', { name: 'What became of yours' }).locator('li');
  const lastOf = (page: Page) => page.locator('.last-push__who');

  it('makes a guest of who pushes, and both pages see the same', async () => {
    await ada.page.getByLabel('Your name').fill('Ada');
    await pressOf(ada.page).click();
    await resultsOf(ada.page).getByText('You opened a round: yours made version 1.').waitFor();
    await bob.page.getByLabel('Your name').fill('Bob');
    await pressOf(bob.page).click();
    await resultsOf(bob.page)
      .getByText(/^It counts, with \d\d\.\d s left: yours made version 2\.$/)
      .waitFor();
    for (const { page } of [ada, bob]) {
      await lastOf(page)
        .getByText(/^Bob .*pushed last/)
        .waitFor();
      await page.getByText('2 pushes in this round.').waitFor();
    }
    const faces = [ada, bob].map(({ page }) =>
      page.locator('.press__rider .guest').getAttribute('data-face'),
    );
    const [here, there] = await Promise.all(faces);
    assert.equal(here, there);
    await ada.page
      .locator('[aria-live="polite"]')
      .getByText(/Bob.* pushed, with \d\d\.\d s left\. 60 seconds now\.$/)
      .waitFor({ state: 'attached' });
    await screenshot(ada.page, 'button-phone');
    await screenshot(bob.page, 'button-laptop');
  });

  it('is pushed by a key, once however long it is held', async () => {
    const { page } = bob;
    await pressOf(page).focus();
    await page.keyboard.down('Enter');
    await page.locator('.press__dome--down').waitFor();
    for (const _ of 'abc') await page.keyboard.down('Enter'); // as a key that is held
    await page.keyboard.up('Enter');
    await resultsOf(page).nth(1).waitFor();
    await page.keyboard.press('Space');
    await resultsOf(page)
      .getByText(/yours made version 4\.$/)
      .waitFor();
    await ada.page.getByText('4 pushes in this round.').waitFor();
  });

  it('counts down by tenths that never run back, or by seconds for who wants it calm', async () => {
    const { page } = bob;
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.locator('.press__left').getByText(/\.\d$/).waitFor();
    const shown = await framesOf(page);
    assert.ok(shown.length === FRAMES && shown.every((text) => /^\d\d\.\d$/.test(text)), shown.join(' '));
    const counted = shown.map(Number);
    assert.deepEqual(
      counted,
      counted.toSorted((a, b) => b - a),
    );
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.locator('.press__left').getByText(/^\d+$/).waitFor();
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  });

  /** What was left as it stood on the button, over some frames. */
  function framesOf(page: Page): Promise<string[]> {
    return page.locator('.press__left').evaluate(async (left, frames) => {
      const shown: string[] = [];
      while (shown.length < frames) {
        await new Promise(requestAnimationFrame);
        shown.push(left.textContent ?? '');
      }
      return shown;
    }, FRAMES);
  }

  it('stands while one is offline, and a push made then arrives', async () => {
    const { page } = ada;
    await page.context().setOffline(true);
    cable.cut();
    await page.getByText('Stands still: you are offline.').waitFor();
    await pressOf(page).click();
    await page.getByText(/^Waits for your connection: it counts .* \d+ s$/).waitFor();
    assert.equal(new Set(await framesOf(page)).size, 1, 'it stands');
    await page.getByRole('button', { name: /^Push ?: offline, it is sent once you are back$/ }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await screenshot(page, 'button-offline');
    await pressOf(bob.page).click();
    await resultsOf(bob.page)
      .getByText(/yours made version 5\.$/)
      .waitFor();
    cable.mend();
    await page.context().setOffline(false);
    await resultsOf(page)
      .getByText(/^(Bob|Somebody).? was quicker: yours made version 6\.$/)
      .waitFor();
    await page.getByText('Waits for your connection').waitFor({ state: 'hidden' });
    await page.getByText('Stands still').waitFor({ state: 'hidden' });
    await lastOf(bob.page).getByText(/^Ada/).waitFor();
  });

  it('tells on another page what became of a push', async () => {
    const { page } = ada;
    await page.context().setOffline(true);
    cable.cut();
    await page.getByText('Stands still: you are offline.').waitFor();
    await pressOf(page).click();
    await page.getByText('Waits for your connection').waitFor();
    await page.getByRole('link', { name: 'Play', exact: true }).click();
    await page.getByRole('heading', { name: /^Ready, / }).waitFor();
    cable.mend();
    await page.context().setOffline(false);
    await page.getByText(/^Your push of the button: .* version 7\./).waitFor();
    await screenshot(page, 'button-elsewhere');
    const tile = page.getByRole('link', { name: /^The button/ });
    await tile.getByText(/^Ada.* pushed last$/).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await tile.click();
    await page.getByRole('heading', { level: 1, name: 'The button' }).waitFor();
  });

  it('keeps the closest calls and the longest rounds', async () => {
    const closest = bob.page.getByRole('region', { name: 'Closest calls' });
    await closest.getByRole('link', { name: /Ada/ }).first().waitFor();
    await bob.page
      .getByRole('region', { name: 'Longest rounds' })
      .getByText(/\d+ pushes/)
      .waitFor();
  });

  it('has no fault of accessibility and fits, in any light, whoever is named', async () => {
    for (const { page } of [ada, bob]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await faultsOf(page), [], colorScheme);
        assert.equal(await overflowOf(page), 0);
      }
      await withstandsNames(page, 'button', ['Ada', 'Bob']);
    }
    assert.deepEqual([...ada.errors, ...bob.errors], []);
  });
});

describe('the page of a button that runs down', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  let visitor: Visitor;
  before(async () => {
    await ensureBuilt();
    server = await startParlor({ BUTTON_COUNTDOWN_S: '6' });
    visitor = await visit(`${server.url}/app/button`, DESKTOP);
  });
  after(async () => {
    await visitor?.leave();
    await server?.stop();
  });

  it('says so by more than a colour, goes out, and is lit by who pushes it', async () => {
    const { page } = visitor;
    const said = await page.locator('.press__said').evaluateHandle((element) => {
      const texts: (string | null)[] = [];
      const options = { childList: true, characterData: true, subtree: true };
      new MutationObserver(() => texts.push(element.textContent)).observe(element, options);
      return texts;
    });
    await page.getByRole('button', { name: /^Push ?: / }).click();
    await page.getByText('You opened a round: yours made version 1.').waitFor();
    const over = page.getByRole('button', { name: /^New round ?: the last one is over$/ });
    await over.waitFor();
    await page.getByText('Over. Push, and a new one begins.').waitFor();
    assert.deepEqual((await said.jsonValue()).slice(-4), [
      'It runs.',
      'Soon over.',
      'The last seconds!',
      'Over. Push, and a new one begins.',
    ]);
    await screenshot(page, 'button-over');
    assert.deepEqual(await faultsOf(page), []);
    await over.click();
    await page.getByText('You opened a round: yours made version 2.').waitFor();
    await page.getByText('1 push in this round.').waitFor();
    await page.getByRole('button', { name: /^Push ?: / }).waitFor();
    assert.deepEqual(visitor.errors, []);
  });
});
