import { Fenced } from '../lib/fencing.ts';
import type { Ownership, RunningMatch } from '../match/matchStore.ts';
import { BackupWatch } from './backupWatch.ts';
import { type BackupState, BackupWriter } from './backupWriter.ts';
import { type BothStores, putBack, takeOverBoth } from './bothStores.ts';
import type { BackupStore, PackedChange, PackedMatch, PackedStore, PackedTakenOver } from './packedStore.ts';

interface BackedMatchStoreOptions {
  /** A write goes on without the backup when that answers nothing for so long, in ms. 500 ms by default. */
  answerWithinMs?: number;
  /** How long a takeover, a restore and an end wait for the backup, in ms. 1 s by default. */
  waitMs?: number;
  /** How long after an outage of the backup others may not have told it yet what they own, in ms. 5 s by default. */
  settleMs?: number;
  now(): number;
  log: { warn(context: object, message: string): void };
}

const ANSWER_WITHIN_MS = 500;
const WAIT_MS = 1000;
/** Matches without an owner are looked for every 2 s, so everybody notices an outage; owners write every second. */
const SETTLE_MS = 5000;

/**
 * A fast store that may lose its data, and a lasting one behind it. What is written is in both before it resolves, and
 * each of them refuses a former owner: so either may lose everything at any moment. While the backup is away the
 * primary alone decides, until all that was written meanwhile is in the backup, match by match.
 * `bothStores.ts` says how they keep to one owner.
 */
export class BackedMatchStore implements PackedStore {
  readonly #stores: BothStores;
  readonly #writer: BackupWriter;

  constructor(primary: PackedStore, backup: BackupStore, options: BackedMatchStoreOptions) {
    const { answerWithinMs = ANSWER_WITHIN_MS, waitMs = WAIT_MS, settleMs = SETTLE_MS, now, log } = options;
    const watch = new BackupWatch({ waitMs, settleMs, now });
    this.#stores = { primary, backup, watch, log };
    const told = { failed: (error: unknown) => watch.failed(error), answered: () => watch.answered() };
    this.#writer = new BackupWriter(backup, { answerWithinMs, now, log, ...told });
  }

  /** How far the backup is behind. */
  get backup(): BackupState {
    return this.#writer.state;
  }

  async open(match: string, owner: string, game: string, table: Uint8Array): Promise<Ownership> {
    const { primary } = this.#stores;
    const own = await primary.open(match, owner, game, table);
    try {
      await this.#writer.open(own, owner, game, table);
    } catch (error) {
      await primary.release(own).catch(() => {}); // somebody has it, of whom the primary lost everything
      throw error;
    }
    return own;
  }

  async write(own: Ownership, change: PackedChange): Promise<void> {
    const done = await Promise.allSettled([
      this.#stores.primary.write(own, change),
      this.#writer.write(own, change),
    ]);
    const errors = done.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    const fenced = errors.find((error) => error instanceof Fenced);
    if (fenced) this.#writer.forget(own);
    if (errors.length > 0) throw fenced ?? errors[0];
  }

  async restore(own: Ownership, owner: string, stored: PackedMatch): Promise<void> {
    const { primary } = this.#stores;
    const { journal: entries, clock, table } = stored;
    await this.#unlessFenced(own, async () => {
      const there = await primary.find(own.match);
      const lost = there?.epoch !== own.epoch;
      if (lost) await putBack(own, owner, stored, this.#stores);
      else await primary.restore(own, owner, stored);
      // Where only the primary lost it, the backup needs no more than what it does not have.
      if (lost && this.#writer.knows(own)) await this.#writer.write(own, { entries, clock, table });
      else await this.#writer.keep(own, owner, stored, null);
    });
  }

  async release(own: Ownership): Promise<void> {
    await this.#unlessFenced(own, () => this.#stores.primary.release(own));
    this.#writer.release(own);
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

  async takeOver(found: Ownership, owner: string): Promise<PackedTakenOver | null> {
    const both = await takeOverBoth(found, owner, this.#stores);
    if (!both) return null;
    const { taken, saved } = both;
    // The backup is told what it does not know yet; the first write waits for that.
    this.#writer.keep(taken.own, owner, taken, saved).catch(() => {});
    return taken;
  }

  async close(own: Ownership): Promise<void> {
    await this.#unlessFenced(own, () => this.#stores.primary.close(own));
    await this.#stores.watch.soon(this.#writer.close(own)).catch((error: unknown) => {
      this.#stores.log.warn({ err: error, match: own.match }, 'the backup of a match is not closed yet');
    });
  }

  async running(): Promise<RunningMatch[]> {
    this.#writer.tryAgain();
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

  async #unlessFenced(own: Ownership, write: () => Promise<void>): Promise<void> {
    try {
      await write();
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
