import type { AccountStore } from '../../../src/auth/accounts.ts';
import type { GameRecord } from '../../../src/games/game.ts';
import { Problem } from '../../../src/lib/problem.ts';
import type { LedgerEntry } from '../../../src/match/ledger.ts';
import type {
  LeaderboardRow,
  MatchRecord,
  MatchRecords,
  MatchResult,
  MatchStart,
  RatingChange,
  ReplayRecord,
  StoredRating,
} from '../../../src/match/records.ts';
import {
  leaderboardRows,
  MAX_ROWS,
  type RatedPlayer,
  rowsAbove,
} from '../../../src/persistence/leaderboardRows.ts';
import { clampLimit } from '../../../src/persistence/limits.ts';
import { latestMeetings, type Meeting } from '../../../src/persistence/meetings.ts';
import { type Rate, rankedPlayers, rateRanked } from '../../../src/persistence/ratingChanges.ts';
import { ordinal } from '../../../src/protocol/rating.ts';

const MAX_HISTORY = 100;

interface MemoryRecordsNeeds {
  /** Names on leaderboards. */
  accounts: Pick<AccountStore, 'byId'>;
  /** The rating of somebody who has played no rated match. */
  newRating(): StoredRating;
  /** Epoch ms. */
  now(): number;
}

interface Kept {
  start: MatchStart;
  result?: MatchResult;
  changes: RatingChange[];
}

/** The records of one process: gone with it. */
export class MemoryMatchRecords implements MatchRecords {
  readonly #needs: MemoryRecordsNeeds;
  readonly #matches = new Map<string, Kept>();
  /** By game, then by player. */
  readonly #ratings = new Map<string, Map<string, StoredRating>>();

  constructor(needs: MemoryRecordsNeeds) {
    this.#needs = needs;
  }

  async started(start: MatchStart): Promise<void> {
    if (this.#matches.has(start.setup.id)) return;
    this.#matches.set(start.setup.id, { start: structuredClone(start), changes: [] });
  }

  async finished(result: MatchResult, rate: Rate): Promise<RatingChange[]> {
    const kept = this.#matches.get(result.id);
    if (!kept) throw new Problem(404, 'unknown_match', 'The records know no such match.');
    if (!kept.result) {
      const ranked = rankedPlayers(kept.start, result);
      const ratings = this.#ratingsOf(result.game);
      const before = ranked.map(({ player }) => ratings.get(player) ?? this.#needs.newRating());
      kept.changes = rateRanked(ranked, before, rate);
      kept.result = structuredClone(result);
      for (const { player, after } of kept.changes) ratings.set(player, after);
    }
    return structuredClone(kept.changes);
  }

  async find(id: string): Promise<MatchRecord | null> {
    const kept = this.#matches.get(id);
    return kept ? asMatchRecord(kept) : null;
  }

  async replay(id: string): Promise<ReplayRecord | null> {
    const kept = this.#matches.get(id);
    if (!kept?.result) return null;
    const { journal, gameMs, finalState, stateHash } = kept.result;
    return structuredClone({ setup: kept.start.setup, journal, gameMs, finalState, stateHash });
  }

  async ledger(id: string): Promise<LedgerEntry[] | null> {
    return structuredClone(this.#matches.get(id)?.result?.ledger ?? null);
  }

  async recordsOf(id: string): Promise<GameRecord[]> {
    return structuredClone(this.#matches.get(id)?.result?.records ?? []);
  }

  async ofPlayer(
    player: string,
    { limit, before }: { limit: number; before?: number },
  ): Promise<MatchRecord[]> {
    return [...this.#matches.values()]
      .filter(({ start }) => start.setup.seats.some(({ id, bot }) => id === player && !bot))
      .filter(({ start }) => before === undefined || start.startedAt < before)
      .sort((a, b) => b.start.startedAt - a.start.startedAt || (a.start.setup.id < b.start.setup.id ? 1 : -1))
      .slice(0, clampLimit(limit, MAX_HISTORY))
      .map(asMatchRecord);
  }

  async ratings(player: string): Promise<Record<string, StoredRating>> {
    const games = [...this.#ratings].flatMap(([game, ratings]) => {
      const rating = ratings.get(player);
      return rating ? [[game, { ...rating }] as const] : [];
    });
    return Object.fromEntries(games);
  }

  async ratingsIn(game: string, players: string[]): Promise<Map<string, StoredRating>> {
    const asked = new Set(players);
    return new Map([...this.#ratingsOf(game)].filter(([player]) => asked.has(player)));
  }

  async recentOpponents(
    players: readonly string[],
    since: number,
  ): Promise<Map<string, Record<string, number>>> {
    const asked = new Set(players);
    const meetings: Meeting[] = [];
    for (const { start } of this.#matches.values()) {
      if (start.startedAt < since) continue;
      const people = start.setup.seats.filter(({ bot }) => !bot).map(({ id }) => id);
      for (const player of people) {
        if (!asked.has(player)) continue;
        for (const met of people) if (met !== player) meetings.push({ player, met, at: start.startedAt });
      }
    }
    return latestMeetings(meetings);
  }

  async leaderboard(game: string, page: { limit: number; around?: string }): Promise<LeaderboardRow[]> {
    const limit = clampLimit(page.limit, MAX_ROWS);
    const board = await this.#board(game);
    const me = page.around === undefined ? 0 : board.findIndex(({ player }) => player === page.around);
    if (me < 0) return [];
    const from = me - rowsAbove(limit, me, board.length - me);
    const first = board[from];
    if (!first) return [];
    const rank = 1 + board.filter(({ rating }) => ordinal(rating) > ordinal(first.rating)).length;
    return leaderboardRows(board.slice(from, from + limit), { rank, before: from }, this.#needs.now());
  }

  async #board(game: string): Promise<RatedPlayer[]> {
    const board: RatedPlayer[] = [];
    for (const [player, rating] of this.#ratingsOf(game)) {
      const account = await this.#needs.accounts.byId(player);
      const { name = '', face = null, bannedUntil = null } = account ?? {};
      board.push({ player, name, face, bannedUntil, rating: { ...rating } });
    }
    return board.sort((a, b) => ordinal(b.rating) - ordinal(a.rating) || (a.player < b.player ? 1 : -1));
  }

  #ratingsOf(game: string): Map<string, StoredRating> {
    let ratings = this.#ratings.get(game);
    if (!ratings) {
      ratings = new Map();
      this.#ratings.set(game, ratings);
    }
    return ratings;
  }
}

function asMatchRecord({ start, result, changes }: Kept): MatchRecord {
  const standings = new Map(result?.standings.map((standing) => [standing.id, standing]));
  return {
    id: start.setup.id,
    game: start.setup.game,
    outcome: result?.outcome ?? 'running',
    reason: result?.reason ?? null,
    why: start.why,
    quality: start.quality,
    rated: start.rated,
    startedAt: start.startedAt,
    finishedAt: result?.finishedAt ?? null,
    gameMs: result?.gameMs ?? null,
    players: start.setup.seats.map((who, seat) => {
      const change = changes.find(({ player }) => player === who.id);
      return {
        ...who,
        seat,
        rank: standings.get(who.id)?.rank ?? null,
        score: standings.get(who.id)?.score ?? null,
        left: result?.left.includes(who.id) ?? false,
        rating: change ? { before: change.before, after: change.after } : null,
      };
    }),
  };
}
