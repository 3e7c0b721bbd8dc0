import assert from 'node:assert/strict';
import { Random } from '../../src/lib/random.ts';
import { canonical } from '../../src/match/canonical.ts';
import type { FrozenMatch } from '../../src/match/frozenMatch.ts';
import type { JournalEntry } from '../../src/match/journal.ts';
import { Match } from '../../src/match/match.ts';
import { replay } from '../../src/match/replay.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { SETUP, toy, toyMaker } from './toy.ts';

type ToyMatch = ReturnType<typeof start>;

const start = () => Match.start(toy, toyMaker.plain, SETUP);

/** As text and back: what a store does to it. */
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Something that people, an operator or time do. */
function happen(match: ToyMatch, random: Random, i: number): void {
  const player = random.pick(['ann', 'bob']);
  const request_id = `r${i}`;
  if (random.chance(0.6)) match.advance(toy.stepMs * random.int(0, 4));
  else if (random.chance(0.03)) match.leave(player);
  else if (random.chance(0.05)) match.command('tax', 'olga');
  else if (random.chance(0.5)) match.apply(player, { request_id, action: 'draw' });
  else match.apply(player, { request_id, action: 'earn', coins: random.int(-1, 3) });
}

/** All of a match but what only bots remember. */
const whole = (match: ToyMatch) => {
  const { minds, botRandom, ...rest } = match.freeze();
  return rest;
};

