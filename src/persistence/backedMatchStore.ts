import { Fenced, Missing } from '../lib/fencing.ts';
import type { JournalEntry } from '../match/journal.ts';
import type { MatchStore, Ownership, RunningMatch, StoredTable, TakenOver } from '../match/matchStore.ts';
import { BackupWriter } from './backupWriter.ts';
import { within } from './within.ts';

export interface BackedMatchStoreOptions {
  /** A running match is backed up this often at most, in ms. */
  everyMs: number;
  /** How long a takeover, a restore and an end wait for the backup, in ms. 1 s by default. */
  waitMs?: number;
  now(): number;
  log: { warn(context: object, message: string): void };
}

const WAIT_MS = 1000;

/**
 * A fast store that may lose its data, and a lasting one behind it. Writes go to the first; the second follows in
 * the background and holds no ack up. What the first lost is found in the second as of its last checkpoint.
 *
 * Fencing holds across both, because the two sides meet: a takeover raises the epoch in the backup first and looks
 * at the primary then, and an owner that puts its match back writes to the primary first and looks at the backup
 * then. Whichever comes second sees the other.
 */
export class BackedMatchStore implements MatchStore {
  readonly #primary: MatchStore;
  readonly #backup: MatchStore;
  readonly #writer: BackupWriter;
  readonly #waitMs: number;
  readonly #log: BackedMatchStoreOptions['log'];

  constructor(primary: MatchStore, backup: MatchStore, options: BackedMatchStoreOptions) {
    this.#primary = primary;
    this.#backup = backup;
    this.#writer = new BackupWriter(primary, backup, options);
    this.#waitMs = options.waitMs ?? WAIT_MS;
    this.#log = options.log;
  }

  async open(match: string, owner: string, table: StoredTable): Promise<Ownership> {
    const own = await this.#primary.open(match, owner, table);
    this.#writer.keep(own, owner, table, []);
    this.#writer.write(match);
    return own;
  }

  async append(own: Ownership, entries: readonly JournalEntry[]): Promise<void> {
    await this.#unlessFenced(own, this.#primary.append(own, entries));
    this.#writer.append(own, entries);
  }

  async checkpoint(own: Ownership, table: StoredTable): Promise<void> {
    await this.#unlessFenced(own, this.#primary.checkpoint(own, table));
    this.#writer.checkpoint(own, table);
  }

  async restore(
    own: Ownership,
    owner: string,
    table: StoredTable,
    journal: readonly JournalEntry[],
  ): Promise<void> {
    await this.#unlessFenced(own, this.#notTaken(own));
    await this.#unlessFenced(own, this.#primary.restore(own, owner, table, journal));
    try {
      await this.#notTaken(own);
    } catch (error) {
      await this.#primary.close(own).catch(() => {}); // fenced: then what is there is not ours any more
      this.#writer.forget(own);
      throw error;
    }
    this.#writer.keep(own, owner, table, journal);
  }

  async giveUp(own: Ownership): Promise<void> {
    await this.#unlessFenced(own, this.#primary.giveUp(own));
    this.#writer.giveUp(own);
  }

  async find(match: string): Promise<RunningMatch | null> {
    return (await this.#primary.find(match)) ?? within(this.#waitMs, this.#backup.find(match));
  }

  async takeOver(found: Ownership, owner: string): Promise<TakenOver | null> {
    const backed = await within(this.#waitMs, this.#backup.takeOver(found, owner)).catch((error: unknown) => {
      this.#log.warn({ err: error, match: found.match }, 'a takeover without the backup');
      return null;
    });
    const taken = await this.#primary.takeOver(found, owner);
    const whole = await this.#reconcile(taken, backed, owner);
    if (whole) {
      this.#writer.keep(whole.own, owner, whole.table, whole.journal);
      this.#writer.write(found.match);
    }
    return whole;
  }

  async close(own: Ownership): Promise<void> {
    await this.#unlessFenced(own, this.#primary.close(own));
    await within(this.#waitMs, this.#writer.close(own)).catch((error: unknown) => {
      this.#log.warn({ err: error, match: own.match }, 'the backup of a match is not closed yet');
    });
  }

  async running(): Promise<RunningMatch[]> {
    const lost = within(this.#waitMs, this.#backup.running()).catch((error: unknown) => {
      this.#log.warn({ err: error }, 'the backup could not be asked for running matches');
      return [];
    });
    const matches = new Map((await lost).map((running) => [running.match, running]));
    for (const running of await this.#primary.running()) matches.set(running.match, running);
    return [...matches.values()];
  }

  /** Resolves once nothing is being written in the background any more. */
  settled(): Promise<void> {
    return this.#writer.settled();
  }

  /** Two halves of a takeover at the same epoch. The longer journal is the whole one, and both stores get it. */
  async #reconcile(
    taken: TakenOver | null,
    backed: TakenOver | null,
    owner: string,
  ): Promise<TakenOver | null> {
    if (!backed) return taken;
    const { own, table, journal } = backed;
    if (taken && taken.journal.length >= journal.length) return taken;
    try {
      if (taken) {
        await this.#primary.append(own, journal);
        await this.#primary.checkpoint(own, table);
      } else {
        await this.#primary.restore(own, owner, table, journal);
      }
      return backed;
    } catch (error) {
      if (error instanceof Fenced || error instanceof Missing) return null; // somebody was quicker
      throw error;
    }
  }

  /** @throws Fenced when the match was taken over in the backup; the backup's own failure when it cannot tell */
  async #notTaken(own: Ownership): Promise<void> {
    const backed = await within(this.#waitMs, this.#backup.find(own.match));
    if (backed && backed.epoch > own.epoch) throw new Fenced(own.match);
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
