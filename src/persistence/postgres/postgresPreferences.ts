import type { DataSource, Repository } from 'typeorm';
import { PreferenceEntity, type PreferenceRow } from '../../entities/PreferenceEntity.ts';
import type { PreferenceStore, Preferences } from '../../matchmaking/preferences.ts';
import { isUuid } from '../uuid.ts';

/** Preferences in Postgres. */
export class PostgresPreferences implements PreferenceStore {
  readonly #rows: Repository<PreferenceRow>;
  readonly #now: () => number;

  constructor(database: DataSource, now: () => number = Date.now) {
    this.#rows = database.getRepository(PreferenceEntity);
    this.#now = now;
  }

  async get(player: string): Promise<Preferences | null> {
    const row = isUuid(player) ? await this.#rows.findOneBy({ playerId: player }) : null;
    return row && { game: row.game, regions: row.regions, bots: row.bots };
  }

  async set(player: string, { game, regions, bots }: Preferences): Promise<void> {
    const row = { playerId: player, game, regions, bots, updatedAt: this.#now() };
    await this.#rows.upsert(row, ['playerId']);
  }
}