describe('what is left of a match', () => {
  it('frozen to text anywhere, it goes on as if nothing had been', () => {
    for (let seed = 0; seed < 20; seed++) {
      const [random, twin] = [Random.seeded(`f${seed}`), Random.seeded(`f${seed}`)];
      const chance = Random.seeded(`thaw ${seed}`);
      const straight = start();
      let moved = start();
      for (let i = 0; i < 200; i++) {
        happen(straight, random, i);
        happen(moved, twin, i);
        if (chance.chance(0.1))
          moved = Match.thaw(toy, toyMaker.plain, stored(moved.freeze()), stored(moved.journal));
      }
      assert.deepEqual(stored(moved.freeze()), stored(straight.freeze()));
    }
  });

  it('thaws to the same match, to the last detail', () => {
    const random = Random.seeded('detail');
    const match = start();
    for (let i = 0; i < 120; i++) happen(match, random, i);

    const frozen = stored(match.freeze());
    const thawed = Match.thaw(toy, toyMaker.plain, frozen, match.journal);

    assert.deepEqual(stored(thawed.freeze()), frozen);
    assert.equal(canonical(thawed.state), canonical(match.state));
    for (const one of [match, thawed]) for (let i = 0; i < 30; i++) one.advance(1000);
    assert.deepEqual(stored(thawed.freeze()), stored(match.freeze()));
  });

  it('is not touched any more once frozen', () => {
    const match = start();
    const frozen = match.freeze();
    const before = stored(frozen);
    for (let i = 0; i < 5; i++) match.advance(1000);
    match.apply('ann', { request_id: 'r', action: 'draw' });
    assert.deepEqual(stored(frozen), before);
  });

  it('remembers what it took, and judges anew what it refused', () => {
    const match = start();
    const first = match.apply('ann', { request_id: 'r1', action: 'draw' });
    match.apply('ann', { request_id: 'r2', action: 'earn', coins: 0 });

    const thawed = Match.thaw(toy, toyMaker.plain, stored(match.freeze()), stored(match.journal));

    assert.deepEqual(thawed.apply('ann', { request_id: 'r1', action: 'draw' }), first);
    assert.equal(thawed.seq, match.seq);
    const { reply } = thawed.apply('ann', { request_id: 'r2', action: 'earn', coins: 9 });
    assert.deepEqual(reply, { request_id: 'r2', version: 3, coins: 9 });
  });

  it('recovers from an old snapshot and the journal after it', () => {
    for (let seed = 0; seed < 10; seed++) {
      const random = Random.seeded(`r${seed}`);
      const match = start();
      const { journal } = match;
      let snapshot: FrozenMatch = stored(match.freeze());
      for (let i = 0; i < 150; i++) {
        happen(match, random, i);
        if (i === 60) snapshot = stored(match.freeze());
      }

      const recovered = Match.thaw(toy, toyMaker.plain, snapshot, stored(journal));
      recovered.runTo(match.now);

      assert.deepEqual(stored(whole(recovered)).state, stored(whole(match)).state);
      assert.deepEqual(recovered.ledger.entries(), match.ledger.entries());
      assert.equal(recovered.seq, match.seq);
      for (const { request_id, by, kind } of journal) {
        if (kind !== 'act' || by === 'bot') continue;
        const again = { request_id, action: 'draw' };
        assert.deepEqual(recovered.apply(by, again), match.apply(by, again));
      }
    }
  });

  it('answers a request again as it was answered, whatever a room had added to the version', () => {
    const match = start();
    const { journal } = match;
    const snapshot = stored(match.freeze());
    const given = ['r1', 'r2', 'r3'].map((request_id, i) => {
      match.state.version += 10 * i; // people come and go: no journal tells of that
      return match.apply('ann', { request_id, action: 'draw' });
    });

    const second = Match.thaw(toy, toyMaker.plain, snapshot, stored(journal));
    second.state.version += 1000; // as who takes over does
    given.push(second.apply('ann', { request_id: 'r4', action: 'draw' }));
    const third = Match.thaw(toy, toyMaker.plain, snapshot, stored(second.journal));

    for (const [i, answer] of given.entries()) {
      assert.deepEqual(third.apply('ann', { request_id: `r${i + 1}`, action: 'draw' }), answer);
    }
    assert.equal(third.state.version, second.state.version);
  });

  it('redoes a journal that knows no versions', () => {
    const match = start();
    const { journal } = match;
    const given = match.apply('ann', { request_id: 'r1', action: 'draw' });
    const old = start();
    old.redo(journal.map(({ version, result, ...entry }) => entry));
    assert.deepEqual(old.apply('ann', { request_id: 'r1', action: 'draw' }), given);
  });

  it('recovers a request that was refused, forgotten and then accepted', () => {
    const match = start();
    const { journal } = match;
    match.apply('ann', { request_id: 'r1', action: 'earn', coins: 0 });
    const snapshot = stored(match.freeze());
    for (let i = 0; i < 64; i++) match.apply('ann', { request_id: `no${i}`, action: 'earn', coins: 0 });
    match.apply('ann', { request_id: 'r1', action: 'earn', coins: 7 });

    const recovered = Match.thaw(toy, toyMaker.plain, snapshot, stored(journal));

    assert.equal(journal.length, 1);
    assert.equal(recovered.state.players.get('ann')?.coins, 7);
  });

  it('recovers what a bot did after something that was refused', () => {
    const offers = [0, 3];
    const stubborn: typeof toy = {
      ...toy,
      bot: () => {
        const coins = offers.shift();
        return coins === undefined ? undefined : { action: 'earn', coins };
      },
    };
    const match = Match.start(stubborn, toyMaker.plain, SETUP);
    const { journal } = match;
    match.advance(toy.stepMs);
    const snapshot = stored(match.freeze());
    match.advance(toy.stepMs);

    const recovered = Match.thaw(stubborn, toyMaker.plain, snapshot, stored(journal));

    assert.deepEqual([journal.length, recovered.state.players.get('bot')?.coins], [1, 3]);
  });

  it('replays from setup and journal alone, without bots', () => {
    for (let seed = 0; seed < 10; seed++) {
      const random = Random.seeded(`p${seed}`);
      const match = start();
      const { journal } = match;
      for (let i = 0; !match.over; i++) happen(match, random, i);
      assert.ok(journal.some(({ by }) => by === 'bot'));

      const again = replay(toy, toyMaker, stored(SETUP), stored(journal), match.now);

      assert.equal(stateHash(again.state), stateHash(match.state));
      assert.deepEqual(stored(whole(again)).secret, stored(whole(match)).secret);
      assert.deepEqual(again.ledger.entries(), match.ledger.entries());
      assert.equal(again.over, true);
    }
  });

  it('refuses a journal that it cannot have written', () => {
    const match = start();
    const { journal } = match;
    match.apply('ann', { request_id: 'r1', action: 'earn', coins: 5 });
    match.apply('ann', { request_id: 'r2', action: 'earn', coins: 5 });
    const [first, second] = journal;
    if (!first || !second) throw new Error('two entries were expected');
    const play = (entries: JournalEntry[]) => () => replay(toy, toyMaker, SETUP, entries, 0);

    const ended = { seq: 1, at: 20_000, kind: 'time', by: '', request_id: '', input: null } as const;
    assert.doesNotThrow(play([ended]));
    assert.throws(play([{ ...ended, at: 19_950 }]), /1 was not accepted/);
    assert.throws(play([ended, { ...ended, seq: 2 }]), /2 was not accepted/);
    assert.throws(play([second]), /2 follows 0/);
    assert.throws(play([first, { ...second, seq: 3 }]), /3 follows 1/);
    assert.throws(play([first, { ...second, request_id: 'r1' }]), /2 was not accepted/);
    assert.throws(play([first, { ...second, by: 'eve' }]), /2 was not accepted/);
    assert.throws(play([first, { ...second, input: { action: 'earn', coins: 0 } }]), /2 was not accepted/);
    assert.throws(play([first, { ...second, kind: 'command', input: 'rob' }]), /2 was not accepted/);
    assert.throws(play([first, { ...second, kind: 'dance' } as never]), /knows entries like dance/);
    assert.doesNotThrow(play([first, second]));
  });

  it('a different journal gives a different state', () => {
    const match = start();
    const { journal } = match;
    match.apply('ann', { request_id: 'r1', action: 'earn', coins: 5 });
    const other = journal.map((entry) => ({ ...entry, input: { action: 'earn', coins: 6 } }));
    assert.notEqual(stateHash(replay(toy, toyMaker, SETUP, other, 0).state), stateHash(match.state));
    assert.notEqual(stateHash(replay(toy, toyMaker, SETUP, journal, 50).state), stateHash(match.state));
  });

  it('another seed gives other chance', () => {
    const cards = ['toy', 'other', 'toy'].map((seed) => {
      const match = Match.start(toy, toyMaker.plain, { ...SETUP, seed });
      return Array.from({ length: 20 }, (_, i) =>
        match.apply('ann', { request_id: `r${i}`, action: 'draw' }),
      );
    });
    assert.deepEqual(cards[0], cards[2]);
    assert.notDeepEqual(cards[0], cards[1]);
  });
});
