import type { Game, GameRecord, TableState } from '../games/game.ts';
import { hmacSha256 } from '../lib/hmac.ts';
import { plain } from '../match/canonical.ts';
import type { MatchSetup } from '../match/journal.ts';
import type { Match } from '../match/match.ts';
import type {
  AbandonedWhy,
  MatchRecords,
  MatchResult,
  MatchStart,
  RatingChange,
  StoredRating,
} from '../match/records.ts';
import { stateHash } from '../match/stateHash.ts';
import { type InsistNeeds, insist } from './insist.ts';

/** What storing a result needs. */
export interface MatchEndNeeds extends InsistNeeds {
  records: Pick<MatchRecords, 'started' | 'finished'>;
  rate(before: StoredRating[], ranks: number[]): StoredRating[];
  now(): number;
}

/** A result as the records have it by now. */
interface StoredResult {
  result: MatchResult;
  changes: RatingChange[];
}

/** What the records keep of a match that is over. @param reason of one that is abandoned */
export function resultOf<S extends TableState>(
  match: Match<S>,
  reason: AbandonedWhy | null,
  now: number,
): MatchResult {
  return {
    ...outcomeOf(reason),
    seed: match.setup.seed,
    id: match.setup.id,
    game: match.setup.game,
    finishedAt: now,
    gameMs: match.now,
    standings: match.standings(),
    left: [...match.state.players.values()].filter((player) => player.left).map((player) => player.id),
    ledger: match.ledger.entries(),
    journal: match.journal,
    records: match.records(),
    finalState: plain(match.state),
    stateHash: stateHash(match.state),
  };
}

function outcomeOf(reason: AbandonedWhy | null): Pick<MatchResult, 'outcome' | 'reason'> {
  return reason === null ? { outcome: 'finished' } : { outcome: 'abandoned', reason };
}

/** What is kept of a match that its rules cannot tell anything of any more. @param state as it was stored */
export function promisedOf<S extends TableState>(
  game: Pick<Game<S>, 'promised'>,
  { id, rules = 1, seed }: MatchSetup,
  state: unknown,
): GameRecord[] {
  return game.promised?.({ id, rules, state, derive: (label) => hmacSha256(seed, label) }) ?? [];
}

/** What a game keeps of a match, or of one that it cannot tell of any more what was promised. */
export function recordsAnyway<S extends TableState>(match: Match<S>): GameRecord[] {
  try {
    return match.whole().records(); // of no half of a change
  } catch {
    return promisedOf(match.game, match.setup, plain(match.state));
  }
}

/**
 * All that can be said of a match whose result nobody can tell. @param setup its seed is not given where nobody knows
 * it
 * @param records what its game kept of it
 */
export function abandonedResult(
  { setup }: { setup: Pick<MatchSetup, 'id' | 'game'> & { seed?: string } },
  reason: AbandonedWhy,
  now: number,
  records: GameRecord[] = [],
): MatchResult {
  const { id, game, seed } = setup;
  const nothing = { standings: [], left: [], ledger: [], journal: [], records };
  return {
    ...{ id, game, ...outcomeOf(reason), finishedAt: now, gameMs: 0 },
    ...(seed !== undefined && { seed }),
    ...nothing,
    finalState: null,
    stateHash: '',
  };
}

/**
 * Stores a result, however long the records are away: what was played is not lost while this process lives. A
 * result that they refuse for good is stored as that of an abandoned match, with what its game kept if they take that.
 * Answers what was stored; null when the match went elsewhere meanwhile: then it is the new owner's to store.
 * @throws when they refuse that, too
 */
export async function storeResult(
  start: MatchStart,
  result: MatchResult,
  needs: MatchEndNeeds,
  gone: () => boolean,
): Promise<StoredResult | null> {
  const { records, rate, log, now } = needs;
  const about = { match: result.id };
  const store = async (stored: MatchResult): Promise<StoredResult | null> => {
    const write = async () => {
      await records.started(start); // it may have failed at the time
      return records.finished(stored, rate);
    };
    const changes = await insist(write, { what: 'the result could not be stored yet', about, gone }, needs);
    return changes && { result: stored, changes };
  };
  try {
    return await store(result);
  } catch (error) {
    const { outcome, standings } = result;
    log.error({ ...about, err: error, outcome, standings }, 'the records refuse a result: abandoned');
    if (result.records.length === 0) return store(abandonedResult(start, 'refused', now()));
    try {
      return await store(abandonedResult(start, 'refused', now(), result.records));
    } catch (refused) {
      log.error({ ...about, err: refused }, 'the records refuse what a game kept of a match');
      return store(abandonedResult(start, 'refused', now()));
    }
  }
}
