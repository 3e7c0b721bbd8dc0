import assert from 'node:assert/strict';
import { deckOf } from '../../../src/games/holdem/decks.ts';
import { holdem, holdemDealtFrom } from '../../../src/games/holdem/holdem.ts';
import type { HoldemState } from '../../../src/games/holdem/state.ts';
import type { HoldemTable } from '../../../src/games/holdem/table.ts';
import { gameRoutes } from '../../../src/http/gameRoutes.ts';
import { matchRoutes } from '../../../src/http/matches.ts';
import type { HttpServices } from '../../../src/http/services.ts';
import { Waiters } from '../../../src/http/waiters.ts';
import { Problem } from '../../../src/lib/problem.ts';
import { createMetrics } from '../../../src/metrics/metrics.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';
import { ids, MATCH, tableFixture } from '../../support/hostedToy.ts';

const [VIEWER = '', MUCKS = '', FOLDS = ''] = ids;
/** What wall clocks and the process tell of themselves. */
const OF_THE_PROCESS = /^(#|process_|nodejs_|parlor_build)/;
const SEEDS = 60;

type At = Awaited<ReturnType<typeof tableFixture>>;

/** What every address of a match that reads something answers while it runs: nothing is in the records yet. */
async function answers({ table }: At, id: string | null): Promise<string[]> {
  const records = { find: async () => null, replay: async () => null, ledger: async () => null };
  const live = {
    find: async () => ({
      id: MATCH,
      game: 'holdem',
      phase: 'playing',
      players: [],
      startedAt: 0,
      spectators: 0,
    }),
    state: (_match: string, player: string | null) => table.views.visibleTo(player, -1, 0),
    ask: async (_match: string, { ask, ...of }: { ask: string } & Parameters<typeof table.records>[0]) =>
      ask === 'ledger' ? table.ledger() : table.records(of),
  };
  const services = { records, live } as unknown as HttpServices;
  const routes = [...matchRoutes(services, new Waiters()), ...gameRoutes([holdem], services)];
  const call = { params: { id: MATCH, n: '1' }, query: {}, body: undefined, player: id && { id } };
  const lines: string[] = [];
  for (const { method, path, auth, run } of routes) {
    if (method !== 'get' || (auth === 'player' && id === null)) continue;
    const told = await run({ ...call, signal: AbortSignal.timeout(60_000) } as never).catch((error) => {
      if (error instanceof Problem) return { status: error.status, code: error.code };
      throw error;
    });
    lines.push(`${path.replace('/api/v1/matches/:id', '')} ${told.status}: ${JSON.stringify(told)}`);
  }
  return lines;
}

/**
 * Everything that who plays and who looks on is told in the first hand, or shown of it anywhere, to the pause after it.
 */
async function told(seed: string, exchanged: boolean) {
  const deck = (table: HoldemTable) => {
    const cards = [...deckOf(table)];
    if (!exchanged) return cards;
    const { dealt } = table.secret.book;
    const [a = 0, b = 0] = [MUCKS, FOLDS].map((id) => dealt.indexOf(table.state.players.get(id)?.seat ?? -1));
    for (const round of [0, dealt.length])
      [cards[a + round], cards[b + round]] = [cards[b + round] as number, cards[a + round] as number];
    return cards;
  };
  const metrics = createMetrics();
  const at = await tableFixture(
    { seed },
    { metrics },
    holdemDealtFrom(deck) as never,
    undefined,
    holdemMaker.plain as never,
  );
  const state = at.table.state as unknown as HoldemState;
  const lines: string[] = [];
  const look = async () => {
    for (const player of [VIEWER, null]) {
      lines.push(JSON.stringify(await at.table.views.visibleTo(player, -1, 0)));
      for (const kind of ['hand', 'shown'])
        lines.push(JSON.stringify(await at.table.records({ player, kind, from: 0, limit: 9 })));
      lines.push(...(await answers(at, player)));
    }
    lines.push(JSON.stringify(await at.directory.list()));
  };
  await at.table.list();
  await at.here(VIEWER, MUCKS, FOLDS);
  await at.pass(3_100);
  while (state.hand === 0) await at.pass(250);
  for (let i = 0; state.street !== 'over'; i++) {
    const player = [...state.players.values()].find(({ seat }) => seat === state.turn);
    assert.ok(player);
    const waits = state.price > player.bet ? 'call' : 'check';
    const action = player.id === FOLDS && state.street === 'flop' ? 'fold' : waits;
    lines.push(JSON.stringify(await at.table.act(player.id, { request_id: `r${i}`, action })));
    lines.push(JSON.stringify(await at.table.act(VIEWER, { request_id: `p${i}`, action: 'show' })));
    await look();
  }
  await at.pass(1_000);
  await look();
  for (const { to, ...message } of at.told)
    if (to === '*' || to === VIEWER) lines.push(JSON.stringify(message));
  for (const logged of at.logged) lines.push(JSON.stringify(logged));
  lines.push(...(await metrics.text()).split('\n').filter((line) => !OF_THE_PROCESS.test(line)));
  // Salted, it tells nothing of the cards that it binds the hand to; nor does what is made of it.
  const [{ data = {} } = {}] = await at.table.records({ player: null, kind: 'hand', from: 0, limit: 1 });
  const { deck_root, hash } = data as { deck_root: string; hash: string };
  const holes = [MUCKS, FOLDS].map((id) => ({ ...state.players.get(id)?.hole }));
  const shown = [VIEWER, MUCKS].map((id) => state.players.get(id)?.shown.length);
  at.table.dispose();
  return {
    lines: lines.map((line) => line.replaceAll(deck_root, '').replaceAll(hash, '')),
    holes,
    shown,
    hash,
  };
}

/** What is told of the hands has nothing from which the deck comes. */
const hidesDeck = (line: string) => !/"(seed|match_secret)":"/.test(line);

describe('a table of hold’em, to who looks on', () => {
  it('HE19 tells the same in states, hands, replays, every other address, events, listing, logs and metrics, whatever is mucked at a showdown', async function () {
    this.timeout(120_000);
    for (let n = 0; n < SEEDS; n++) {
      const real = await told(`mucked ${n}`, false);
      if (String(real.shown) !== '2,0') continue; // the viewer tables first, and the other mucks
      const other = await told(`mucked ${n}`, true);
      if (String(other.shown) !== '2,0') continue;
      assert.deepEqual(other.holes, [...real.holes].reverse());
      assert.notEqual(other.hash, real.hash);
      assert.ok(real.lines.length > 50 && real.lines.some((line) => line.includes('"leaves"')));
      assert.ok(real.lines.some((line) => line.startsWith('parlor_matches')));
      for (const path of ['/replay', '/records']) {
        const all = real.lines.filter((line) => line.startsWith(`${path} `));
        assert.ok(all.length > 20 && all.every((line) => line.includes('"code":"match_not_finished"')), path);
      }
      const hands = real.lines.filter((line) => line.startsWith('/hands 200:'));
      assert.ok(hands.some((line) => line.includes('"openings":[{')) && hands.every(hidesDeck));
      for (const [i, line] of real.lines.entries()) assert.equal(other.lines[i], line);
      assert.equal(other.lines.length, real.lines.length);
      return;
    }
    assert.fail('in none of these hands anybody mucks');
  });
});
