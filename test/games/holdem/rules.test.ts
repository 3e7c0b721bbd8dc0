import assert from 'node:assert/strict';
import type { GameEvent } from '../../../src/games/game.ts';
import { entropyCommitment } from '../../../src/games/holdem/fairness.ts';
import { holdem } from '../../../src/games/holdem/holdem.ts';
import { nextPositions } from '../../../src/games/holdem/positions.ts';
import type { HoldemState } from '../../../src/games/holdem/state.ts';
import { BANK_MS, blindsOf, CLOCK_MS, START_STACK } from '../../../src/games/holdem/structure.ts';
import { Match } from '../../../src/match/match.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';

/** A match among people, who do nothing by themselves. */
function started(people = ['ann', 'bob', 'cid']) {
  const seats = people.map((id) => ({ id, name: id, bot: false }));
  const events: GameEvent[] = [];
  const setup = { id: 'm', game: 'holdem', rules: holdem.rules ?? 1, seed: 'people', seats };
  const event = (what: GameEvent) => events.push(what);
  const match = Match.start(holdem, holdemMaker.plain, setup, { event }) as unknown as Match<HoldemState>;
  let requests = 0;
  const at = (id: string) => {
    const player = match.state.players.get(id);
    assert.ok(player);
    return player;
  };
  const turn = () =>
    [...match.state.players.values()].find(({ seat }) => seat === match.state.turn)?.id ?? '';
  const act = (action: object, player = turn()) => {
    requests += 1;
    return match.apply(player, { request_id: `r${requests}`, ...action }).reply as Record<string, unknown>;
  };
  const wait = (ms: number) => {
    for (let left = ms; left > 0; left -= 100) match.advance(100);
  };
  // All bring their entropy at once: the first hand is dealt before any time has passed.
  const value = 'ab'.repeat(32);
  for (const id of people) act({ action: 'entropy', commit: entropyCommitment('m', id, value) }, id);
  for (const id of people) act({ action: 'entropy', value }, id);
  assert.deepEqual([match.state.hand, match.now], [1, 0]);
  /** All but one fold; answers the winner. */
  const foldAll = () => {
    while (match.state.street !== 'over') act({ action: 'fold' });
    return [...match.state.players.values()].find(({ folded }) => !folded)?.id ?? '';
  };
  return { match, events, at, turn, act, wait, foldAll };
}

