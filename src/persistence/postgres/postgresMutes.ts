import type { DataSource } from 'typeorm';
import { lookups } from '../../lib/lookups.ts';
import type { MuteStore } from '../../players/mutes.ts';
import { MAX_MUTED, tooManyMuted } from '../tooManyMuted.ts';
import { isUuid } from '../uuid.ts';
import { ask } from './prepared.ts';
import { inTransaction } from './transaction.ts';

const OF = 'SELECT muted_id AS id FROM mutes WHERE player_id = $1 ORDER BY muted_at, muted_id';
const OF_ALL = `SELECT player_id AS player, array_agg(muted_id ORDER BY muted_at, muted_id) AS muted
  FROM mutes WHERE player_id = ANY ($1::uuid[]) GROUP BY player_id`;
const MUTING = 'SELECT player_id AS id FROM mutes WHERE muted_id = $1 AND player_id = ANY ($2::uuid[])';
const LOCK = 'SELECT FROM players WHERE id = $1 AND deleted_at IS NULL FOR UPDATE';
const ADD = `INSERT INTO mutes (player_id, muted_id, muted_at) VALUES ($1, $2, $3)
  ON CONFLICT DO NOTHING`;

/** Mutes in Postgres. */
export class PostgresMutes implements MuteStore {
  readonly #database: DataSource;
  readonly #now: () => number;
  readonly #lookUp = lookups((players) => this.#ofAll(players));

  constructor(database: DataSource, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
  }

  async of(player: string): Promise<string[]> {
    return isUuid(player) ? ((await this.#lookUp(player.toLowerCase())) ?? []) : [];
  }

  async ofAll(players: readonly string[]): Promise<Map<string, string[]>> {
    const people = players.filter(isUuid);
    return people.length === 0 ? new Map() : this.#ofAll(people);
  }

  async muting(whom: string, players: readonly string[]): Promise<string[]> {
    if (!isUuid(whom) || players.length === 0) return [];
    return ids(await this.#database.query(MUTING, [whom, players.filter(isUuid)]));
  }

  async mute(player: string, whom: string): Promise<string[]> {
    return inTransaction(this.#database, async (manager) => {
      // One at a time, so that two at once are counted. An account that is just being deleted is waited for, and waits.
      if ((await manager.query(LOCK, [player])).length === 0) return [];
      await manager.query(ADD, [player, whom, new Date(this.#now())]);
      const muted = ids(await manager.query(OF, [player]));
      if (muted.length > MAX_MUTED) throw tooManyMuted();
      return muted;
    });
  }

  async unmute(player: string, whom: string): Promise<string[]> {
    await this.#database.query('DELETE FROM mutes WHERE player_id = $1 AND muted_id = $2', [player, whom]);
    return this.of(player);
  }

  async #ofAll(players: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await ask<{ player: string; muted: string[] }>(this.#database, OF_ALL, [players]);
    return new Map(rows.map(({ player, muted }) => [player, muted]));
  }
}

function ids(rows: { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
