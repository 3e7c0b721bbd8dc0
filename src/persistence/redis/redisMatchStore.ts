import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { Fenced } from '../../lib/fencing.ts';
import type { JournalEntry } from '../../match/journal.ts';
import type {
  MatchStore,
  Ownership,
  RunningMatch,
  StoredMatch,
  StoredTable,
  TakenOver,
} from '../../match/matchStore.ts';
import { checkEpoch } from '../checkEpoch.ts';
import { defineScript, type Script } from './defineScript.ts';
import { matchScripts } from './matchScripts.ts';

/** The epoch that was found; null for none. */
type Epoch = string | null;

/**
 * Running matches in Redis, one Lua script a method. A match is three keys, `match:{id}:meta` (owner, epoch, game),
 * `:table` and `:journal`, forgotten a day after the last write. The journal's entries are numbered from 1 without
 * gaps, so its length says which are there.
 *
 * A connection that breaks sends again what had no answer. So whatever makes an epoch is marked with a call's own
 * id: the same call again is answered as it was the first time.
 */
export class RedisMatchStore implements MatchStore {
  readonly #prefix: string;
  readonly #open: Script<0 | 1>;
  readonly #append: Script<Epoch>;
  readonly #checkpoint: Script<Epoch>;
  readonly #restore: Script<0 | 1>;
  readonly #giveUp: Script<Epoch>;
  readonly #find: Script<[string, string] | null>;
  readonly #takeOver: Script<[table: string, journal: string[], clock: string | null] | null>;
  readonly #close: Script<Epoch>;
  readonly #running: Script<string[]>;

  /** @param prefix of every key */
  constructor(redis: Redis, prefix: string) {
    this.#prefix = prefix;
    this.#open = defineScript(redis, 'matchOpen', matchScripts.open);
    this.#append = defineScript(redis, 'matchAppend', matchScripts.append);
    this.#checkpoint = defineScript(redis, 'matchCheckpoint', matchScripts.checkpoint);
    this.#restore = defineScript(redis, 'matchRestore', matchScripts.restore);
    this.#giveUp = defineScript(redis, 'matchGiveUp', matchScripts.giveUp);
    this.#find = defineScript(redis, 'matchFind', matchScripts.find);
    this.#takeOver = defineScript(redis, 'matchTakeOver', matchScripts.takeOver);
    this.#close = defineScript(redis, 'matchClose', matchScripts.close);
    this.#running = defineScript(redis, 'matchRunning', matchScripts.running);
  }

  async open(match: string, owner: string, table: StoredTable): Promise<Ownership> {
    const args = [match, owner, table.game, JSON.stringify(table), randomUUID()];
    if ((await this.#open(this.#keys(match), args)) === 0) throw new Fenced(match);
    return { match, epoch: 1 };
  }

  async append(own: Ownership, entries: readonly JournalEntry[], clock: number): Promise<void> {
    const first = entries[0]?.seq ?? 1;
    const args = [own.match, own.epoch, clock, first, ...texts(entries)];
    checkEpoch(own, epochOf(await this.#append(this.#keys(own.match), args)));
  }

  async checkpoint(own: Ownership, table: StoredTable): Promise<void> {
    const args = [own.match, own.epoch, JSON.stringify(table)];
    checkEpoch(own, epochOf(await this.#checkpoint(this.#keys(own.match), args)));
  }

  async restore(
    own: Ownership,
    owner: string,
    { table, journal, clock }: Readonly<StoredMatch>,
  ): Promise<void> {
    const { match, epoch } = own;
    const text = JSON.stringify(table);
    const args = [match, epoch, owner, table.game, text, randomUUID(), clock, ...texts(journal)];
    if ((await this.#restore(this.#keys(match), args)) === 0) throw new Fenced(match);
  }

  async giveUp(own: Ownership): Promise<void> {
    checkEpoch(own, epochOf(await this.#giveUp(this.#keys(own.match), [own.match, own.epoch])));
  }

  async find(match: string): Promise<RunningMatch | null> {
    const found = await this.#find(this.#keys(match));
    return found && { match, owner: found[0], epoch: Number(found[1]) };
  }

  async takeOver({ match, epoch }: Ownership, owner: string): Promise<TakenOver | null> {
    const taken = await this.#takeOver(this.#keys(match), [match, epoch, owner, randomUUID()]);
    if (!taken) return null;
    const [table, journal, clock] = taken;
    return {
      own: { match, epoch: epoch + 1 },
      table: JSON.parse(table),
      journal: journal.map((entry) => JSON.parse(entry)),
      clock: Number(clock ?? 0),
    };
  }

  async close(own: Ownership): Promise<void> {
    const stored = epochOf(await this.#close(this.#keys(own.match), [own.match, own.epoch]));
    if (stored !== undefined && stored > own.epoch) throw new Fenced(own.match);
  }

  async running(): Promise<RunningMatch[]> {
    const flat = await this.#running([`${this.#prefix}matches:running`], [this.#prefix]);
    const matches: RunningMatch[] = [];
    for (let i = 0; i + 2 < flat.length; i += 3) {
      const [match = '', owner = '', epoch] = flat.slice(i, i + 3);
      matches.push({ match, owner, epoch: Number(epoch) });
    }
    return matches;
  }

  #keys(match: string): string[] {
    const key = `${this.#prefix}match:${match}`;
    return [`${key}:meta`, `${key}:table`, `${key}:journal`, `${this.#prefix}matches:running`];
  }
}

function texts(entries: readonly JournalEntry[]): string[] {
  return entries.map((entry) => JSON.stringify(entry));
}

function epochOf(answer: Epoch): number | undefined {
  return answer === null ? undefined : Number(answer);
}
