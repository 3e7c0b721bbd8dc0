import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { arena } from '../../src/games/arena/arena.ts';
import { plain } from '../../src/match/canonical.ts';
import type { MatchSetup } from '../../src/match/journal.ts';
import { Match } from '../../src/match/match.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { arenaMaker } from '../../src/schema/arena.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { screenshot } from './support/screenshot.ts';
import { serveBuilt } from './support/serveBuilt.ts';
import { faultsOf, overflowOf, PHONE, type Visitor, visit } from './support/visitor.ts';

const LAPTOP = { width: 1366, height: 768 };
const MATCH = '00000000-0000-4000-8000-00000000aaaa';
const ASSETS = fileURLToPath(new URL('../../web/dist/assets', import.meta.url));

describe('the arena in a browser', function () {
  this.timeout(240_000);
  let page: Awaited<ReturnType<typeof serveBuilt>>;
  let server: ParlorProcess;
  const open: Visitor[] = [];

  before(async () => {
    page = await serveBuilt();
    server = await startParlor();
  });
  afterEach(async () => {
    for (const visitor of open.splice(0)) await visitor.leave();
  });
  after(async () => {
    await page?.close();
    await server?.stop();
  });

  async function warmUp(size: typeof PHONE): Promise<Visitor> {
    const visitor = await visit(`${page.url}/warm-up/arena`, size, 'no-preference');
    open.push(visitor);
    await visitor.page.getByRole('heading', { name: 'Warm up for the arena' }).waitFor();
    assert.deepEqual(await faultsOf(visitor.page), []);
    await visitor.page.getByRole('button', { name: 'Play', exact: true }).click();
    await visitor.page.locator('.arena[data-frames]').waitFor();
    return visitor;
  }

  it('is played by keys alone, and its keys are no shortcuts of the page meanwhile', async () => {
    const { page: tab, errors } = await warmUp(LAPTOP);
    // As if it was chosen in another tab.
    await tab.evaluate(() => {
      const chosen = { key: 'parlor.preferences', newValue: '{"captions":true}' };
      dispatchEvent(new StorageEvent('storage', chosen));
    });
    for (const key of ['KeyD', 'KeyS', 'KeyJ', 'Space', 'KeyA', 'KeyW']) {
      await tab.keyboard.down(key);
      await drawn(tab, 10);
      await tab.keyboard.up(key);
    }
    await tab.getByText('J shoots who is nearest').waitFor();
    await tab.keyboard.press('Space', { delay: 100 });
    await tab.locator('.arena__captions').waitFor();
    await screenshot(tab, 'arena-captions');
    assert.equal(await tab.locator('.arena').count(), 1);
    await tab.getByRole('button', { name: 'Leave the arena' }).click();
    await tab.getByRole('heading', { name: 'Warm up for the arena' }).waitFor();
    assert.deepEqual(errors, []);
  });

  for (const [name, size] of [
    ['a phone', PHONE],
    ['a laptop', LAPTOP],
  ] as const) {
    it(`is played with bots on a server at the size of ${name}; who writes in the chat does not play`, async () => {
      const visitor = await visit(`${server.url}/app`, size, 'no-preference');
      open.push(visitor);
      const { page: tab, errors } = visitor;
      await tab.getByLabel('Your name').fill('Ada');
      await tab
        .getByRole('article', { name: 'Arena' })
        .getByRole('button', { name: /with bots$/ })
        .click();
      await tab.locator('.arena[data-frames]').waitFor({ timeout: 60_000 });
      await tab.locator('.arena__own').waitFor();
      if (size === PHONE) await thumbs(tab);
      else await mouseAndKeys(tab);
      await drawn(tab, 120);
      await screenshot(tab, `arena-${size.width}`);
      const { turned, frameP95 } = await tab
        .locator('.arena')
        .evaluate((arena) => ({ ...(arena as HTMLElement).dataset }));
      assert.equal(turned, String(size === PHONE));
      console.log(`      ${name}: p95 of a frame's own work ${frameP95} ms`);
      await tab.getByRole('button', { name: /^Chat/ }).click();
      const focused = await tab.evaluate(() => document.activeElement?.tagName);
      assert.equal(focused, 'BODY', 'the next Space dashes');
      const field = tab.locator('.arena__chat input');
      await field.fill('');
      await field.pressSequentially('was jd');
      assert.equal(await field.inputValue(), 'was jd');
      await field.press('Enter');
      await tab.locator('.arena__chat .chat__line', { hasText: 'was jd' }).waitFor();
      await screenshot(tab, `arena-chat-${size.width}`);
      assert.deepEqual(await faultsOf(tab), []);
      await tab.getByRole('button', { name: 'Leave the arena' }).click();
      await tab.getByRole('button', { name: 'Leave', exact: true }).click();
      await tab.getByText('only bots were left').waitFor();
      assert.deepEqual(errors, []);
    });
  }

  it('is played again: from anybody’s place, to each kill, and to the end that the server had', async () => {
    const record = recorded();
    const visitor = await visit(`${server.url}/app`, LAPTOP, 'no-preference');
    open.push(visitor);
    const { page: tab, errors } = visitor;
    await tab.route(`**/matches/${MATCH}/replay?format=2`, (route) => route.fulfill({ json: record }));
    await tab.goto(`${server.url}/app/replay/${MATCH}`);
    await tab.getByText('it came to the same end as on the server').waitFor();
    await tab.locator('.arena[data-frames]').waitFor();
    await tab.getByRole('button', { name: 'Next kill' }).click();
    await drawn(tab, 60);
    await screenshot(tab, 'arena-replay');
    await tab.getByText('Bob', { exact: true }).last().click();
    await tab.getByText('4×').click();
    await tab.getByRole('button', { name: 'Pause' }).click();
    await tab.getByRole('button', { name: 'The whole room' }).click();
    await drawn(tab, 30);
    await screenshot(tab, 'arena-replay-whole');
    assert.deepEqual(await faultsOf(tab), []);
    await tab.setViewportSize({ width: 760, height: LAPTOP.height });
    await tab.waitForFunction(() => (document.querySelector('.arena__picture')?.clientWidth ?? 0) <= 760);
    assert.equal(await overflowOf(tab), 0, 'it shrinks with its window');
    await tab.goto(`${server.url}/app/how-to-play/arena`);
    await tab.getByRole('heading', { name: /Shoot: a kill brings 3/ }).waitFor();
    await screenshot(tab, 'arena-how-to');
    assert.equal(await overflowOf(tab), 0);
    assert.deepEqual(errors, []);
  });

  it('takes no more than 60 KB of what is fetched, and only by who plays it', () => {
    const files = readdirSync(ASSETS).filter((file) => /^(WarmUp|arena)/i.test(file));
    assert.ok(files.some((file) => file.endsWith('.js')));
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(`${ASSETS}/${file}`)).length, 0);
    console.log(`      ${(bytes / 1_000).toFixed(1)} KB, compressed`);
    assert.ok(bytes <= 60_000);
    const first = readdirSync(ASSETS).filter((file) => /^index-.*\.js$/.test(file));
    for (const file of first)
      assert.ok(!readFileSync(`${ASSETS}/${file}`, 'utf8').includes('Warm up for the arena'));
  });
});

