import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';
import { GameRecordEntity } from '../../entities/GameRecordEntity.ts';
import { JournalEntryEntity, type JournalEntryRow } from '../../entities/JournalEntryEntity.ts';
import { MatchEntity } from '../../entities/MatchEntity.ts';
import { MatchPlayer } from '../../entities/MatchPlayer.ts';
import { PointEntry } from '../../entities/PointEntry.ts';
import { Puzzle } from '../../entities/Puzzle.ts';
import { Rating } from '../../entities/Rating.ts';
import { Problem } from '../../lib/problem.ts';
import type { Sealer } from '../../lib/sealer.ts';
import type { MatchResult, RatingChange, StoredRating } from '../../match/records.ts';
import { type Ranked, type Rate, rankedPlayers, rateRanked } from '../ratingChanges.ts';
import { recordRows } from './gameRecords.ts';
import { setupOf } from './matchRows.ts';
import { openSeed } from './sealedSeed.ts';

/** Rows per INSERT: Postgres takes 65,535 parameters at most. */
const CHUNK = 1000;

/** What writing a result needs besides it. */
interface FinishNeeds {
  rate: Rate;
  sealer: Sealer;
  newRating(): StoredRating;
  now(): number;
}

/**
 * Writes a result within a transaction. Locks are taken in one order, the match and then ratings by player, so
 * that two results never wait for each other.
 * @throws Problem 404 `unknown_match`
 */
export async function finishMatch(
  manager: EntityManager,
  result: MatchResult,
  needs: FinishNeeds,
): Promise<RatingChange[]> {
  const match = await manager.findOne(MatchEntity, {
    select: { id: true, outcome: true, setup: true, rated: true },
    where: { id: result.id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!match) throw new Problem(404, 'unknown_match', 'The records know no such match.');
  if (match.outcome !== 'running') return storedChanges(manager, result.id);

  const { id, outcome, reason = null, seed, finishedAt, gameMs, stateHash } = result;
  const finalState = result.finalState as object | null;
  // It replays for ever, under whichever key it began.
  const began = setupOf(match);
  const setup = seed === undefined ? openSeed(began, needs.sealer) : { ...began, seed };
  await manager.update(
    MatchEntity,
    { id },
    { outcome, reason, setup, finishedAt, gameMs, finalState, stateHash },
  );
  const matchId = id;
  await insertAll(
    manager,
    PointEntry,
    result.ledger.map((entry) => ({ matchId, ...entry })),
  );
  await insertAll(
    manager,
    JournalEntryEntity,
    result.journal.map(
      ({ seq, at, kind, by, request_id, input, version, result: told }): JournalEntryRow => ({
        ...{ matchId, seq, at, kind, by },
        request: {
          request_id,
          input,
          ...(kind === 'act' && version !== undefined && { version, result: told }),
        },
      }),
    ),
  );
  const { puzzles, others } = recordRows(result);
  await insertAll(manager, Puzzle, puzzles);
  await insertAll(manager, GameRecordEntity, others);
  const changes = await changeRatings(
    manager,
    result.game,
    rankedPlayers({ setup: setupOf(match), rated: match.rated }, result),
    needs,
  );
  await writeStandings(manager, result, changes);
  return changes;
}

async function insertAll<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += CHUNK) {
    const values = rows.slice(i, i + CHUNK) as never;
    await manager
      .createQueryBuilder()
      .insert()
      .into(entity)
      .values(values)
      .orIgnore()
      .updateEntity(false)
      .execute();
  }
}

async function changeRatings(
  manager: EntityManager,
  game: string,
  ranked: readonly Ranked[],
  { rate, newRating, now }: FinishNeeds,
): Promise<RatingChange[]> {
  if (ranked.length === 0) return [];
  const players = ranked.map(({ player }) => player).sort();
  const updatedAt = now();
  const fresh = players.map((playerId) => ({ playerId, game, ...newRating(), updatedAt }));
  await insertAll(manager, Rating, fresh);
  const rows = await manager
    .createQueryBuilder(Rating, 'rating')
    .where({ game })
    .andWhere('rating.playerId IN (:...players)', { players })
    .orderBy('rating.playerId')
    .setLock('pessimistic_write')
    .getMany();
  const known = new Map(rows.map(({ playerId, mu, sigma, played }) => [playerId, { mu, sigma, played }]));
  const before = ranked.map(({ player }) => known.get(player) ?? newRating());
  const changes = rateRanked(ranked, before, rate);
  for (const { player, after } of changes) {
    await manager.update(Rating, { playerId: player, game }, { ...after, updatedAt });
  }
  return changes;
}

async function writeStandings(
  manager: EntityManager,
  { id, standings, left }: MatchResult,
  changes: readonly RatingChange[],
): Promise<void> {
  const ratings = new Map(changes.map(({ player, before, after }) => [player, { before, after }]));
  for (const { id: seated, rank, score } of standings) {
    const rating = ratings.get(seated) ?? null;
    await manager.update(MatchPlayer, { matchId: id, seated }, { rank, score, rating });
  }
  for (const seated of left) await manager.update(MatchPlayer, { matchId: id, seated }, { left: true });
}

async function storedChanges(manager: EntityManager, matchId: string): Promise<RatingChange[]> {
  const rows = await manager.find(MatchPlayer, { where: { matchId }, order: { seat: 'ASC' } });
  return rows.flatMap(({ seated, rating }) => (rating ? [{ player: seated, ...rating }] : []));
}
