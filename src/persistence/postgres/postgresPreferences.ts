import type { DataSource, Repository } from 'typeorm';
import { PreferenceEntity, type PreferenceRow } from '../../entities/PreferenceEntity.ts';
import { lookups } from '../../lib/lookups.ts';
import type {
  Blocks,
  PreferenceChange,
  PreferenceStore,
  Preferences,
} from '../../matchmaking/preferences.ts';
import { isUuid } from '../uuid.ts';
import { ask } from './prepared.ts';

const BLOCKS = `SELECT player_id AS player, blocked FROM preferences
  WHERE player_id = ANY ($1::uuid[]) AND blocked::text <> '[]'`;
const SET = `INSERT INTO preferences (player_id, game, regions, bots, blocked, updated_at)
  VALUES ($1, $2, coalesce($3::json, '{}'), coalesce($4::boolean, false), coalesce($5::json, '[]'), $6)
  ON CONFLICT (player_id) DO UPDATE SET game = $2, updated_at = $6,
    regions = coalesce($3::json, preferences.regions), bots = coalesce($4::boolean, preferences.bots),
    blocked = coalesce($5::json, preferences.blocked)
  RETURNING game, regions, bots, blocked`;
const UNBLOCK = `UPDATE preferences SET blocked =
    (SELECT coalesce(json_agg(id), '[]') FROM json_array_elements_text(blocked) AS id WHERE lower(id) <> lower($2))
  WHERE player_id = $1 AND position(lower($2) IN lower(blocked::text)) > 0`;

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

  async set(player: string, { game, regions, bots, blocked }: PreferenceChange): Promise<Preferences> {
    const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
    const row = [player, game, json(regions), bots ?? null, json(blocked), new Date(this.#now())];
    const [set]: Preferences[] = await this.#rows.query(SET, row);
    return set as Preferences;
  }

  async unblock(player: string, whom: string): Promise<void> {
    if (isUuid(player)) await this.#rows.query(UNBLOCK, [player, whom]);
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
