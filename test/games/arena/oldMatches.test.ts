import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { arena } from '../../../src/games/arena/arena.ts';
import type { ArenaState } from '../../../src/games/arena/state.ts';
import { Match } from '../../../src/match/match.ts';
import { replay } from '../../../src/match/replay.ts';
import { stateHash } from '../../../src/match/stateHash.ts';
import { arenaMaker } from '../../../src/schema/arena.ts';
import { oldMatch } from './oldMatch.ts';

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

function outcomeOf(match: Pick<Match<ArenaState>, 'state' | 'ledger' | 'standings'>) {
  return {
    stateHash: stateHash(match.state),
    standings: match.standings(),
    ledgerHash: hash(match.ledger.entries()),
  };
}

describe('arena matches of before', () => {
  it('AR3 are here for every version of the rules', () => {
    const kept = readdirSync(new URL('fixtures/', import.meta.url));
    assert.equal(kept.length, arena.rules ?? 1);
  });

  for (let rules = 1; rules <= (arena.rules ?? 1); rules++) {
    const { setup, journal, gameMs, frozen, finalState: _, ...was } = oldMatch(rules);

    it(`AR3 are played again as they were, by rules ${rules}`, () => {
      assert.equal(setup.rules ?? 1, rules);
      const again = replay(arena, arenaMaker, setup, journal, gameMs);
      assert.deepEqual(outcomeOf(again), was);
      assert.equal(again.over, true);
    });

    for (const [name, maker] of Object.entries({ plain: arenaMaker.plain, synchronised: arenaMaker })) {
      it(`AR3 go on from where they were stored, by rules ${rules} on ${name} objects`, () => {
        const again = Match.thaw(arena, maker, frozen.match, journal);
        again.runTo(gameMs);
        assert.deepEqual(outcomeOf(again), was);
      });
    }
  }
});
