import type { TableState } from '../games/game.ts';
import { plain, stateHash } from '../match/canonical.ts';
import type { JournalEntry } from '../match/journal.ts';
import type { Match } from '../match/match.ts';
import type { MatchRecords, MatchResult, MatchStart, RatingChange, StoredRating } from '../match/records.ts';

/** What storing a result needs. */
export interface MatchEndNeeds {
  records: Pick<MatchRecords, 'started' | 'finished'>;
  rate(before: StoredRating[], ranks: number[]): StoredRating[];
  now(): number;
  /** Resolves after so many ms. */
  pause(ms: number): Promise<void>;
  log: { error(context: object, message: string): void };
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** What the records keep of a match that is over. */
export function resultOf<S extends TableState>(
  match: Match<S>,
  journal: JournalEntry[],
  outcome: MatchResult['outcome'],
  now: number,
): MatchResult {
  return {
    id: match.setup.id,
    game: match.setup.game,
    outcome,
    finishedAt: now,
    gameMs: match.now,
    standings: match.standings(),
    left: [...match.state.players.values()].filter((player) => player.left).map((player) => player.id),
    ledger: match.ledger.entries(),
    journal,
    puzzles: match.puzzles(),
    finalState: plain(match.state),
    stateHash: stateHash(match.state),
  };
}

/**
 * Stores a result, however long the records are away: what was played is not lost while this process lives.
 * Null when the match went elsewhere meanwhile: the result is the new owner's to store.
 */
export async function storeResult(
  start: MatchStart,
  result: MatchResult,
  needs: MatchEndNeeds,
  gone: () => boolean,
): Promise<RatingChange[] | null> {
  for (let pause = FIRST_PAUSE_MS; !gone(); pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      await needs.records.started(start); // it may have failed at the time
      return await needs.records.finished(result, needs.rate);
    } catch (error) {
      needs.log.error(
        { err: error, match: result.id, retryInMs: pause },
        'the result could not be stored yet',
      );
      await needs.pause(pause);
    }
  }
  return null;
}
