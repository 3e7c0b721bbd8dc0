import assert from 'node:assert/strict';
import type { BotMind, Outcome } from '../../../src/games/game.ts';
import type { PuzzleData } from '../../../src/games/relay/assignment.ts';
import { bot } from '../../../src/games/relay/bot.ts';
import { relay } from '../../../src/games/relay/relay.ts';
import { Random } from '../../../src/lib/random.ts';
import { Match } from '../../../src/match/match.ts';
import { relayMaker } from '../../../src/schema/relay.ts';
import { openOf, playerOf, seenBy, startedTable } from './relayTable.ts';

/** Plays a match of bots to its end, and answers it with everything they did. */
function played(skill: number, seed: string) {
  const done: { player: string; outcome: Outcome; action: string }[] = [];
  const watched: typeof relay = {
    ...relay,
    act(table, player, action) {
      const outcome = relay.act(table, player, action);
      done.push({ player, outcome, action: action.action });
      return outcome;
    },
  };
  const seats = ['ann', 'bob', 'cid', 'dan'].map((id) => ({ id, name: id, bot: true, skill }));
  const match = Match.start(watched, relayMaker.plain, { id: 'm', game: 'relay', seed, seats });
  while (!match.over) match.advance(1000);
  const count = (field: 'solved' | 'wrong') =>
    [...match.state.players.values()].reduce((sum, player) => sum + player[field], 0);
  const skips = done.filter(({ action }) => action === 'skip').length;
  return { match, done, solved: count('solved'), wrong: count('wrong'), skips };
}

const SEEDS = ['one', 'two', 'three', 'four', 'five', 'six'];

describe('relay bots', () => {
  it('RL34 never do what is refused', () => {
    for (const skill of [0, 0.5, 1]) {
      for (const seed of SEEDS) {
        const { done } = played(skill, seed);
        assert.ok(done.length > 10);
        assert.deepEqual(
          done.filter(({ outcome }) => 'refused' in outcome),
          [],
        );
      }
    }
  });

  it('RL34 wait for the end of a lock, however fast they think', () => {
    const table = startedTable();
    const mind = { random: Random.seeded('bot'), skill: 1, notes: {} as BotMind['notes'], lookAt: 0 };
    bot(seenBy(table, 'ann'), mind);
    mind.notes.at = 0;
    playerOf(table, 'ann').locked_until = 5000;
    openOf(table, 'ann').asksAt = 0;

    table.now = 4950;
    assert.equal(bot(seenBy(table, 'ann'), mind), undefined);
    table.now = 5000;
    assert.ok(bot(seenBy(table, 'ann'), mind));
  });

  it('RL33 are faster, err less and last longer with skill', () => {
    const [poor, fair, good] = [0.1, 0.5, 0.95].map((skill) => SEEDS.map((seed) => played(skill, seed)));
    const mean = (
      matches: ReturnType<typeof played>[] = [],
      of: (one: ReturnType<typeof played>) => number,
    ) => matches.reduce((sum, one) => sum + of(one), 0) / matches.length;
    for (const measure of [
      (one: ReturnType<typeof played>) => one.match.now,
      (one: ReturnType<typeof played>) => one.solved / one.match.now,
      (one: ReturnType<typeof played>) => 1 - one.wrong / one.solved,
      (one: ReturnType<typeof played>) => 1 - one.skips / one.solved,
    ]) {
      assert.ok(mean(poor, measure) < mean(fair, measure) && mean(fair, measure) < mean(good, measure));
    }
    assert.ok(mean(poor, ({ match }) => match.now) > 90_000);
    assert.ok(mean(fair, ({ match }) => match.now) > 150_000);
    assert.ok(mean(good, ({ match }) => match.now) > 240_000);
  });

  it('RL33 take seconds, not milliseconds, and longer for harder types', () => {
    const records = SEEDS.flatMap((seed) => {
      return played(0.5, seed)
        .match.records()
        .map(({ data }) => data as PuzzleData);
    });
    const mean = (type: string) => {
      const times = records
        .filter((record) => record.type === type && record.outcome === 'solved')
        .map(({ openedAt, closedAt }) => (closedAt ?? 0) - openedAt);
      assert.ok(times.length > 10, type);
      assert.ok(Math.min(...times) >= 1500, `${type} in ${Math.min(...times)} ms`);
      return times.reduce((sum, ms) => sum + ms, 0) / times.length;
    };
    assert.ok(mean('arithmetic') < mean('anagram') && mean('anagram') < mean('sudoku'));
    mean('memory');
  });
});
