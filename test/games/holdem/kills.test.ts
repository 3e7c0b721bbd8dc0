import assert from 'node:assert/strict';
import { holdem } from '../../../src/games/holdem/holdem.ts';
import type { HoldemState } from '../../../src/games/holdem/state.ts';
import { START_STACK } from '../../../src/games/holdem/structure.ts';
import { plain } from '../../../src/match/canonical.ts';
import { Match } from '../../../src/match/match.ts';
import { replay } from '../../../src/match/replay.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';
import { ids, MATCH, tableFixture } from '../../support/hostedToy.ts';

const PLAYERS = ids.slice(0, 3);
const CHIPS = START_STACK * PLAYERS.length;

/** What is the process's, not the match's: another process has its own. */
const OF_THE_PROCESS = new Set(['version', 'deadline', 'phase', 'spectators', 'connected', 'grace']);

/** All chips, cards, bets and commitments of a table. */
function matter(state: unknown): unknown {
  return JSON.parse(JSON.stringify(state), (key, value) => (OF_THE_PROCESS.has(key) ? undefined : value));
}

/** Pots stay to be seen once they are paid. */
const chipsIn = ({ players, pots, street }: HoldemState) =>
  [...players.values()].reduce((sum, { stack, bet }) => sum + stack + bet, 0) +
  (street === 'over' ? 0 : [...pots].reduce((sum, { amount }) => sum + amount, 0));

/** What everybody was sent, from one process after the other: it only ever grows. */
class Told {
  #hand = 0;
  #turn_no = 0;
  #board: number[] = [];
  #tabled = new Map<string, string>();
  #commitments: string | undefined;

  get hands(): number {
    return this.#hand;
  }

  /** @throws AssertionError when something of it is undone: a card, a hand, a turn, what was committed to */
  hear(state: HoldemState): void {
    const { hand, turn_no, match_commitment, commitment, deck_root } = state;
    const tabled = [...state.players.values()].filter(({ shown }) => shown.length > 0);
    const commitments = `${match_commitment} ${hand > 0 ? `${commitment} ${deck_root}` : ''}`;
    assert.ok(hand >= this.#hand && turn_no >= this.#turn_no, 'a hand or a turn comes again');
    if (hand === this.#hand) {
      assert.deepEqual(
        [...state.board].slice(0, this.#board.length),
        this.#board,
        'other cards lie on the board',
      );
      for (const [id, cards] of this.#tabled)
        assert.equal(String([...(state.players.get(id)?.shown ?? [])]), cards, 'other cards were tabled');
      if (hand > 0) assert.equal(commitments, this.#commitments, 'it is committed to something else');
    }
    this.#hand = hand;
    this.#turn_no = turn_no;
    this.#board = [...state.board];
    this.#tabled = new Map(tabled.map(({ id, shown }) => [id, String([...shown])]));
    this.#commitments = commitments;
  }
}

/** A process that hosts the table: it dies when it is let go, with all it has not stored. */
async function process(seed: string, before?: Awaited<ReturnType<typeof tableFixture>>) {
  const found = await before?.store.find(MATCH);
  const taken = found && (await before?.store.takeOver(found, 'there'));
  const needs = before ? { store: before.store } : {};
  const at = await tableFixture(
    { seed },
    needs,
    holdem as never,
    taken ?? undefined,
    holdemMaker.plain as never,
  );
  return { ...at, store: before?.store ?? at.store, taken };
}

/** Everybody's owner is killed after every `every`th entry of the journal, until the match is over. */
async function played(seed: string, every: number) {
  let at = await process(seed);
  let entries = 0;
  const append = at.store.append.bind(at.store);
  at.store.append = async (own, journal, clock) => {
    await append(own, journal, clock);
    entries += journal.length;
  };
  const state = () => at.table.state as unknown as HoldemState;
  const told = new Told();
  const bets = { requests: 0, kills: 0, holes: 0 };
  await at.here(...PLAYERS);
  await at.pass(3_100);
  while (state().phase !== 'finished') {
    await at.here(...PLAYERS);
    const { turn, price, turn_no, hand } = state();
    const player = [...state().players.values()].find(({ seat }) => seat === turn);
    if (player) {
      bets.requests += 1;
      const calm = turn_no % 7 === 0 ? 'fold' : price > player.bet ? 'call' : 'check';
      const action = hand > 4 && turn_no % 3 === 0 ? 'all_in' : calm;
      await at.table.act(player.id, { request_id: `r${bets.requests}`, action, turn_no });
    } else await at.pass(250);
    while (!at.table.settled) await at.table.settle();
    told.hear(state());
    if (entries < every || state().phase !== 'playing') continue;
    entries = 0;
    const seen = matter(plain(state()));
    const hole = (of: HoldemState) => PLAYERS.map((id) => of.players.get(id)?.hole);
    const cards = plain(hole(state()));
    const killed = at;
    at = await process(seed, killed);
    killed.table.dispose();
    bets.kills += 1;
    // What was stored is what was shown, to the last card and chip …
    assert.equal(chipsIn(state()), CHIPS);
    const { table, journal } = at.taken as NonNullable<typeof at.taken>;
    assert.ok(table.match);
    const stored = Match.thaw(holdem, holdemMaker.plain, table.match, journal).state;
    assert.deepEqual(matter(plain(stored)), seen);
    // … and goes on with the same cards, however much time had passed by the stored clock.
    const after = state();
    told.hear(after);
    if (after.hand !== hand && after.street === 'preflop') continue;
    assert.deepEqual(plain(hole(after)), cards);
    bets.holes += 1;
  }
  await at.pass(200);
  return { at, ...bets, hands: told.hands };
}

describe('a sit-and-go of hold’em whose process is killed again and again', function () {
  this.timeout(60_000);

  for (const [seed, every] of [
    ['killed after every entry', 1],
    ['killed after some', 3],
  ] as const)
    it(`HE27 HE29 has the same cards and chips each time: ${seed}`, async () => {
      const { at, kills, holes, hands } = await played(seed, every);
      const [result] = at.results;
      assert.equal(result?.outcome, 'finished');
      assert.ok(kills > 15 && holes > 15, `${kills} kills, ${holes} with the same hand on`);
      assert.ok(hands > 5, `${hands} hands`);
      const scores = result.standings.map(({ score }) => score);
      assert.deepEqual(
        scores.sort((a, b) => b - a),
        [CHIPS, 0, 0],
      );
      const setup = at.taken?.table.match?.setup;
      assert.ok(setup);
      const again = replay(holdem, holdemMaker, setup, result.journal, result.gameMs);
      assert.deepEqual(matter(plain(again.state)), matter(result.finalState));
    });
});
