import type { TableState } from '../games/game.ts';
import type { Log } from '../lib/log.ts';
import { Trouble } from '../lib/Trouble.ts';
import type { MatchDirectory } from '../match/directory.ts';
import type { Seated } from '../match/journal.ts';
import type { LiveMatch } from '../match/live.ts';
import type { Seats } from './Seats.ts';

/** How often the lists are told again what they may have lost. */
const EVERY_MS = 15_000;
/** The lists were away, or were told by another process a moment ago: they are told again after so long. */
const SOON_MS = 1_000;

/** What a listing needs to know of its table. */
interface ListedTable {
  match: Pick<LiveMatch, 'id' | 'game' | 'startedAt'>;
  state: TableState;
  seats: Seats;
  /** A player with a seat here is bound to another match by now, and stays bound to that one. */
  elsewhere(player: string, other: string): void;
}

/** A table on the lists of running matches and of who is in them. */
export class TableListing {
  readonly #table: ListedTable;
  readonly #needs: { directory: MatchDirectory; now(): number; log: Log };
  /** People who may be bound to this match. */
  readonly #bound: Set<string>;
  /** People with a seat who are bound to another match, and to which. */
  readonly #elsewhere = new Map<string, string>();
  /** What is done to the lists is done one after the other: a `put` must not bind again who is being freed. */
  #last: Promise<void> = Promise.resolve();
  /** The `put` that waits for its turn: it will see what changed until then. */
  #waiting: Promise<void> | null = null;
  readonly #trouble: Trouble;
  #nextAt = 0;
  /** Once `closed` nothing is put any more; once `removed` there is nothing left to take off. */
  #state: 'open' | 'closed' | 'removed' = 'open';

  /** @param seats everybody who was ever bound to the match */
  constructor(
    table: ListedTable,
    seats: readonly Seated[],
    needs: { directory: MatchDirectory; now(): number; log: Log },
  ) {
    this.#table = table;
    this.#bound = new Set(seats.filter(({ bot }) => !bot).map(({ id }) => id));
    this.#needs = needs;
    this.#trouble = new Trouble('a match cannot be listed', { match: table.match.id }, needs.log);
  }

  /** Lists the table as it is, binds its people to it, frees those who left. Never rejects: it is done again soon. */
  put(): Promise<void> {
    this.#waiting ??= this.#inTurn(() => {
      this.#waiting = null;
      return this.#put();
    });
    return this.#waiting;
  }

  /** As `put`, but what its owner before has listed can wait a moment: players wait for the room. */
  async begin(): Promise<void> {
    const listed = await this.#needs.directory.find(this.#table.match.id).catch(() => null);
    if (!listed) return this.put();
    this.#nextAt = this.#needs.now() + SOON_MS;
  }

  /** As `put`, when it is time again. */
  refresh(): void {
    if (this.#needs.now() >= this.#nextAt) void this.put();
  }

  /** Frees everybody and takes the table off the lists. Nothing is put any more. Twice is harmless. */
  remove(): Promise<void> {
    this.close();
    return this.#inTurn(async () => {
      if (this.#state === 'removed') return;
      await this.#needs.directory.remove(this.#table.match.id);
      this.#state = 'removed';
    });
  }

  /** The match goes on elsewhere, and there it is listed. */
  close(): void {
    if (this.#state === 'open') this.#state = 'closed';
  }

  async #put(): Promise<void> {
    if (this.#state !== 'open') return;
    const { directory, now } = this.#needs;
    this.#nextAt = now() + EVERY_MS;
    try {
      for (const player of this.#bound) if (!this.#table.seats.has(player)) await this.#free(player);
      for (const player of this.#table.seats.players()) await this.#bind(player);
      if (this.#state === 'open') await directory.put(this.#live());
      this.#trouble.worked();
    } catch (error) {
      this.#nextAt = now() + SOON_MS;
      this.#trouble.failed(error);
    }
  }

  #live(): LiveMatch {
    const { match, state } = this.#table;
    const { phase, spectators } = state;
    const players = [...state.players.values()].map(({ id, name, face, bot }) => {
      return { id, name, ...(face !== undefined && { face }), bot };
    });
    return { ...match, phase, players, spectators };
  }

  async #bind(player: string): Promise<void> {
    if (this.#state !== 'open' || !this.#table.seats.has(player)) return;
    this.#bound.add(player); // before it is so: what comes of the call may never be known
    const other = await this.#needs.directory.claim(player, this.#table.match.id, { seated: true });
    if (other !== null) this.#bound.delete(player);
    if (other !== null && this.#elsewhere.get(player) !== other) this.#table.elsewhere(player, other);
    if (other === null) this.#elsewhere.delete(player);
    else this.#elsewhere.set(player, other);
  }

  async #free(player: string): Promise<void> {
    await this.#needs.directory.release(player, this.#table.match.id);
    this.#bound.delete(player);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }
}
