import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { runDown } from './support/runDown.ts';
import { solvePuzzle } from './support/solvePuzzle.ts';
import { DESKTOP, type Visitor, visit } from './support/visitor.ts';

/** Cards run out and are shown for some seconds. */
const HAND_MS = 60_000;

describe('by keyboard alone', function () {
  this.timeout(240_000);
  let server: ParlorProcess;
  let visitor: Visitor | undefined;
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
  });
  afterEach(() => visitor?.leave());
  after(() => server?.stop());

  it('a match of relay is played, from the lobby to the next one', async () => {
    visitor = await visit(`${server.url}/app`, DESKTOP);
    const { page, errors } = visitor;
    await begin(page, 'Relay');
    await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
    const match = page.url().split('/').at(-1) ?? '';
    await solve(page, '1 solved');
    await solve(page, '2 solved');

    // Out and back: to what is said at the table, and to the answer.
    await page.keyboard.press('/');
    await page.locator('input[aria-label="Message"]:focus, .chat input:focus').waitFor();
    await seen(page);
    await page.keyboard.press('Escape');
    await page.locator('[data-answer]:focus').waitFor();

    await runDown(server, match);
    await page.getByRole('heading', { level: 1, name: /^You (came|share) / }).waitFor();
    await page.locator('h1:focus').waitFor();
    for (const _ of 'abcdef') {
      await page.keyboard.press('Tab');
      await seen(page);
    }
    await page.keyboard.press('r');
    await page.waitForURL((url) => /\/table\/.+/.test(url.pathname) && !url.pathname.includes(match));
    await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
    assert.deepEqual(errors, []);
  });

  it('a match of hold’em is played, from the queue to the last chip', async () => {
    visitor = await visit(`${server.url}/app`, DESKTOP);
    const { page, errors } = visitor;
    const others = await Promise.all(['Ben', 'Cy'].map((name) => PlainPlayer.signIn(server.url, name)));
    const door = page.getByRole('article', { name: 'Hold’em' });
    await goTo(page, page.getByLabel('Your name'));
    await page.keyboard.type('Ada');
    await goTo(page, door.getByRole('button', { name: /^Play/ }).first());
    await page.keyboard.press('Enter');
    const played = others.map(async (player) => {
      await risksAll(player, await player.queueOverHttp({ game: 'holdem' }));
    });
    await page.getByRole('alertdialog', { name: 'A table is ready' }).waitFor();
    await page.getByRole('button', { name: 'Accept' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/table\/.+/);

    const over = page.getByRole('heading', { level: 1, name: /^You (came|share) / });
    const turn = page.locator('.acting--mine .acting__key[aria-disabled="false"]').first();
    for (;;) {
      await turn.or(over).waitFor({ timeout: HAND_MS });
      if (await over.isVisible()) break;
      await page.keyboard.press('a');
      await page.keyboard.press('a');
      await page.locator('.acting--mine').waitFor({ state: 'hidden' });
    }
    await page.locator('h1:focus').waitFor();
    for (const _ of 'abc') {
      await page.keyboard.press('Tab');
      await seen(page);
    }
    await Promise.all(played);
    assert.deepEqual(errors, []);
  });
});

/** Puts all in whenever it is their turn, until the match is over. */
async function risksAll(player: PlainPlayer, match: string): Promise<void> {
  for (let since = 0; ; ) {
    const { status, body } = await player.ask('GET', `/api/v1/matches/${match}/state?since=${since}`);
    if (status !== 200 || body.state.phase === 'finished') return;
    since = body.version;
    const { turn, turn_no, players } = body.state;
    if (players[player.id]?.seat === turn) await player.act(match, { action: 'all_in', turn_no });
  }
}

/** A name and a key, reached by Tab. */
async function begin(page: Page, game: string): Promise<void> {
  await goTo(page, page.getByLabel('Your name'));
  await page.keyboard.type('Ada');
  await goTo(page, page.getByRole('article', { name: game }).getByRole('button', { name: /with bots/ }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/table\/.+/);
}

async function solve(page: Page, then: string): Promise<void> {
  await page.locator('.puzzle [data-answer]:focus, .grid__cell--thing').first().waitFor();
  await solvePuzzle(page);
  await page.getByText(then).waitFor();
}

/** Goes there by Tab, as who has no mouse, and sees at each step where one is. */
async function goTo(page: Page, target: ReturnType<Page['locator']>): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
    await seen(page);
  }
  assert.fail('the keyboard does not get there');
}

/** What has the focus shows it, within the window. */
async function seen(page: Page): Promise<void> {
  const focus = await page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const around = [element, element.nextElementSibling, element.closest('label, li, .field, form')];
    const marked = around.some((one) => {
      if (!one) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== 'none' && outlineWidth !== '0px';
    });
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const inside = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    return { marked, inside, what: element.outerHTML.slice(0, 200) };
  });
  if (focus) assert.ok(focus.marked && focus.inside, JSON.stringify(focus));
}
