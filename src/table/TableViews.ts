import type { StateMaker, TableState } from '../games/game.ts';
import { Problem } from '../lib/problem.ts';
import { VersionWaiters } from '../lib/versionWaiters.ts';
import type { Questions } from '../match/questions.ts';
import { visibleState } from '../match/view.ts';
import type { Seats } from './Seats.ts';

/** A player who asked for the state over HTTP counts as here for so long: a long-poll and some slack. */
const POLL_PRESENCE_MS = 35_000;

/** Nobody is kept waiting for longer, whatever they ask for. */
const MAX_WAIT_MS = 30_000;

/** Whether a table may be seen as it is, or when. */
interface Seeable {
  /** Nothing at it is unstored. */
  readonly settled: boolean;
  /** The game stands, as nothing can be stored. */
  readonly standing: boolean;
  /** @throws Problem 503 `retry_later` */
  settle(): Promise<void>;
}

/** A table for those who ask over HTTP: what each may see, as soon as there is something new. */
export class TableViews {
  readonly #maker: Pick<StateMaker<TableState>, 'ownerFields'>;
  readonly #state: TableState;
  readonly #seats: Seats;
  readonly #now: () => number;
  readonly #table: Seeable;
  readonly #waiters = new VersionWaiters();
  /** Of each player who waits, the newest wait. */
  readonly #newest = new Map<string, string>();
  #announced = -1;
  #anonymous = 0;

  constructor(
    maker: Pick<StateMaker<TableState>, 'ownerFields'>,
    state: TableState,
    seats: Seats,
    { now, table }: { now: () => number; table: Seeable },
  ) {
    this.#maker = maker;
    this.#state = state;
    this.#seats = seats;
    this.#now = now;
    this.#table = table;
  }

  /**
   * What a player, or with null anybody, may see, as soon as it is newer than `since` or the time is up. Who claims to
   * know a later version than there is waits for the next.
   * @param asked when the wait began, as what sorts by it: the newest of a player goes on, by whichever process it came
   * @throws Problem 503 `retry_later` while it may not be seen, 409 `superseded` when a newer wait took its place
   */
  async visibleTo(
    player: string | null,
    since: number,
    waitMs: number,
    asked?: string,
  ): Promise<ReturnType<Questions['visible']>> {
    this.seen(player);
    while (!this.#table.settled) await this.#table.settle();
    if (this.#state.version <= since && waitMs > 0) {
      this.#anonymous += 1;
      const key = player ?? `anonymous-${this.#anonymous}`;
      const seated = player !== null && this.#seats.has(player); // there is always a place for those who play
      if (player !== null && asked !== undefined) this.#begin(player, asked);
      await this.#waiters.wait(key, this.#state.version, Math.min(waitMs, MAX_WAIT_MS), seated);
      if (player !== null && asked !== undefined) this.#end(player, asked);
      this.seen(player);
      while (!this.#table.settled) await this.#table.settle();
    }
    const { standing } = this.#table;
    return {
      version: this.#state.version,
      state: visibleState(this.#maker, this.#state, player),
      ...(standing && { standing }),
    };
  }

  /** Lets those go on who wait for news. */
  announce(): void {
    if (this.#announced === this.#state.version) return;
    this.#announced = this.#state.version;
    this.#waiters.wake(this.#state.version);
  }

  /** Nothing new will come: lets everybody go on. */
  close(): void {
    this.#waiters.wake(Number.POSITIVE_INFINITY);
  }

  #begin(player: string, asked: string): void {
    if (asked < (this.#newest.get(player) ?? '')) throw superseded();
    this.#newest.set(player, asked);
  }

  #end(player: string, asked: string): void {
    if (this.#newest.get(player) !== asked) throw superseded();
    this.#newest.delete(player);
  }

  /** The player asked something over HTTP: that counts as being here for a while. */
  seen(player: string | null): void {
    if (player !== null) this.#seats.polled(player, this.#now() + POLL_PRESENCE_MS);
  }
}

/** Two waits of one player would end each other in turn. */
function superseded(): Problem {
  return new Problem(409, 'superseded', 'A newer request of yours waits instead.');
}