/** Resolves after so many frames more. */
function drawn(tab: Page, more: number): Promise<void> {
  return tab.locator('.arena').evaluate(
    (arena, wanted) =>
      new Promise<void>((resolve) => {
        const count = () => Number((arena as HTMLElement).dataset.frames);
        const until = count() + wanted;
        const watch = new MutationObserver(() => {
          if (count() < until) return;
          watch.disconnect();
          resolve();
        });
        watch.observe(arena, { attributeFilter: ['data-frames'] });
      }),
    more,
  );
}

/** Some seconds of bots, until all but one leave, as the records tell it. */
function recorded() {
  const seats = ['Ada', 'Bob', 'Cem'].map((name, i) => ({
    ...{ id: `00000000-0000-4000-8000-00000000000${i}`, name, bot: true, skill: 0.9 },
  }));
  const setup: MatchSetup = { id: MATCH, game: 'arena', seed: '5'.repeat(64), seats };
  const match = Match.start(arena, arenaMaker.plain, setup);
  const points = () => [...match.state.players.values()].reduce((sum, { score }) => sum + score, 0);
  while (points() < 6 || match.now < 12_000) match.advance(1_000);
  for (const { id } of seats.slice(1)) match.leave(id);
  return {
    match_id: MATCH,
    setup,
    journal: structuredClone(match.journal),
    game_ms: match.now,
    final_state: plain(match.state),
    state_hash: stateHash(match.state),
  };
}

async function mouseAndKeys(tab: Page): Promise<void> {
  await tab.keyboard.down('KeyD');
  await tab.mouse.move(1_000, 300);
  await tab.mouse.down();
  await tab.keyboard.press('Space');
  await drawn(tab, 30);
  await tab.mouse.up();
  await tab.keyboard.up('KeyD');
}

/** Both thumbs are down, as a phone tells of it. */
async function thumbs(tab: Page): Promise<void> {
  const touch = await tab.context().newCDPSession(tab);
  const at = (x: number, y: number, id: number) => ({ x, y, id });
  await touch.send('Input.dispatchTouchEvent', {
    type: 'touchStart',
    touchPoints: [at(90, 620, 0), at(300, 620, 1)],
  });
  await touch.send('Input.dispatchTouchEvent', {
    type: 'touchMove',
    touchPoints: [at(130, 580, 0), at(340, 560, 1)],
  });
  await drawn(tab, 30);
  await screenshot(tab, 'arena-sticks');
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}
