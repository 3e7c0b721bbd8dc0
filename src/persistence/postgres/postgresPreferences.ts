import type { DataSource, Repository } from 'typeorm';
import { PreferenceEntity, type PreferenceRow } from '../../entities/PreferenceEntity.ts';
import { lookups } from '../../lib/lookups.ts';
import type { Blocks, PreferenceStore, Preferences } from '../../matchmaking/preferences.ts';
import { isUuid } from '../uuid.ts';
import { ask } from './prepared.ts';

const BLOCKS = `SELECT player_id AS player, blocked FROM preferences
  WHERE player_id = ANY ($1::uuid[]) AND blocked::text <> '[]'`;

/** Preferences in Postgres. */
export class PostgresPreferences implements PreferenceStore, Blocks {
  readonly #database: DataSource;
  readonly #rows: Repository<PreferenceRow>;
  readonly #now: () => number;
  readonly #blocksOfOne = lookups((players) => this.#readBlocks(players));

  constructor(database: DataSource, now: () => number = Date.now) {
    this.#database = database;
    this.#rows = database.getRepository(PreferenceEntity);
    this.#now = now;
  }

  async get(player: string): Promise<Preferences | null> {
    const row = isUuid(player) ? await this.#rows.findOneBy({ playerId: player }) : null;
    return row && { game: row.game, regions: row.regions, bots: row.bots, blocked: row.blocked };
  }

  async set(player: string, { game, regions, bots, blocked }: Preferences): Promise<void> {
    const row = { playerId: player, game, regions, bots, updatedAt: this.#now() };
    await this.#rows.upsert(blocked ? { ...row, blocked } : row, ['playerId']);
  }

  async blocksOf(players: readonly string[]): Promise<Map<string, string[]>> {
    const [player, ...others] = players.filter(isUuid);
    if (player === undefined) return new Map();
    if (others.length > 0) return this.#readBlocks([player, ...others]);
    const blocked = await this.#blocksOfOne(player);
    return new Map(blocked ? [[player, blocked]] : []);
  }

  async #readBlocks(players: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await ask<{ player: string; blocked: string[] }>(this.#database, BLOCKS, [players]);
    return new Map(rows.map(({ player, blocked }) => [player, blocked]));
  }
}
