import type { DataSource } from 'typeorm';
import { QueueCountEntity } from '../../entities/QueueCountEntity.ts';
import { QueueTableEntity } from '../../entities/QueueTableEntity.ts';
import type { MadeSeat, MadeTable, QueueHistory } from '../../matchmaking/queueHistory.ts';
import { KEPT_FOR_MS } from '../queueRules.ts';

/** Writes a table and counts it, once, and forgets those of its game that are too old. */
const MADE = `WITH new AS (
    INSERT INTO queue_tables (match, game, at, people, bots, spread, region)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING game),
  counted AS (
    INSERT INTO queue_counts AS stored (game, tables) SELECT game, 1 FROM new
    ON CONFLICT (game) DO UPDATE SET tables = stored.tables + 1)
  DELETE FROM queue_tables WHERE game = $2 AND at < $8`;

/** $1 table, $2 people who sit down, $3 its spread now, $4 what they have who sat down by this proposal. */
const JOINED = `UPDATE queue_tables SET people = (people::jsonb || $2::jsonb)::json, spread = $3
  WHERE match = $1 AND NOT people::jsonb @> $4::jsonb`;

/** What matchmaking made in the last 30 days, in Postgres. */
export class PostgresQueueHistory implements QueueHistory {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async made({ match, game, at, people, bots, spread, region }: MadeTable): Promise<void> {
    const before = new Date(at - KEPT_FOR_MS);
    const row = [match, game, new Date(at), JSON.stringify(people), bots, spread, region];
    await this.#database.query(MADE, [...row, before]);
  }

  async joined(table: string, proposal: string, people: readonly MadeSeat[], spread: number): Promise<void> {
    const those = JSON.stringify([{ joined: { by: proposal } }]);
    await this.#database.query(JOINED, [table, JSON.stringify(people), spread, those]);
  }

  async recent(game: string, limit: number): Promise<MadeTable[]> {
    const newest = { at: 'DESC', match: 'DESC' } as const;
    return this.#database
      .getRepository(QueueTableEntity)
      .find({ where: { game }, order: newest, take: limit });
  }

  async count(game: string): Promise<number> {
    const row = await this.#database.getRepository(QueueCountEntity).findOneBy({ game });
    return row?.tables ?? 0;
  }
}
