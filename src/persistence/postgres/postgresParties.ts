import type { DataSource, EntityManager } from 'typeorm';
import { lookups } from '../../lib/lookups.ts';
import type { Party, PartyStore } from '../../matchmaking/party.ts';
import { ask } from './prepared.ts';
import { brokenConstraint, inTransaction } from './transaction.ts';

const OF = `SELECT player, party FROM party_members JOIN parties ON id = party_id
  WHERE player = ANY ($1::text[])`;
const BY_CODE = 'SELECT party FROM parties WHERE code = $1';
const FIRST = `INSERT INTO parties (id, code, version, touched_at, party) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (id) DO NOTHING RETURNING '[]'::json AS members`;
const NEXT = `WITH changed AS (
    UPDATE parties SET code = $2, version = $3, touched_at = $4, party = $5
    FROM parties AS before
    WHERE parties.id = $1 AND parties.version = $3 - 1 AND before.id = parties.id
    RETURNING before.party->'members' AS members)
  SELECT members FROM changed`;
// In one order, so that two parties never wait for each other.
const MEMBERS = `INSERT INTO party_members (player, party_id)
  SELECT player, $1 FROM unnest($2::text[]) AS player ORDER BY player`;
const REMOVE = `WITH gone AS (DELETE FROM parties WHERE id = $1 AND version = $2 RETURNING id)
  SELECT id FROM gone`;

/** What keeps a player in one party and a code to one. */
const UNIQUE = ['party_members_pkey', 'parties_code'];

/** Parties in Postgres. */
export class PostgresParties implements PartyStore {
  readonly #database: DataSource;
  readonly #lookUp = lookups(async (players) => {
    const rows = await ask<{ player: string; party: Party }>(this.#database, OF, [players]);
    return new Map(rows.map(({ player, party }) => [player, party]));
  });

  constructor(database: DataSource) {
    this.#database = database;
  }

  async of(player: string): Promise<Party | null> {
    return (await this.#lookUp(player)) ?? null;
  }

  async byCode(code: string): Promise<Party | null> {
    const [row]: { party: Party }[] = await this.#database.query(BY_CODE, [code]);
    return row?.party ?? null;
  }

  async put(party: Party): Promise<boolean> {
    try {
      return await inTransaction(this.#database, (manager) => write(manager, party));
    } catch (error) {
      if (UNIQUE.includes(brokenConstraint(error) ?? '')) return false;
      throw error;
    }
  }

  async remove(id: string, version: number): Promise<boolean> {
    const gone: unknown[] = await this.#database.query(REMOVE, [id, version]);
    return gone.length > 0;
  }

  async forget(before: number): Promise<void> {
    await this.#database.query('DELETE FROM parties WHERE touched_at < $1', [new Date(before)]);
  }
}

/** Most changes are of who is ready, or a line of chat: then the members' rows stay as they are. */
async function write(manager: EntityManager, party: Party): Promise<boolean> {
  const { id, code, version, touchedAt, members } = party;
  const row = [id, code, version, new Date(touchedAt), JSON.stringify(party)];
  const [before]: Pick<Party, 'members'>[] = await manager.query(version === 1 ? FIRST : NEXT, row);
  if (!before) return false;
  const players = members.map((member) => member.id);
  if (before.members.map((member) => member.id).join() === players.join()) return true;
  await manager.query('DELETE FROM party_members WHERE party_id = $1', [id]);
  await manager.query(MEMBERS, [id, players]);
  return true;
}