describe('hold’em', () => {
  it('HE21 gives the clock, then the bank; TDA 29: what comes in the step of the deadline counts', () => {
    const { match, at, turn, act, wait } = started();
    const first = turn();
    assert.equal(match.deadline, CLOCK_MS + BANK_MS);
    wait(CLOCK_MS + 5_000);
    act({ action: 'call' });
    assert.equal(at(first).bank, BANK_MS - 5_000);
    const second = turn();
    wait(CLOCK_MS + BANK_MS);
    assert.equal(turn(), second);
    assert.equal(act({ action: 'call' }).code, undefined);
    assert.equal(at(second).bank, 0);
    const third = turn();
    wait(CLOCK_MS + BANK_MS + 100);
    assert.notEqual(turn(), third);
    assert.equal(match.journal.at(-1)?.kind, 'time');
    assert.equal(at(third).folded, false, 'TDA 29: checks when nothing is owed');
    assert.equal(match.state.street, 'flop');
  });

  it('HE21 lets nobody keep the bank by sitting out late', () => {
    const { at, turn, act, wait } = started();
    const first = turn();
    wait(CLOCK_MS + 20_000);
    act({ action: 'sit_out' });
    act({ action: 'call' });
    assert.equal(at(first).bank, BANK_MS - 20_000);
  });

  it('HE22 sits out who is out of time twice running, until they do anything', () => {
    const { match, at, turn, act, wait, foldAll } = started();
    const slow = turn();
    wait(CLOCK_MS + BANK_MS + 100);
    assert.equal(at(slow).sitting_out, false);
    foldAll();
    wait(3_600);
    while (turn() !== slow) act({ action: 'call' });
    wait(CLOCK_MS + 100);
    assert.equal(at(slow).sitting_out, true);
    while (match.state.street !== 'over') {
      if (turn() === slow) wait(1_100);
      else act({ action: 'fold' });
    }
    wait(3_600);
    assert.ok(at(slow).hole.a < 52, 'TDA 30: is dealt in');
    while (turn() !== slow) act({ action: 'call' });
    assert.equal(match.deadline, 0);
    wait(900);
    const action = match.state.price > at(slow).bet ? 'call' : 'check';
    assert.equal(act({ action }, slow).code, undefined);
    assert.equal(at(slow).sitting_out, false);
  });

  it('HE20 lets the winner show when all others folded, once, until the next hand', () => {
    const { at, act, wait, foldAll } = started();
    assert.equal(act({ action: 'show' }).code, 'nothing_to_show');
    const winner = foldAll();
    const loser = ['ann', 'bob', 'cid'].find((id) => id !== winner) ?? '';
    assert.equal(act({ action: 'show' }, loser).code, 'nothing_to_show');
    assert.equal(act({ action: 'check' }, winner).code, 'no_hand');
    assert.deepEqual([...at(winner).shown], []);
    assert.equal(act({ action: 'show' }, winner).code, undefined);
    assert.deepEqual([...at(winner).shown], [at(winner).hole.a, at(winner).hole.b]);
    assert.equal(act({ action: 'show' }, winner).code, 'nothing_to_show');
    wait(3_600);
    assert.deepEqual([...at(winner).shown], []);
  });

  it('HE20 shows nothing any more once the match is over', () => {
    const { match, act, wait } = started();
    for (let turns = 0; !match.over && turns < 1_000; turns++) {
      act({ action: 'all_in' });
      wait(1_000);
    }
    assert.ok(match.over);
    const [winner = ''] = match.standings().flatMap(({ id, rank }) => (rank === 1 ? [id] : []));
    assert.equal(act({ action: 'show' }, winner).code, 'match_over');
  });

  it('HE8 says what may be raised to, for programs as well', () => {
    const { act, match } = started();
    const { min_raise: min, max_raise: max } = match.state;
    const refused = (amount: number) => {
      const { code, message, min, max } = act({ action: 'raise', amount });
      return { code, min, max, said: String(message).match(/\d+/)?.[0] };
    };
    assert.deepEqual(refused(min - 1), { code: 'raise_too_small', min, max: undefined, said: `${min}` });
    assert.deepEqual(refused(max + 1), { code: 'raise_too_big', min: undefined, max, said: `${max}` });
  });

  it('HE14 takes the number of a turn with every action, whether it belongs to one or not', () => {
    const { act, match, turn } = started();
    const turn_no = 77;
    for (const action of ['sit_out', 'sit_in'])
      assert.equal(act({ action, turn_no }).code, undefined, action);
    assert.equal(act({ action: 'entropy', value: 'ab'.repeat(32), turn_no }).code, 'entropy_closed');
    assert.equal(act({ action: 'show', turn_no }).code, 'nothing_to_show');
    for (const action of ['fold', 'check', 'call', 'all_in'])
      assert.equal(act({ action, turn_no }).code, 'stale_turn', action);
    assert.equal(act({ action: 'raise', amount: 100, turn_no }).code, 'stale_turn');
    assert.equal(act({ action: 'call', turn_no: match.state.turn_no }, turn()).code, undefined);
  });

  it('HE14 refuses what was meant for another turn', () => {
    const { match, act } = started();
    const { turn_no } = match.state;
    assert.equal(act({ action: 'call', turn_no: turn_no + 1 }).code, 'stale_turn');
    assert.equal(act({ action: 'call', turn_no }).code, undefined);
    assert.equal(act({ action: 'call', turn_no }).code, 'stale_turn');
  });

  it('HE6 TDA 23: a level that begins in a hand counts from the next one', () => {
    const { match, act, wait, foldAll } = started();
    assert.deepEqual([match.state.level, match.state.big_blind], [1, 20]);
    act({ action: 'call' });
    wait(40_000);
    act({ action: 'call' });
    wait(25_000);
    assert.deepEqual([match.state.level, match.state.big_blind], [1, 20]);
    foldAll();
    wait(3_600);
    assert.deepEqual([match.state.level, match.state.big_blind], [2, 40]);
    assert.equal(match.state.level_ends_at, 120_000);
  });

  it('HE6 raises blinds by the table, then by half', () => {
    const rules = holdem.rules ?? 1;
    const small = Array.from({ length: 14 }, (_, i) => blindsOf(i + 1, rules).small);
    assert.deepEqual(small, [10, 20, 30, 50, 75, 100, 150, 250, 400, 600, 1000, 1500, 2250, 3375]);
    const beyond = Array.from({ length: 52 }, (_, i) =>
      [i + 12, i + 13].map((n) => blindsOf(n, rules).small),
    );
    for (const [before = 0, after] of beyond) assert.equal(after, Math.floor(before * 1.5));
    assert.ok(Number.isSafeInteger(blindsOf(255, rules).big));
    assert.deepEqual(blindsOf(200, 3), blindsOf(24, 3), 'by the rules of before');
    assert.notDeepEqual(blindsOf(25, rules), blindsOf(24, rules));
  });

  it('HE4 TDA 32: the button waits at empty seats when two in a row are out', () => {
    const first = nextPositions({ button: 0, small_blind: 1, big_blind: 2 }, [0, 3, 4]);
    assert.deepEqual(first, { button: 1, small_blind: 2, big_blind: 3 });
    const second = nextPositions(first, [0, 3, 4]);
    assert.deepEqual(second, { button: 2, small_blind: 3, big_blind: 4 });
    assert.deepEqual(nextPositions(second, [0, 3, 4]), { button: 3, small_blind: 4, big_blind: 0 });
  });

  it('HE24 takes out of play what a leaver has, places them last, and goes on', () => {
    const { match, at, turn, act } = started(['ann', 'bob', 'cid', 'dan']);
    const before = turn();
    const leaver = ['ann', 'bob', 'cid', 'dan'].find((id) => id !== before && at(id).bet === 0) ?? '';
    match.leave(leaver);
    assert.deepEqual([at(leaver).stack, at(leaver).rank, at(leaver).folded], [0, 4, true]);
    assert.equal(turn(), before);
    assert.equal(match.ledger.balance(leaver), 0);
    act({ action: 'all_in' });
    match.leave(before);
    assert.equal(at(before).folded, false, 'TDA 31 overruled: a hand that is all in is never folded');
    act({ action: 'call' });
    act({ action: 'fold' });
    while (!match.over && match.state.street !== 'over') match.advance(100);
    assert.deepEqual([at(before).stack, at(before).rank], [0, 3]);
    assert.equal(match.ledger.balance(before), 0);
  });

  it('HE24 HE26 is over when all but one have left; the last is first', () => {
    const { match, at } = started();
    match.leave('ann');
    match.leave('bob');
    assert.equal(match.over, true);
    assert.deepEqual(
      match.standings().map(({ id, rank }) => [id, rank]),
      [
        ['ann', 3],
        ['bob', 2],
        ['cid', 1],
      ],
    );
    assert.ok(at('cid').stack >= START_STACK);
  });

  it('HE28 records hands without a card that was not shown', () => {
    const { match, foldAll } = started();
    const winner = foldAll();
    const [record] = match.records();
    assert.equal(record?.kind, 'hand');
    const data = record?.data as { shown: object[]; paid: object; players: { id: string }[] };
    assert.deepEqual(data.shown, []);
    assert.equal(data.players.length, 3);
    assert.ok(data.players.some(({ id }) => id === winner));
    assert.doesNotMatch(JSON.stringify(data), /"hole"/);
  });
});
