import { Fenced } from '../lib/fencing.ts';
import type { JournalEntry } from '../match/journal.ts';
import type {
  BackupStore,
  MatchStore,
  Ownership,
  RunningMatch,
  StoredMatch,
  StoredTable,
  TakenOver,
} from '../match/matchStore.ts';
import { BackupWatch } from './backupWatch.ts';
import { BackupWriter } from './backupWriter.ts';
import { type BothStores, putBack, takeOverBoth } from './bothStores.ts';

export interface BackedMatchStoreOptions {
  /** A running match is backed up this often at most, in ms. */
  everyMs: number;
  /** How long a takeover, a restore and an end wait for the backup, in ms. 1 s by default. */
  waitMs?: number;
  /** How long after an outage of the backup others may not have told it yet what they own, in ms. 5 s by default. */
  settleMs?: number;
  now(): number;
  log: { warn(context: object, message: string): void };
}

const WAIT_MS = 1000;
/** Matches without an owner are looked for every 2 s, so everybody notices an outage; owners write every second. */
const SETTLE_MS = 5000;

/**
 * A fast store that may lose its data, and a lasting one behind it. Writes go to the first; the second follows in
 * the background and holds no ack up. What the first lost is found in the second as of its last checkpoint.
 * `bothStores.ts` says how they keep to one owner.
 */
export class BackedMatchStore implements MatchStore {
  readonly #stores: BothStores;
  readonly #writer: BackupWriter;

  constructor(primary: MatchStore, backup: BackupStore, options: BackedMatchStoreOptions) {
    const { waitMs = WAIT_MS, settleMs = SETTLE_MS, now, log } = options;
    const watch = new BackupWatch({ waitMs, settleMs, now });
    this.#stores = { primary, backup, watch, log };
    this.#writer = new BackupWriter(primary, backup, { ...options, failed: (error) => watch.failed(error) });
  }

  async open(match: string, owner: string, table: StoredTable): Promise<Ownership> {
    const own = await this.#stores.primary.open(match, owner, table);
    this.#writer.keep(own, owner, { table, journal: [], clock: 0 });
    this.#writer.write(match);
    return own;
  }

  async append(own: Ownership, entries: readonly JournalEntry[], clock: number): Promise<void> {
    await this.#unlessFenced(own, this.#stores.primary.append(own, entries, clock));
    this.#writer.append(own, entries, clock);
  }

  async checkpoint(own: Ownership, table: StoredTable): Promise<void> {
    await this.#unlessFenced(own, this.#stores.primary.checkpoint(own, table));
    this.#writer.checkpoint(own, table);
  }

  async restore(own: Ownership, owner: string, stored: Readonly<StoredMatch>): Promise<void> {
    await this.#unlessFenced(own, putBack(own, owner, stored, this.#stores));
    this.#writer.keep(own, owner, stored);
  }

  async giveUp(own: Ownership): Promise<void> {
    await this.#unlessFenced(own, this.#stores.primary.giveUp(own));
    this.#writer.giveUp(own);
  }

  async find(match: string): Promise<RunningMatch | null> {
    const [found, backed] = await Promise.all([
      this.#stores.primary.find(match),
      this.#stores.watch.soon(this.#stores.backup.find(match)).catch((error: unknown) => error as Error),
    ]);
    if (!(backed instanceof Error)) return newest(found, backed);
    if (!found) throw backed;
    return found;
  }

  async takeOver(found: Ownership, owner: string): Promise<TakenOver | null> {
    const both = await takeOverBoth(found, owner, this.#stores);
    if (!both) return null;
    const { taken, saved } = both;
    this.#writer.keep(taken.own, owner, taken, saved);
    if (saved === null) this.#writer.write(taken.own.match);
    return taken;
  }

  async close(own: Ownership): Promise<void> {
    await this.#unlessFenced(own, this.#stores.primary.close(own));
    await this.#stores.watch.soon(this.#writer.close(own)).catch((error: unknown) => {
      this.#stores.log.warn({ err: error, match: own.match }, 'the backup of a match is not closed yet');
    });
  }

  async running(): Promise<RunningMatch[]> {
    const backed = this.#stores.watch.soon(this.#stores.backup.running()).catch((error: unknown) => {
      this.#stores.log.warn({ err: error }, 'the backup could not be asked for running matches');
      return [];
    });
    const matches = new Map(
      (await this.#stores.primary.running()).map((running) => [running.match, running]),
    );
    for (const running of await backed) {
      matches.set(running.match, newest(matches.get(running.match) ?? null, running) ?? running);
    }
    return [...matches.values()];
  }

  /** Resolves once nothing is being written in the background any more. */
  settled(): Promise<void> {
    return this.#writer.settled();
  }

  async #unlessFenced(own: Ownership, write: Promise<void>): Promise<void> {
    try {
      await write;
    } catch (error) {
      if (error instanceof Fenced) this.#writer.forget(own);
      throw error;
    }
  }
}

/** What was found in both stores: the later epoch holds, and the primary's word where they agree. */
function newest(found: RunningMatch | null, backed: RunningMatch | null): RunningMatch | null {
  return found && backed && backed.epoch > found.epoch ? backed : (found ?? backed);
}
