import { type DataSource, In, LessThan, Not } from 'typeorm';
import { JournalEntryEntity } from '../../entities/JournalEntryEntity.ts';
import { MatchEntity } from '../../entities/MatchEntity.ts';
import { MatchPlayer, type MatchPlayerRow } from '../../entities/MatchPlayer.ts';
import { PointEntry } from '../../entities/PointEntry.ts';
import { Rating, type RatingRow } from '../../entities/Rating.ts';
import type { GameRecord } from '../../games/game.ts';
import type { Sealer } from '../../lib/sealer.ts';
import type { LedgerEntry } from '../../match/ledger.ts';
import type {
  LeaderboardRow,
  MatchRecord,
  MatchRecords,
  MatchResult,
  MatchStart,
  RatingChange,
  ReplayRecord,
  StoredRating,
} from '../../match/records.ts';
import { clampLimit } from '../limits.ts';
import { latestMeetings } from '../meetings.ts';
import type { Rate } from '../ratingChanges.ts';
import { isUuid } from '../uuid.ts';
import { eraseNamesIn, type HashOf } from './erasePlayer.ts';
import { finishMatch } from './finishMatch.ts';
import { readRecords } from './gameRecords.ts';
import { type PlaceOf, readLeaderboard } from './leaderboard.ts';
import { asMatchRecord, SUMMARY, setupOf, startRows } from './matchRows.ts';
import { sealSeed } from './sealedSeed.ts';
import { inTransaction } from './transaction.ts';

const MAX_HISTORY = 100;

/** $1 players, $2 since. The history of each is read from its index, the rest of a table by its match. */
const MEETINGS = `SELECT me.player_id AS player, other.player_id AS met, max(me.started_at) AS at
  FROM match_players AS me
  JOIN match_players AS other ON other.match_id = me.match_id AND other.player_id <> me.player_id
  WHERE me.player_id = ANY ($1::uuid[]) AND me.started_at >= $2
  GROUP BY me.player_id, other.player_id`;

interface MatchRecordsNeeds {
  hashOf: HashOf;
  /** The rating of somebody who has played no rated match. */
  newRating(): StoredRating;
  /** Seals the seeds of matches that are not over. */
  sealer: Sealer;
  /** Looks up a place on a leaderboard, which is counted where that cannot be done. */
  placeOf?: PlaceOf;
  /** Epoch ms. */
  now(): number;
}

/** The records of matches in Postgres. */
export class PostgresMatchRecords implements MatchRecords {
  readonly #database: DataSource;
  readonly #needs: MatchRecordsNeeds;

  constructor(database: DataSource, needs: MatchRecordsNeeds) {
    this.#database = database;
    this.#needs = needs;
  }

  async started(start: MatchStart): Promise<void> {
    const setup = sealSeed(start.setup, this.#needs.sealer);
    const { match, players } = startRows({ ...start, setup });
    await inTransaction(this.#database, async (manager) => {
      const insert = () => manager.createQueryBuilder().insert();
      await insert().into(MatchEntity).values(match).orIgnore().updateEntity(false).execute();
      await insert().into(MatchPlayer).values(players).orIgnore().updateEntity(false).execute();
    });
  }

  async finished(result: MatchResult, rate: Rate): Promise<RatingChange[]> {
    const needs = { ...this.#needs, rate };
    return inTransaction(this.#database, async (manager) => {
      const changes = await finishMatch(manager, result, needs);
      // Of who deleted the account while it ran.
      await eraseNamesIn(manager, result.id, needs.hashOf);
      return changes;
    });
  }

  async find(id: string): Promise<MatchRecord | null> {
    const [match] = await this.#findAll([id]);
    return match ?? null;
  }

  async replay(id: string): Promise<ReplayRecord | null> {
    const match = await this.#over(id);
    if (!match) return null;
    const rows = await this.#database
      .getRepository(JournalEntryEntity)
      .find({ where: { matchId: id }, order: { seq: 'ASC' } });
    return {
      setup: setupOf(match),
      journal: rows.map(({ seq, at, kind, by, request }) => ({ seq, at, kind, by, ...request })),
      gameMs: match.gameMs ?? 0,
      finalState: match.finalState,
      stateHash: match.stateHash ?? '',
    };
  }

  async ledger(id: string): Promise<LedgerEntry[] | null> {
    if (!(await this.#over(id))) return null;
    const rows = await this.#database
      .getRepository(PointEntry)
      .find({ where: { matchId: id }, order: { seq: 'ASC' } });
    return rows.map(({ matchId: _, ...entry }) => entry);
  }

  async recordsOf(id: string): Promise<GameRecord[]> {
    return isUuid(id) ? readRecords(this.#database, id) : [];
  }

  async ofPlayer(player: string, page: { limit: number; before?: number }): Promise<MatchRecord[]> {
    if (!isUuid(player)) return [];
    const rows = await this.#database.getRepository(MatchPlayer).find({
      select: { matchId: true },
      where: { playerId: player, ...(page.before === undefined ? {} : { startedAt: LessThan(page.before) }) },
      order: { startedAt: 'DESC', matchId: 'DESC' },
      take: clampLimit(page.limit, MAX_HISTORY),
    });
    return this.#findAll(rows.map(({ matchId }) => matchId));
  }

  async ratings(player: string): Promise<Record<string, StoredRating>> {
    if (!isUuid(player)) return {};
    const rows = await this.#database.getRepository(Rating).findBy({ playerId: player });
    return Object.fromEntries(rows.map((row) => [row.game, asRating(row)]));
  }

  async ratingsIn(game: string, players: string[]): Promise<Map<string, StoredRating>> {
    const rows = await this.#database
      .getRepository(Rating)
      .findBy({ game, playerId: In(players.filter(isUuid)) });
    return new Map(rows.map((row) => [row.playerId, asRating(row)]));
  }

  async recentOpponents(
    players: readonly string[],
    since: number,
  ): Promise<Map<string, Record<string, number>>> {
    const rows: { player: string; met: string; at: Date }[] = await this.#database.query(MEETINGS, [
      players.filter(isUuid),
      new Date(since),
    ]);
    return latestMeetings(rows.map(({ player, met, at }) => ({ player, met, at: at.getTime() })));
  }

  async leaderboard(game: string, page: { limit: number; around?: string }): Promise<LeaderboardRow[]> {
    const { now, placeOf } = this.#needs;
    return readLeaderboard(this.#database, game, page, { now: now(), placeOf });
  }

  /** The matches with these ids that there are, in this order. */
  async #findAll(ids: readonly string[]): Promise<MatchRecord[]> {
    const known = ids.filter(isUuid);
    if (known.length === 0) return [];
    const matches = await this.#database
      .getRepository(MatchEntity)
      .find({ select: SUMMARY, where: { id: In(known) } });
    const seats = await this.#database
      .getRepository(MatchPlayer)
      .find({ where: { matchId: In(known) }, order: { seat: 'ASC' } });
    const players = Map.groupBy(seats, (seat: MatchPlayerRow) => seat.matchId);
    const records = new Map(
      matches.map((match) => [match.id, asMatchRecord(match, players.get(match.id) ?? [])]),
    );
    return known.flatMap((id) => records.get(id) ?? []);
  }

  async #over(id: string) {
    const over = { id, outcome: Not('running' as const) };
    return isUuid(id) ? this.#database.getRepository(MatchEntity).findOneBy(over) : null;
  }
}

function asRating({ mu, sigma, played }: RatingRow): StoredRating {
  return { mu, sigma, played };
}
