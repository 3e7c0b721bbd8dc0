import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { type ParlorProcess, startParlor } from '../../support/parlorProcess.ts';
import { PlainPlayer } from '../../support/plainPlayer.ts';
import { ensureBuilt } from '../support/builtPage.ts';
import { screenshot } from '../support/screenshot.ts';
import { DESKTOP, faultsOf, overflowOf, PHONE, type Visitor, visit } from '../support/visitor.ts';

interface Seen {
  phase: string;
  hand: number;
  street: string;
  turn: number;
  turn_no: number;
  entropy_open: string;
  players: Record<string, { seat: number; entropy: string; entropy_commitment: string }>;
}

const { record } = JSON.parse(
  readFileSync(new URL('../../games/holdem/fairness-tampered.json', import.meta.url), 'utf8'),
);

const wrongOn = (page: Page) =>
  page.locator('[data-found="wrong"]').evaluateAll((all) => all.map((one) => one.getAttribute('data-step')));
const asFile = (given: object) => ({
  name: 'match.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(given)),
});

describe('the page that verifies', function () {
  this.timeout(240_000);
  let server: ParlorProcess;
  let visitor: Visitor;
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
    visitor = await visit(`${server.url}/app/verify`, DESKTOP);
  });
  after(async () => {
    await visitor?.leave();
    await server?.stop();
  });

  it('finds a file right, and the one step wrong that was tampered with; none of it is sent', async () => {
    const { page } = visitor;
    const asked: string[] = [];
    await page.getByRole('button', { name: 'Verify' }).waitFor();
    page.on('request', (request) => request.method() !== 'GET' && asked.push(request.url()));
    const file = page.getByLabel('Or a file that you kept');
    await file.setInputFiles(asFile(record));
    await page.getByText('All clear: nobody could have chosen a card. 3 hands, 21 steps checked.').waitFor();
    await page.getByText('Hand 2').click();
    await page.getByText('The shuffle, card by card').click();
    assert.equal(await page.locator('.verify__shuffle li').count(), 51);
    assert.deepEqual(await faultsOf(page), []);
    await screenshot(page, 'verify-right');

    const [first, second, ...others] = record.hands;
    const chips = { ...record, hands: [first, { ...second, blinds: [1, 2] }, ...others] };
    await file.setInputFiles(asFile(chips));
    await page.getByText('Something is not right: 1 of 22 steps is wrong.').waitFor();
    await page.getByText('Hand 2 1 wrong').click();
    assert.deepEqual(await wrongOn(page), ['record']);
    await screenshot(page, 'verify-wrong');

    await file.setInputFiles(asFile({ hands: 7 }));
    await page.getByText('That is no record of a match’s hands.').waitFor();
    assert.deepEqual(
      asked.filter((url) => !url.includes('/received')),
      [],
    );
  });

  it('finds a real match right, of which a player brought entropy over HTTP, also on a small phone', async () => {
    const player = await PlainPlayer.signIn(server.url, 'Vera');
    const match = await player.queueOverHttp({ game: 'holdem', bots: true });
    const value = 'ab'.repeat(32);
    const commit = createHash('sha256')
      .update(`parlor/holdem/1/player|${match}|${player.id}|${value}`)
      .digest('hex');
    let over = false;
    for (let since = 0; !over; ) {
      const { body } = await player.ask('GET', `/api/v1/matches/${match}/state?since=${since}`);
      const state = body.state as Seen;
      since = body.version;
      const me = state.players[player.id];
      if (state.entropy_open === 'commit' && me?.entropy === '')
        await player.act(match, { action: 'entropy', commit });
      else if (state.entropy_open === 'value' && me?.entropy === commit)
        await player.act(match, { action: 'entropy', value });
      else if (state.turn === me?.seat) await player.act(match, { action: 'fold', turn_no: state.turn_no });
      over = state.hand > 1 || (state.hand === 1 && state.street === 'over');
    }
    const running = (await player.ask('GET', `/api/v1/matches/${match}/hands/1`)).body;
    assert.deepEqual([running.running, running.match_secret, running.hand.seed], [true, null, null]);
    const mine = (running.players as { id: string; value: string }[]).find(({ id }) => id === player.id);
    assert.equal(mine?.value, value);

    await visitor.page.goto(`${server.url}/app/verify/${match}`);
    await visitor.page.getByText(/steps are right, none is wrong\. The rest can be told/).waitFor();
    await player.ask('POST', `/api/v1/matches/${match}/leave`);
    while ((await player.ask('GET', `/api/v1/matches/${match}`)).body.outcome === 'running');

    await visitor.leave();
    visitor = await visit(`${server.url}/app/verify`, { ...PHONE, width: 320 });
    const { page } = visitor;
    await page.getByLabel('The match’s id').fill(match);
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText(/^All clear: nobody could have chosen a card\. .+ steps checked\.$/).waitFor();
    assert.deepEqual(await wrongOn(page), []);
    assert.equal(await overflowOf(page), 0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Keep the record' }).click(),
    ]);
    const kept = JSON.parse(await readFile(await download.path(), 'utf8'));
    assert.match(kept.match_secret, /^[0-9a-f]{64}$/);
    assert.equal(kept.hands.at(-1).previous.length, 64);
    await screenshot(page, 'verify-phone');
    assert.deepEqual(visitor.errors, []);
  });
});
