import assert from 'node:assert/strict';
import { memoryStorage } from '../../client/KeyValue.ts';
import { Parlor } from '../../client/Parlor.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { screenshot } from './support/screenshot.ts';
import { faultsOf, overflowOf, PHONE, type Visitor, visit } from './support/visitor.ts';

/** One more than live on a page. */
const TABLES = 7;
const LIVING = 6;

describe('the tables that one may watch', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  let visitor: Visitor;
  const players: Parlor[] = [];
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
    visitor = await visit(`${server.url}/app/watch`, { width: 1366, height: 1600 });
  });
  after(async () => {
    for (const parlor of players) parlor.close();
    await visitor?.leave();
    await server?.stop();
  });

  it('are tiles of which six live at most', async () => {
    const matches: string[] = [];
    // One after the other: at once they would sit at the same table.
    while (matches.length < TABLES) matches.push(await playWithBots(`P${matches.length}`));
    const { page, errors } = visitor;
    const looked = new Map<string, number>();
    page.on('request', (request) => {
      const match = /\/matches\/([^/]+)\/state/.exec(request.url())?.[1];
      if (match) looked.set(match, (looked.get(match) ?? 0) + 1);
    });
    await page.getByRole('button', { name: 'Come in and look' }).click();
    await page
      .locator('.tables__picture')
      .nth(TABLES - 1)
      .waitFor();
    await page
      .locator('.tables__picture .mini__centre b')
      .nth(LIVING - 1)
      .waitFor();
    await page.waitForResponse(/\/state/);
    await screenshot(page, 'watch-tiles');

    assert.equal(looked.size, LIVING, 'so many at most');
    assert.ok([...looked.keys()].every((match) => matches.includes(match)));
    assert.deepEqual(await faultsOf(page), []);
    await page.setViewportSize(PHONE);
    assert.equal(await overflowOf(page), 0);
    await screenshot(page, 'watch-tiles-phone');
    assert.deepEqual(errors, []);
  });

  async function playWithBots(name: string): Promise<string> {
    const parlor = new Parlor(server.url, { storage: memoryStorage() });
    players.push(parlor);
    await parlor.signInAsGuest(name);
    await parlor.enterLobby();
    const found = new Promise<string>((resolve) => {
      parlor.on('match', (now) => now && resolve(now.id));
    });
    await parlor.queue({ game: 'relay', bots: true });
    return found;
  }
});
