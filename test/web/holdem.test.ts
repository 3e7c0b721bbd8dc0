import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { screenshot } from './support/screenshot.ts';
import { faultsOf, overflowOf, PHONE, type Visitor, visit } from './support/visitor.ts';

declare global {
  interface Window {
    /** How often the log said that one checked or called. */
    stayed: number;
  }
}

/** Bots think for some seconds each. */
const TURN_MS = 90_000;
const LAPTOP = { width: 1366, height: 768 };

describe('a table of hold’em with bots', function () {
  this.timeout(240_000);
  let server: ParlorProcess;
  const visitors: Visitor[] = [];
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
  });
  after(async () => {
    await Promise.all(visitors.map((visitor) => visitor.leave()));
    await server?.stop();
  });

  it('comes in chunks of its own, which neither the first load nor relay carry', async () => {
    const assets = fileURLToPath(new URL('../../web/dist/assets/', import.meta.url));
    const html = await readFile(fileURLToPath(new URL('../../web/dist/index.html', import.meta.url)), 'utf8');
    const files = (await readdir(assets)).filter((file) => /\.(js|css)$/.test(file));
    const texts = await Promise.all(
      files.map(async (file) => ({ file, text: await readFile(assets + file, 'utf8') })),
    );
    const cards = texts.filter(({ text }) => text.includes('playing-card'));
    assert.ok(cards.length >= 2, 'a script and a style sheet');
    for (const { file, text } of cards) {
      assert.ok(!html.includes(file), `${file} is not part of the first load`);
      assert.ok(!text.includes('puzzle__'), `${file} has nothing of relay`);
    }
  });

  it('is played by keyboard alone', async () => {
    const { page, errors } = await sitDown(server, visitors, LAPTOP);
    const heard = page.getByRole('log', { name: 'What happens at the table' });
    await heard.getByText(/^Hand 1\. Your cards: .+ of .+, .+ of .+\.$/).waitFor();
    await myTurn(page);
    await heard
      .getByText(/^Your turn\./)
      .first()
      .waitFor();
    await screenshot(page, 'holdem-turn-laptop');
    const keys = page.getByRole('region', { name: 'What you can do' });
    const lowest = await keys.evaluate((one) => one.getBoundingClientRect().bottom);
    assert.ok(lowest <= LAPTOP.height, `the keys end at ${lowest}: they are in the first look`);
    await page
      .locator('.situation--mine')
      .getByText(/^Your turn: (check|[\d,]+ to call|all in to call)/)
      .waitFor();
    assert.deepEqual(await faultsOf(page), []);
    assert.equal(await overflowOf(page), 0);
    const raise = page.getByRole('button', { name: /^(Raise|Bet|All in)/ }).last();
    await page.keyboard.press('r');
    const stake = page.getByRole('textbox', { name: 'Raise to' });
    await page.locator('[data-stake]:focus').waitFor();
    const before = Number(await stake.inputValue());
    await page.keyboard.press('ArrowUp');
    assert.ok(Number(await stake.inputValue()) > before, 'arrows go by big blinds');
    const amount = await stake.inputValue();
    assert.match((await raise.textContent()) ?? '', new RegExp(amount));
    await page.keyboard.press('Enter');
    await heard
      .getByText(/^You put in \d+\.$/)
      .first()
      .waitFor();

    await myTurn(page);
    await page.keyboard.press('a');
    await page.getByRole('button', { name: /^Press again/ }).waitFor();
    await screenshot(page, 'holdem-armed-laptop');
    await page.keyboard.press('a');
    await page
      .locator('.seat--me .chair__note')
      .getByText(/all in|wins|out/)
      .waitFor();
    await heard
      .getByText(/ wins | win | split /)
      .first()
      .waitFor({ timeout: TURN_MS });
    await screenshot(page, 'holdem-won-laptop');
    await page.getByRole('region', { name: 'Hands' }).locator('summary').first().click();
    await page
      .getByRole('heading', { name: /^Before the flop/ })
      .first()
      .waitFor();
    const file = page.getByRole('link', { name: 'PHH', exact: true }).first();
    assert.match(decodeURIComponent((await file.getAttribute('href')) ?? ''), /variant = "NT"/);
    assert.deepEqual(await faultsOf(page), []);
    assert.deepEqual(errors, []);
  });

  it('does what was chosen ahead, nothing that was meant for another turn, and asks before a fold for nothing', async () => {
    const { page, errors } = await sitDown(server, visitors, LAPTOP);
    const heard = page.getByRole('log', { name: 'What happens at the table' });
    const stay = page.locator('.acting__key').nth(1);
    await heard.evaluate((log) => {
      window.stayed = 0;
      const hear = ({ addedNodes }: MutationRecord) =>
        addedNodes.forEach((line) => {
          if (/^You (check|call)/.test(line.textContent ?? '')) window.stayed += 1;
        });
      new MutationObserver((all) => all.forEach(hear)).observe(log, { subtree: true, childList: true });
      const press = new MutationObserver(() => {
        if (!document.querySelector('.acting--mine')) return;
        press.disconnect();
        document.querySelector<HTMLButtonElement>('.acting__key')?.click(); // Fold, as the turn comes
      });
      press.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    await myTurn(page);
    assert.equal(await page.getByRole('dialog').count(), 0);
    const done = { ahead: false, asked: false };
    for (let looks = 0; looks < 60 && !(done.ahead && done.asked); looks++) {
      await page.locator('.acting__key[aria-disabled="false"]').first().waitFor({ timeout: TURN_MS });
      const mine = await page.locator('.acting--mine').count();
      const cheap = /^(Check|Call \d{1,3}(\D|$))/.test((await stay.textContent()) ?? '');
      if (mine > 0) {
        if (!done.asked && /^Check/.test((await stay.textContent()) ?? '')) {
          await page.keyboard.press('f');
          await screenshot(page, 'holdem-free-fold-laptop');
          await page.getByRole('dialog').getByRole('button', { name: 'Keep my cards' }).click();
          await myTurn(page);
          done.asked = true;
        }
        await page.keyboard.press(cheap ? 'c' : 'f');
        await page.locator('.acting:not(.acting--mine)').waitFor();
      } else if (!done.ahead && cheap) done.ahead = await isDoneAhead(page);
      else await myTurn(page);
    }
    assert.deepEqual(done, { ahead: true, asked: true });
    assert.equal(await heard.getByText(/^Not taken/).count(), 0);
    assert.deepEqual(errors, []);
  });

  it('is played on a phone by touch, and fits the smallest', async () => {
    const { page, errors } = await sitDown(server, visitors, PHONE);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    const match = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await myTurn(page);
    await screenshot(page, 'holdem-turn-phone');
    const keys = page.locator('.acting__key');
    const where = () =>
      keys.evaluateAll((all) => all.map((key) => JSON.stringify(key.getBoundingClientRect())));
    const sizes = await page
      .locator('.acting__key, .stake button, .stake input')
      .evaluateAll((all) =>
        all
          .map((one) => one.getBoundingClientRect())
          .filter(({ height, width }) => height < 44 || width < 44),
      );
    assert.deepEqual(sizes, [], 'every key is as large as a thumb');
    const mine = await where();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: /^(Check|Call)/ }).tap();
    await page.locator('.acting:not(.acting--mine)').waitFor();
    assert.deepEqual(await where(), mine, 'keys do not move between turns');
    assert.deepEqual(await page.evaluate(() => document.getAnimations().length), 0, 'nothing moves');
    await page.setViewportSize({ width: 320, height: 640 });
    assert.equal(await overflowOf(page), 0);
    await screenshot(page, 'holdem-wait-small');
    await page.setViewportSize(PHONE);
    await page.getByRole('button', { name: 'Leave the match' }).tap();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave', exact: true }).tap();
    await page.getByText(/You left the match/).waitFor();
    await page.goto(`${server.url}/app/replay/${match}`);
    await page.getByText('it came to the same end as on the server').waitFor();
    await page.getByRole('button', { name: 'Pause' }).tap();
    const time = page.getByRole('slider', { name: 'Time' });
    await time.press('End'); // no cards are out where the last hand was over
    const open = page.locator('.felt .playing-card:not(.playing-card--back)');
    for (let i = 0; i < 100 && (await open.count()) < 4; i++) await time.press('ArrowLeft');
    assert.ok((await open.count()) >= 4, 'cards lie open that nobody saw');
    await screenshot(page, 'holdem-replay-phone');
    const edge = await page.locator('.replay__controls').evaluate((one) => one.getBoundingClientRect().right);
    assert.ok(edge <= PHONE.width, 'nothing is cut off');
    assert.ok(await isBelow(page, '.hands', '.replay__controls'), 'what steers it stands at the table');
    assert.deepEqual(await faultsOf(page), []);
    await page.setViewportSize(LAPTOP);
    const felt = await page.locator('.felt').evaluate((one) => one.getBoundingClientRect().width);
    assert.ok(felt >= 550, `the table is ${felt} wide, not squeezed by what is beside it`);
    assert.ok(await isBelow(page, '.replay__controls', '.felt'));
    await screenshot(page, 'holdem-replay-laptop');
    await page.setViewportSize({ width: 320, height: 640 });
    assert.equal(await overflowOf(page), 0);
    await page.goto(`${server.url}/app/how-to-play/holdem`);
    await page.getByRole('heading', { name: 'What beats what' }).waitFor();
    assert.equal(await overflowOf(page), 0);
    assert.deepEqual(await faultsOf(page), []);
    await screenshot(page, 'holdem-how-to-small');
    assert.deepEqual(errors, []);
  });
});

