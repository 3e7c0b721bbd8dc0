import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { matchMaker } from '@colyseus/core';
import type { Room } from '@colyseus/sdk';
import { holdem } from '../../../src/games/holdem/holdem.ts';
import type { HoldemState } from '../../../src/games/holdem/state.ts';
import { START_STACK } from '../../../src/games/holdem/structure.ts';
import { plain } from '../../../src/match/canonical.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';
import type { HostedTable } from '../../../src/table/HostedTable.ts';
import { hosted } from '../../../src/table/hosting.ts';
import { defaultLifecycle } from '../../../src/table/lifecycle.ts';
import { blocksOf } from '../../docs/support/treeFromText.ts';
import { bootToy } from '../../support/bootToy.ts';
import { plentyOfBudget } from '../../support/budgets.ts';

const MATCH = '00000000-0000-4000-8000-00000000cccc';
const [ME = '', ...BOTS] = [1, 2, 3, 4].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
const HANDS = 3;
const quickly = { ...defaultLifecycle, countdownMs: 0, lateCountdownMs: 0 };

type Seen = { players: Record<string, { hole?: { a: number; b: number }; shown: number[]; stack: number }> };

/** Whose hole cards somebody was sent. */
const holesIn = (state: unknown) =>
  Object.entries((state as Seen).players)
    .filter(([, { hole }]) => hole !== undefined)
    .map(([id]) => id);

const root = new URL('../../../', import.meta.url);

describe('hold’em at a real table', function () {
  this.timeout(180_000);

  it('HE34 takes the entropy that the plain SDK brings as docs/sdk.md says', async () => {
    const page = await readFile(new URL('docs/sdk.md', root), 'utf8');
    const text = blocksOf(page).find(({ file }) => file === 'examples/entropy.js')?.text ?? '';
    const { bringEntropy } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
    let time = 1_800_000_000_000;
    const server = await bootToy(quickly, plentyOfBudget(), {
      game: hosted(holdem, holdemMaker),
      clock: () => time,
    });
    try {
      const seats = [ME, ...BOTS].map((id) => ({
        id,
        name: `Player ${id.at(-1)}`,
        bot: id !== ME,
        skill: 0.5,
      }));
      const order = { match: MATCH, seed: 'entropy', seats, why: 'because', quality: 1, region: null };
      await matchMaker.createRoom('holdem', { ...order, botsAllowed: true, waitMs: 60_000, batches: [] });
      const { table } = matchMaker.getLocalRoomById(MATCH) as unknown as { table: HostedTable<HoldemState> };
      const mine = (await server.client(ME).joinById(MATCH)) as Room<unknown, HoldemState>;
      mine.onMessage('*', () => {});
      assert.match(table.state.match_commitment ?? '', /^[0-9a-f]{64}$/, 'it is there before the match');
      bringEntropy(mine, ME);
      while (table.state.hand === 0) {
        time += 100;
        table.tick();
        while (!table.settled) await table.settle();
        await assert.rejects(mine.request('nothing of the kind', {})); // all that was sent has come
      }
      const me = table.state.players.get(ME);
      assert.match(me?.entropy ?? '', /^[0-9a-f]{64}$/);
      assert.notEqual(me?.entropy, me?.entropy_commitment);
      assert.deepEqual(server.errors, []);
    } finally {
      await server.stop();
    }
  });

  it('HE20 HE27 is played by a client and three bots, who watches sees no card that was not tabled', async () => {
    let time = 1_800_000_000_000;
    const server = await bootToy(quickly, plentyOfBudget(), {
      game: hosted(holdem, holdemMaker),
      clock: () => time,
    });
    try {
      const seats = [ME, ...BOTS].map((id) => ({
        id,
        name: `Player ${id.at(-1)}`,
        bot: id !== ME,
        skill: 0.5,
      }));
      const order = { match: MATCH, seed: 'at a table', seats, why: 'because', quality: 1, region: null };
      await matchMaker.createRoom('holdem', { ...order, botsAllowed: true, waitMs: 60_000, batches: [] });
      const { table } = matchMaker.getLocalRoomById(MATCH) as unknown as { table: HostedTable<HoldemState> };
      const tick = table.tick.bind(table);
      table.tick = () => {};
      const mine = (await server.client(ME).joinById(MATCH)) as Room<unknown, HoldemState>;
      const watching = (await server.client('somebody').joinById(MATCH, { spectate: true })) as typeof mine;
      const heard: Record<string, unknown>[] = [];
      mine.onMessage('*', () => {});
      watching.onMessage('*', (type, event) => type === 'animation' && heard.push(event as never));
      let requests = 0;
      const seen = { turns: 0, looks: 0, tabled: 0 };
      while (table.state.hand <= HANDS && table.state.phase !== 'finished') {
        time += 500;
        tick();
        while (!table.settled) await table.settle();
        await assert.rejects(watching.request('nothing of the kind', {})); // all that was sent has come
        await assert.rejects(mine.request('nothing of the kind', {}));
        if (table.state.phase !== 'playing') continue;
        const me = mine.state.players.get(ME);
        assert.ok(me);
        assert.deepEqual(holesIn(plain(mine.state)), [ME]);
        assert.deepEqual(holesIn(plain(watching.state)), []);
        if (seen.looks++ % 20 === 0) {
          assert.deepEqual(holesIn((await server.live.state(MATCH, ME, -1, 0)).state), [ME]);
          assert.deepEqual(holesIn((await server.live.state(MATCH, null, -1, 0)).state), []);
        }
        if (mine.state.turn !== me.seat || me.rank > 0) continue;
        assert.ok(me.hole.a < 52 && me.hole.b < 52);
        const { price, turn_no } = mine.state;
        requests += 1;
        const action = price > me.bet ? 'call' : 'check';
        await mine.request('action', { request_id: `r${requests}`, action, turn_no });
        const late = mine.request('action', { request_id: `late${requests}`, action: 'fold', turn_no });
        await assert.rejects(late, 'a late click does nothing in the next turn');
        seen.turns += 1;
      }
      const tabled = heard.filter(({ kind }) => kind === 'tabled').length;
      const shown = heard.filter(({ cards, kind }) => cards !== undefined && kind !== 'board').length;
      assert.equal(shown, tabled, 'cards are told when they are tabled, and else never');
      assert.ok(seen.turns >= HANDS && tabled > 0, JSON.stringify({ ...seen, tabled }));
      const chips = [...table.state.players.values()].reduce((sum, { stack, bet }) => sum + stack + bet, 0);
      assert.ok(chips <= START_STACK * seats.length);
      assert.deepEqual(server.errors, []);
    } finally {
      await server.stop();
    }
  });
});
