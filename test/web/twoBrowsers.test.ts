import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { memoryStorage } from '../../client/KeyValue.ts';
import type { MatchConnection } from '../../client/MatchConnection.ts';
import type { MatchView } from '../../client/matchView.ts';
import { Parlor } from '../../client/Parlor.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { type Cable, layCable } from './support/cable.ts';
import { openBrowser } from './support/chromium.ts';
import { solvePuzzle } from './support/solvePuzzle.ts';

/** Long enough for a machine that is busy; nothing waits for it to pass. */
const PATIENCE_MS = 45_000;

describe('two browsers and a bot', () => {
  const cleanups: (() => unknown)[] = [];
  let server: ParlorProcess;
  let cable: Cable;
  let ada: Page;
  let bob: Page;
  let bot: Parlor;

  before(async function () {
    this.timeout(180_000);
    await ensureBuilt();
    server = await startParlor();
    cleanups.push(() => server.stop());
    cable = await layCable(server.port);
    cleanups.push(() => cable.close());
    ada = await openPage(server.url);
    bob = await openPage(cable.url);
    bot = new Parlor(server.url, { storage: memoryStorage() });
    cleanups.push(() => bot.close());
  });

  after(async function () {
    this.timeout(180_000);
    for (const cleanup of cleanups.reverse()) await cleanup();
  });

  async function openPage(url: string): Promise<Page> {
    const browser = await openBrowser();
    cleanups.push(() => browser.close());
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${url}/app`);
    return page;
  }

  it('play a match to its end, though one loses the network in the middle', async function () {
    this.timeout(240_000);
    const failures = [ada, bob].map(failuresOf);

    await play(ada, 'Ada');
    await play(bob, 'Bob');
    const playing = playAsBot(bot);
    await accept(ada);
    await accept(bob);
    const match = await playing;
    await ada.waitForURL(/\/table\//);
    await bob.waitForURL(/\/table\//);
    await puzzleOf(ada).waitFor();
    await puzzleOf(bob).waitFor();
    assert.equal(new URL(bob.url()).pathname, new URL(ada.url()).pathname);
    const seat = playerCalled('Bob', match.state).seat;

    await solvePuzzle(ada);
    await ada.getByText(/^Right! (Bob|Charlie) \+\d+ \(\d+\ss of light\), you \+\d+\.$/).waitFor();
    await ada.getByText('1 solved').waitFor();

    await bob.context().setOffline(true);
    cable.cut();
    await ada.getByText(/^away \d:\d\d$/).waitFor();
    await bob.locator('.connection--reconnecting, .connection--offline').waitFor();

    cable.mend();
    await bob.context().setOffline(false);
    await bob.locator('.connection--live').waitFor();
    await ada.getByText(/^away \d:\d\d$/).waitFor({ state: 'hidden' });
    const returned = playerCalled('Bob', match.state);
    assert.equal(returned.seat, seat);
    assert.equal(returned.left, false);
    assert.ok(returned.grace < 60_000, 'what was used of the grace is gone');

    await match.leave();
    await skipUntilOut(bob);

    await ada.getByRole('heading', { name: 'You came first' }).waitFor();
    await bob.getByRole('heading', { name: 'You came 2nd of 3' }).waitFor();
    const places = await ada.locator('.standings tbody tr').allInnerTexts();
    assert.deepEqual(
      places.map((row) => row.split(/\s+/).slice(0, 2).join(' ')),
      ['1st Ada', '2nd Bob', '3rd Charlie'],
    );
    await ada.getByText('still new').waitFor();
    assert.deepEqual(failures, [[], []]);

    await ada.reload();
    await ada.getByRole('heading', { name: 'You came first' }).waitFor();

    await ada.goto(`${new URL(ada.url()).origin}/app/me`);
    const row = ada.locator('.history__with').first();
    await row.waitFor();
    assert.match((await row.innerText()).split('\n')[0] ?? '', /^with .*(Bob.*Charlie|Charlie.*Bob)/);
    assert.match(await ada.locator('.ratings__row').first().innerText(), /^Relay\s+1st · 1 match\s+new/);
  });
});

/** Errors that the page itself made. A network that is gone is the browser's to complain of. */
function failuresOf(page: Page): string[] {
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('console', (message) => {
    const network = /WebSocket connection to|Failed to load resource|Network offline/;
    if (message.type() === 'error' && !network.test(message.text())) failures.push(message.text());
  });
  return failures;
}

/** Plays as a person with a keyboard does: a name, Enter. */
async function play(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.keyboard.press('Enter');
  await page.getByText('Looking for a table').waitFor();
}

/** The ready check has the focus already. */
async function accept(page: Page): Promise<void> {
  await page.getByRole('alertdialog', { name: 'A table is ready' }).waitFor();
  await page.keyboard.press('Enter');
}

/** A program that plays: the client without a page. Accepts any table. Resolves once the match runs. */
async function playAsBot(bot: Parlor): Promise<MatchConnection> {
  await bot.signInAsGuest('Charlie');
  await bot.enterLobby();
  const found = new Promise<MatchConnection>((resolve) => {
    bot.on('match', (match) => match && resolve(match));
  });
  bot.on('ready_check', ({ own }) => void (own || bot.acceptTable()));
  await bot.queue({ game: 'relay' });
  const match = await found;
  await new Promise<void>((resolve) => {
    match.on('state', (state) => state.phase === 'playing' && resolve());
  });
  return match;
}

function puzzleOf(page: Page) {
  return page.getByRole('region', { name: 'Your puzzle' });
}

function playerCalled(name: string, state: MatchView | null): MatchView['players'][string] {
  const player = Object.values(state?.players ?? {}).find((one) => one.name === name);
  assert.ok(player, `${name} is at the table`);
  return player;
}

/** Skips cost points: whoever goes on skipping is out soon. */
async function skipUntilOut(page: Page): Promise<void> {
  const points = page.locator('.seat--me .gauge__points');
  // As a script does: a click that waits until the button is enabled would wait for ever at 5 points.
  const skip = () => page.evaluate(() => document.querySelector<HTMLElement>('.puzzle__skip')?.click());
  while (Number(await points.textContent()) > 5) await skip();
}
