import type { DataSource, EntityManager } from 'typeorm';
import { Batches } from '../../lib/Batches.ts';
import { Fenced, Missing } from '../../lib/fencing.ts';
import type { Ownership, RunningMatch } from '../../match/matchStore.ts';
import { checkEpoch } from '../checkEpoch.ts';
import type {
  BackupStore,
  Claimed,
  PackedChange,
  PackedEntry,
  PackedMatch,
  PackedTakenOver,
} from '../packedStore.ts';
import { isUuid } from '../uuid.ts';
import * as sql from './matchStatements.ts';
import { type MatchWrite, writeMatches } from './matchWrites.ts';
import { inTransaction } from './transaction.ts';

/** What is known of a match that was just taken over. */
interface Taken {
  epoch: number;
  game: string;
  clock: number;
  entries: number;
}

/** Running matches in Postgres. All writes of a process that come together are one statement. */
export class PostgresMatchStore implements BackupStore {
  readonly #database: DataSource;
  readonly #format: number;
  readonly #writes: Batches<MatchWrite>;

  /**
   * @param format of what is stored; newer ones are left alone
   * @param embedded it is the embedded Postgres, of which all connections are one session
   */
  constructor(database: DataSource, format: number, { embedded = false } = {}) {
    this.#database = database;
    this.#format = format;
    this.#writes = new Batches<MatchWrite>({
      run: (writes) => writeMatches(database, writes, { embedded }),
      atOnce: 1,
      bytes: ({ entries, table }) =>
        entries.reduce((sum, { bytes }) => sum + bytes.length + 32, (table?.length ?? 0) + 100),
    });
  }

  async open(match: string, owner: string, game: string, table: Uint8Array): Promise<Ownership> {
    const opened = await this.#database.query(sql.OPEN, [match, owner, game, this.#format, table]);
    if (opened.length === 0) throw new Fenced(match);
    return { match, epoch: 1 };
  }

  async write(own: Ownership, change: PackedChange): Promise<void> {
    if (!isUuid(own.match)) throw new Missing(own.match);
    await this.#writes.add({ own, ...change });
  }

  async restore(own: Ownership, owner: string, stored: PackedMatch): Promise<void> {
    const { match, epoch } = own;
    const { game, clock, table, journal } = stored;
    await inTransaction(this.#database, async (manager) => {
      const row = [match, owner, epoch, game, this.#format, clock, journal.length];
      const put = await manager.query(sql.PUT, row);
      const ended = await manager.query(sql.ENDED, [match]);
      if (put.length === 0 || ended.length > 0) throw new Fenced(match);
      await manager.query('DELETE FROM running_matches WHERE match_id = $1', [match]);
      await manager.query('DELETE FROM match_journals WHERE match_id = $1', [match]);
      await manager.query(sql.PUT_CHECKPOINT, [match, table]);
      const entries = [journal.map(({ seq }) => seq), journal.map(({ bytes }) => bytes)];
      if (journal.length > 0) await manager.query(sql.PUT_JOURNAL, [match, ...entries]);
    });
  }

  async release(own: Ownership): Promise<void> {
    const { match, epoch } = own;
    const [row] = isUuid(match) ? await this.#database.query(sql.GIVE_UP, [match, epoch]) : [];
    checkEpoch(own, row?.epoch);
  }

  async find(match: string): Promise<RunningMatch | null> {
    if (!isUuid(match)) return null;
    const [found] = await this.#database.query(sql.FIND, [match]);
    return found ?? null;
  }

  async takeOver(found: Ownership, owner: string): Promise<PackedTakenOver | null> {
    const { match } = found;
    if (!isUuid(match)) return null;
    return inTransaction(this.#database, async (manager) => {
      const taken = await this.#take(manager, found, owner);
      if (!taken) return null;
      const [{ snapshot }] = await manager.query(
        'SELECT snapshot FROM match_checkpoints WHERE match_id = $1',
        [match],
      );
      const journal: PackedEntry[] = await manager.query(
        'SELECT seq, entry AS bytes FROM match_journals WHERE match_id = $1 ORDER BY seq',
        [match],
      );
      const { epoch, game, clock } = taken;
      return { own: { match, epoch }, game, table: snapshot, journal, clock };
    });
  }

  async claim(found: Ownership, owner: string): Promise<Claimed | null> {
    if (!isUuid(found.match)) return null;
    // As a rule one statement: when a process is killed, many wait for theirs at once.
    const taken =
      (await this.#takeNew(this.#database, found, owner)) ??
      (await inTransaction(this.#database, (manager) => this.#take(manager, found, owner)));
    return taken && { entries: taken.entries, clock: taken.clock };
  }

  async close({ match, epoch }: Ownership): Promise<void> {
    if (!isUuid(match)) return;
    await inTransaction(this.#database, async (manager) => {
      const [there] = await manager.query(sql.LOCK, [match]);
      if (there && there.epoch > epoch) throw new Fenced(match);
      for (const statement of sql.DELETE_ALL) await manager.query(statement, [match]);
      await manager.query(sql.END, [match]);
      await manager.query(sql.SWEEP_ENDS);
    });
  }

  async running(): Promise<RunningMatch[]> {
    return this.#database.query(sql.RUNNING, [this.#format]);
  }

  /** Raises the epoch of a match, which is moved here if a process of before stored it. */
  async #take(manager: EntityManager, found: Ownership, owner: string): Promise<Taken | null> {
    const { match, epoch } = found;
    const taken = await this.#takeNew(manager, found, owner);
    if (taken) return taken;
    const [old] = await manager.query(sql.LOCK_OLD, [match, epoch]);
    if (!old) return null;
    const [move, ...rest] = sql.MOVE_OLD;
    await manager.query(move as string, [match, owner, epoch, old.game]);
    for (const statement of rest) await manager.query(statement, [match]);
    return this.#takeNew(manager, found, owner);
  }

  /** As `#take`, of a match that no process of before stored. */
  async #takeNew(
    by: Pick<EntityManager, 'query'>,
    { match, epoch }: Ownership,
    owner: string,
  ): Promise<Taken | null> {
    // TypeORM answers an update with its rows and how many there are.
    const [[taken]] = await by.query(sql.TAKE, [match, epoch, owner, this.#format]);
    return taken ?? null;
  }
}