async function sitDown(server: ParlorProcess, visitors: Visitor[], size: typeof PHONE): Promise<Visitor> {
  const visitor = await visit(`${server.url}/app`, size);
  visitors.push(visitor);
  const { page } = visitor;
  await page.evaluate(() => localStorage.setItem('parlor.preferences', JSON.stringify({ game: 'holdem' })));
  await page.reload();
  await page.getByLabel('Your name').fill('Ada');
  await page.getByRole('button', { name: 'Play with bots' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hold’em table' }).waitFor({ state: 'attached' });
  return visitor;
}

/** Whether one part begins no higher than another one ends. */
async function isBelow(page: Page, part: string, above: string): Promise<boolean> {
  const { top } = await page.locator(part).evaluate((one) => one.getBoundingClientRect());
  const { bottom } = await page.locator(above).evaluate((one) => one.getBoundingClientRect());
  return top >= bottom;
}

/** Once the keys take something. */
async function myTurn(page: Page): Promise<void> {
  const stay = page.locator('.acting--mine .acting__key[aria-disabled="false"]').nth(1);
  await stay.waitFor({ timeout: TURN_MS });
}

/** Chooses to stay while others think: whether that was done by itself when the turn came. False when it was off. */
async function isDoneAhead(page: Page): Promise<boolean> {
  const stay = page.locator('.acting__key').nth(1);
  const before = await page.evaluate(() => window.stayed);
  await stay.click();
  if ((await stay.getAttribute('aria-pressed')) !== 'true') return false; // the turn was quicker
  await page.waitForFunction(
    () => document.querySelector('.acting__key[aria-pressed="true"]') === null,
    undefined,
    { timeout: TURN_MS },
  );
  // In its turn, without a press: or the price changed, or the hand was over.
  const did = (before: number) => window.stayed > before;
  return page.waitForFunction(did, before, { timeout: 5_000 }).then(
    () => true,
    () => false,
  );
}
