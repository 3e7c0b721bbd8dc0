import type { DataSource } from 'typeorm';
import { Fenced } from '../../lib/fencing.ts';
import type { JournalEntry } from '../../match/journal.ts';
import type {
  BackupStore,
  Ownership,
  RunningMatch,
  StoredMatch,
  StoredTable,
  TakenOver,
} from '../../match/matchStore.ts';
import { checkEpoch } from '../checkEpoch.ts';
import { isUuid } from '../uuid.ts';
import { inTransaction } from './transaction.ts';

/**
 * Writes under an epoch, each one statement. All begin with the match's row and lock it: a takeover waits for
 * writes that are under way, and those that come after it see the new epoch. They answer the epoch they found.
 */
const OWN = 'own AS (SELECT match_id, epoch FROM running_matches WHERE match_id = $1';
const APPEND = `WITH ${OWN} FOR SHARE), added AS (
    INSERT INTO running_journal (match_id, seq, entry)
    SELECT own.match_id, new.seq, new.entry FROM own, unnest($3::integer[], $4::json[]) AS new (seq, entry)
    WHERE own.epoch = $2 ON CONFLICT DO NOTHING)
  SELECT epoch FROM own`;
// A table that waits is the same for minutes: the same text again makes no new row.
const CHECKPOINT = `WITH ${OWN} FOR UPDATE), written AS (
    UPDATE running_matches AS stored SET snapshot = $3::json FROM own
    WHERE stored.match_id = own.match_id AND own.epoch = $2 AND stored.snapshot::text <> $3::text)
  SELECT epoch FROM own`;
const GIVE_UP = `WITH ${OWN} FOR UPDATE), given AS (
    UPDATE running_matches AS stored SET owner = '' FROM own
    WHERE stored.match_id = own.match_id AND own.epoch = $2)
  SELECT epoch FROM own`;
const CLOSE = `WITH ${OWN} FOR UPDATE), gone AS (
    DELETE FROM running_matches AS stored USING own
    WHERE stored.match_id = own.match_id AND own.epoch <= $2)
  SELECT epoch FROM own`;

const OPEN = `INSERT INTO running_matches (match_id, owner, epoch, snapshot) VALUES ($1, $2, 1, $3)
  ON CONFLICT DO NOTHING RETURNING epoch`;
const PUT_BACK = `INSERT INTO running_matches AS stored (match_id, owner, epoch, snapshot) VALUES ($1, $2, $3, $4)
  ON CONFLICT (match_id) DO UPDATE
    SET owner = excluded.owner, epoch = excluded.epoch, snapshot = excluded.snapshot
    WHERE stored.epoch < excluded.epoch
  RETURNING epoch`;
const PUT_BACK_JOURNAL = `INSERT INTO running_journal (match_id, seq, entry)
  SELECT $1, new.seq, new.entry FROM unnest($2::integer[], $3::json[]) AS new (seq, entry)`;
const TAKE = `WITH taken AS (
    UPDATE running_matches SET owner = $3, epoch = epoch + 1 WHERE match_id = $1 AND epoch = $2
    RETURNING epoch, snapshot)
  SELECT epoch, snapshot FROM taken`;
const CLAIM = `WITH claimed AS (
    UPDATE running_matches SET owner = $3, epoch = epoch + 1 WHERE match_id = $1 AND epoch = $2
    RETURNING match_id)
  SELECT coalesce(max(seq), 0) AS entries FROM claimed LEFT JOIN running_journal USING (match_id)
  GROUP BY match_id`;
const RUNNING = 'SELECT match_id AS match, owner, epoch FROM running_matches';

/** Running matches in Postgres. */
export class PostgresMatchStore implements BackupStore {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async open(match: string, owner: string, table: StoredTable): Promise<Ownership> {
    const opened = await this.#database.query(OPEN, [match, owner, JSON.stringify(table)]);
    if (opened.length === 0) throw new Fenced(match);
    return { match, epoch: 1 };
  }

  async append(own: Ownership, entries: readonly JournalEntry[], _clock: number): Promise<void> {
    checkEpoch(own, await this.#write(own, APPEND, columns(entries)));
  }

  async checkpoint(own: Ownership, table: StoredTable): Promise<void> {
    checkEpoch(own, await this.#write(own, CHECKPOINT, [JSON.stringify(table)]));
  }

  async restore(own: Ownership, owner: string, { table, journal }: Readonly<StoredMatch>): Promise<void> {
    const { match, epoch } = own;
    await inTransaction(this.#database, async (manager) => {
      const put = await manager.query(PUT_BACK, [match, owner, epoch, JSON.stringify(table)]);
      if (put.length === 0) throw new Fenced(match);
      await manager.query('DELETE FROM running_journal WHERE match_id = $1', [match]);
      await manager.query(PUT_BACK_JOURNAL, [match, ...columns(journal)]);
    });
  }

  async giveUp(own: Ownership): Promise<void> {
    checkEpoch(own, await this.#write(own, GIVE_UP));
  }

  async find(match: string): Promise<RunningMatch | null> {
    if (!isUuid(match)) return null;
    const [found] = await this.#database.query(`${RUNNING} WHERE match_id = $1`, [match]);
    return found ?? null;
  }

  async takeOver({ match, epoch }: Ownership, owner: string): Promise<TakenOver | null> {
    if (!isUuid(match)) return null;
    return inTransaction(this.#database, async (manager) => {
      const [taken] = await manager.query(TAKE, [match, epoch, owner]);
      if (!taken) return null;
      const entries: { entry: JournalEntry }[] = await manager.query(
        'SELECT entry FROM running_journal WHERE match_id = $1 ORDER BY seq',
        [match],
      );
      return {
        own: { match, epoch: taken.epoch },
        table: taken.snapshot,
        journal: entries.map(({ entry }) => entry),
        clock: 0,
      };
    });
  }

  async claim({ match, epoch }: Ownership, owner: string): Promise<number | null> {
    if (!isUuid(match)) return null;
    const [claimed] = await this.#database.query(CLAIM, [match, epoch, owner]);
    return claimed?.entries ?? null;
  }

  async close(own: Ownership): Promise<void> {
    const stored = await this.#write(own, CLOSE);
    if (stored !== undefined && stored > own.epoch) throw new Fenced(own.match);
  }

  async running(): Promise<RunningMatch[]> {
    return this.#database.query(RUNNING);
  }

  /** @returns the epoch that is stored */
  async #write({ match, epoch }: Ownership, statement: string, values: unknown[] = []) {
    if (!isUuid(match)) return undefined;
    const [row]: { epoch: number }[] = await this.#database.query(statement, [match, epoch, ...values]);
    return row?.epoch;
  }
}

/** Entries as the two arrays that make rows. Their JSON goes as text: nothing on the way looks into it. */
function columns(entries: readonly JournalEntry[]): [number[], string[]] {
  return [entries.map(({ seq }) => seq), entries.map((entry) => JSON.stringify(entry))];
}
