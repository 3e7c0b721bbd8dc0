import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { holdem } from '../../../src/games/holdem/holdem.ts';
import type { HoldemState } from '../../../src/games/holdem/state.ts';
import type { FrozenMatch } from '../../../src/match/frozenMatch.ts';
import type { JournalEntry, MatchSetup } from '../../../src/match/journal.ts';
import { Match } from '../../../src/match/match.ts';
import { replay } from '../../../src/match/replay.ts';
import { stateHash } from '../../../src/match/stateHash.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';

/** A match of people and bots as it was played by earlier rules, and what it came to. */
interface OldMatch {
  setup: MatchSetup;
  journal: JournalEntry[];
  gameMs: number;
  stateHash: string;
  standings: unknown;
  ledgerHash: string;
  recordsHash: string;
  /** As it was stored in the middle. */
  frozen: { seq: number; match: FrozenMatch };
}

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

function outcomeOf(match: Pick<Match<HoldemState>, 'state' | 'ledger' | 'standings' | 'records'>) {
  return {
    stateHash: stateHash(match.state),
    standings: match.standings(),
    ledgerHash: hash(match.ledger.entries()),
    recordsHash: hash(match.records()),
  };
}

/**
 * Of every version of the rules before this one: 1 knew no entropy, 2 did not say when a hand began, by 3 the chain of
 * hands did not begin with what players committed to, by 4 the main pot was not shown before the flop.
 */
const OLD: readonly number[] = [1, 2, 3, 4];

describe('hold’em matches of before', () => {
  it('HE36 are here for every version of the rules', () => {
    assert.equal(holdem.rules, OLD.length + 1);
  });

  for (const rules of OLD) {
    const { setup, journal, gameMs, frozen, ...was }: OldMatch = JSON.parse(
      readFileSync(new URL(`fixtures/rules-${rules}.json`, import.meta.url), 'utf8'),
    );

    it(`HE36 are played again as they were, by rules ${rules}`, () => {
      assert.equal(setup.rules ?? 1, rules);
      const again = replay(holdem, holdemMaker, setup, journal, gameMs);
      assert.deepEqual(outcomeOf(again), was);
      assert.equal(again.over, true);
    });

    for (const [name, maker] of Object.entries({ plain: holdemMaker.plain, synchronised: holdemMaker })) {
      it(`HE36 go on from where they were stored, by rules ${rules} on ${name} objects`, () => {
        const again = Match.thaw(holdem, maker, frozen.match, journal);
        again.runTo(gameMs);
        assert.deepEqual(outcomeOf(again), was);
      });
    }
  }
});
