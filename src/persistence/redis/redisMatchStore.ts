import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { Batches } from '../../lib/Batches.ts';
import { Fenced } from '../../lib/fencing.ts';
import type { Ownership, RunningMatch } from '../../match/matchStore.ts';
import { checkEpoch } from '../checkEpoch.ts';
import type { PackedChange, PackedMatch, PackedStore, PackedTakenOver } from '../packedStore.ts';
import { defineBinaryScript, defineScript, type Script } from './defineScript.ts';
import { matchScripts } from './matchScripts.ts';

/** The epoch that was found; null for none. */
type Epoch = string | null;

interface MatchWrite extends PackedChange {
  own: Ownership;
}

interface RedisMatchStoreOptions {
  /** Of every key. */
  prefix: string;
  /** Of what is stored; newer ones are left alone. */
  format: number;
}

/**
 * Running matches in Redis, one Lua script a method. A match is three keys, `match:{id}:meta` (owner, epoch, game,
 * clock, format), `:snapshot` and `:entries`, forgotten a day after the last checkpoint. Entries are numbered from 1
 * without gaps, so their count says which are there. Writes of one turn go in one call.
 *
 * A connection that breaks sends again what had no answer. So whatever makes an epoch is marked with a call's own
 * id: the same call again is answered as it was the first time.
 */
export class RedisMatchStore implements PackedStore {
  readonly #prefix: string;
  readonly #format: number;
  readonly #open: Script<0 | 1>;
  readonly #write: Script<Epoch[]>;
  readonly #restore: Script<0 | 1>;
  readonly #release: Script<Epoch>;
  readonly #find: Script<[string, string] | null>;
  readonly #takeOver: Script<[game: Buffer, table: Buffer, journal: Buffer[], clock: Buffer | null] | null>;
  readonly #close: Script<Epoch>;
  readonly #running: Script<string[]>;
  readonly #writes: Batches<MatchWrite>;

  constructor(redis: Redis, { prefix, format }: RedisMatchStoreOptions) {
    this.#prefix = prefix;
    this.#format = format;
    this.#open = defineScript(redis, 'matchOpen', matchScripts.open);
    this.#write = defineScript(redis, 'matchWrite', matchScripts.write);
    this.#restore = defineScript(redis, 'matchRestore', matchScripts.restore);
    this.#release = defineScript(redis, 'matchRelease', matchScripts.release);
    this.#find = defineScript(redis, 'matchFind', matchScripts.find);
    this.#takeOver = defineBinaryScript(redis, 'matchTakeOver', matchScripts.takeOver);
    this.#close = defineScript(redis, 'matchClose', matchScripts.close);
    this.#running = defineScript(redis, 'matchRunning', matchScripts.running);
    this.#writes = new Batches<MatchWrite>({
      run: (writes) => this.#writeAll(writes),
      atOnce: Number.POSITIVE_INFINITY,
      bytes: ({ entries, table }) =>
        entries.reduce((sum, { bytes }) => sum + bytes.length + 10, (table?.length ?? 0) + 100),
    });
  }

  async open(match: string, owner: string, game: string, table: Uint8Array): Promise<Ownership> {
    const args = [match, owner, game, this.#format, buffer(table), randomUUID()];
    if ((await this.#open(this.#keys(match), args)) === 0) throw new Fenced(match);
    return { match, epoch: 1 };
  }

  async write(own: Ownership, change: PackedChange): Promise<void> {
    await this.#writes.add({ own, ...change });
  }

  async restore(own: Ownership, owner: string, stored: PackedMatch): Promise<void> {
    const { match, epoch } = own;
    const { game, table, journal, clock } = stored;
    const entries = journal.map(({ bytes }) => buffer(bytes));
    const args = [match, epoch, owner, game, this.#format, buffer(table), randomUUID(), clock, ...entries];
    if ((await this.#restore(this.#keys(match), args)) === 0) throw new Fenced(match);
  }

  async release(own: Ownership): Promise<void> {
    checkEpoch(own, epochOf(await this.#release(this.#keys(own.match), [own.match, own.epoch])));
  }

  async find(match: string): Promise<RunningMatch | null> {
    const found = await this.#find(this.#keys(match));
    return found && { match, owner: found[0], epoch: Number(found[1]) };
  }

  async takeOver({ match, epoch }: Ownership, owner: string): Promise<PackedTakenOver | null> {
    const args = [match, epoch, owner, this.#format, randomUUID()];
    const taken = await this.#takeOver(this.#keys(match), args);
    if (!taken) return null;
    const [game, table, entries, clock] = taken;
    return {
      own: { match, epoch: epoch + 1 },
      game: game.toString(),
      table,
      journal: entries.map((bytes, i) => ({ seq: i + 1, bytes })),
      clock: Number(clock ?? 0),
    };
  }

  async close(own: Ownership): Promise<void> {
    const stored = epochOf(await this.#close(this.#keys(own.match), [own.match, own.epoch]));
    if (stored !== undefined && stored > own.epoch) throw new Fenced(own.match);
  }

  async running(): Promise<RunningMatch[]> {
    const flat = await this.#running([`${this.#prefix}matches:running`], [this.#prefix, this.#format]);
    const matches: RunningMatch[] = [];
    for (let i = 0; i + 2 < flat.length; i += 3) {
      const [match = '', owner = '', epoch] = flat.slice(i, i + 3);
      matches.push({ match, owner, epoch: Number(epoch) });
    }
    return matches;
  }

  async #writeAll(writes: readonly MatchWrite[]): Promise<(Error | null)[]> {
    const args: (string | number | Buffer)[] = [this.#prefix];
    for (const { own, entries, clock, table } of writes) {
      const [first] = entries;
      args.push(own.match, own.epoch, clock, table ? buffer(table) : '', first?.seq ?? 1, entries.length);
      for (const { bytes } of entries) args.push(buffer(bytes));
    }
    const epochs = await this.#write([], args);
    return writes.map(({ own }, i) => {
      try {
        checkEpoch(own, epochOf(epochs[i] ?? null));
        return null;
      } catch (error) {
        return error as Error;
      }
    });
  }

  #keys(match: string): string[] {
    const key = `${this.#prefix}match:${match}`;
    const parts = ['meta', 'snapshot', 'entries', 'table', 'journal'];
    return [...parts.map((part) => `${key}:${part}`), `${this.#prefix}matches:running`];
  }
}

/** As ioredis knows it. */
function buffer({ buffer: all, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(all as ArrayBuffer, byteOffset, length);
}

function epochOf(answer: Epoch): number | undefined {
  return answer === null ? undefined : Number(answer);
}
