import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { StateMaker } from '../../../src/games/game.ts';
import type { PuzzleData } from '../../../src/games/relay/assignment.ts';
import { relay } from '../../../src/games/relay/relay.ts';
import type { RelayState } from '../../../src/games/relay/state.ts';
import type { FrozenMatch } from '../../../src/match/frozenMatch.ts';
import type { JournalEntry, MatchSetup } from '../../../src/match/journal.ts';
import { Match } from '../../../src/match/match.ts';
import { replay } from '../../../src/match/replay.ts';
import { stateHash } from '../../../src/match/stateHash.ts';
import { relayMaker } from '../../../src/schema/relay.ts';

/** A match that was played by rules of then, the first three before rules had versions, and what it came to. */
interface OldMatch {
  setup: MatchSetup;
  journal: JournalEntry[];
  gameMs: number;
  stateHash: string;
  standings: unknown;
  ledgerHash: string;
  puzzlesHash: string;
  /** As it was stored in the middle. */
  frozen: { seq: number; match: FrozenMatch };
}

const FIXTURES = new URL('./fixtures/', import.meta.url);
const old = readdirSync(FIXTURES).map((file) => ({
  file,
  match: JSON.parse(readFileSync(new URL(file, FIXTURES), 'utf8')) as OldMatch,
}));

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** The puzzles of a match, as the fixtures were made from them. */
function puzzlesOf(match: Pick<Match<RelayState>, 'records'>) {
  const puzzles = match.records().map(({ player, data }) => {
    const { id, ...puzzle } = data as PuzzleData;
    return { id, player, ...puzzle };
  });
  return puzzles.sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
}

function outcomeOf(match: Pick<Match<RelayState>, 'state' | 'ledger' | 'standings' | 'records'>) {
  return {
    stateHash: stateHash(match.state),
    standings: match.standings(),
    ledgerHash: hash(match.ledger.entries()),
    puzzlesHash: hash(puzzlesOf(match)),
  };
}

describe('relay matches of before', () => {
  it('are of every version there was', () => {
    const versions = old.map(({ match }) => match.setup.rules ?? 1);
    assert.deepEqual(versions.sort(), [1, 1, 1, relay.rules]);
  });

  for (const { file, match } of old) {
    const { setup, journal, gameMs, frozen, ...was } = match;
    const makers: [string, StateMaker<RelayState>][] = [
      ['plain', relayMaker.plain],
      ['synchronised', relayMaker],
    ];

    it(`RL35 ${file} is played again as it was`, () => {
      const again = replay(relay, relayMaker, setup, journal, gameMs);
      assert.deepEqual(outcomeOf(again), was);
      assert.equal(again.over, true);
    });

    for (const [name, maker] of makers) {
      it(`RL35 ${file} goes on from where it was stored, on ${name} objects`, () => {
        const again = Match.thaw(relay, maker, frozen.match, journal);
        again.runTo(gameMs);
        assert.deepEqual(outcomeOf(again), was);
      });
    }
  }

  it('RL35 rules that are not known yet are not guessed', () => {
    const setup = { ...(old[0]?.match.setup as MatchSetup), rules: 99 };
    assert.throws(() => replay(relay, relayMaker, setup, [], 0), /rules 99 are newer/);
  });
});
