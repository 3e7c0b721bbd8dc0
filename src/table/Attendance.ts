import type { TableState } from '../games/game.ts';
import type { Seats } from './Seats.ts';

/** Time to come back after the server's own failure. */
const RETURN_MS = 10_000;
/** After a takeover the game waits so long for its people at most, and for so long when all of them are back. */
const AWAITED_MS = 3000;
const SETTLED_MS = 1000;
/** Who is gone for less than this has not been away: a page that is loaded again. */
const AWAY_AFTER_MS = 1_000;
/** After a stall nobody loses more grace than this: the game stood still, too. */
const LONGEST_TICK_MS = 1000;

/** Who of a table's people is here, and how long the seats of the others still wait for them. */
export class Attendance {
  readonly #state: TableState;
  readonly #seats: Seats;
  readonly #now: () => number;
  readonly #ended: (result: 'back' | 'gone') => void;
  /** Who was here and dropped out. */
  readonly #dropped = new Set<string>();
  /** What is left of players' grace, to the millisecond. */
  readonly #grace = new Map<string, number>();
  /** Epoch ms since when players are not here. */
  readonly #since = new Map<string, number>();
  /** Epoch ms until which nobody's grace is spent, and nobody is away. */
  #freeUntil = 0;
  /** Epoch ms until which the game waits for its people. */
  #awaitedUntil = 0;

  /** @param ended told what became of somebody who had dropped out */
  constructor(state: TableState, seats: Seats, now: () => number, ended: (result: 'back' | 'gone') => void) {
    this.#state = state;
    this.#seats = seats;
    this.#now = now;
    this.#ended = ended;
  }

  /**
   * The table was taken over: the game waits a moment for its people, so that nobody loses a turn that they cannot
   * play.
   */
  takenOver(): void {
    this.resume();
    this.#awaitedUntil = this.#now() + AWAITED_MS;
  }

  /** The game waits for its people. */
  get awaits(): boolean {
    return this.#now() < this.#awaitedUntil;
  }

  /** Real ms until somebody who is not here is to be looked after. */
  get idleMs(): number {
    const now = this.#now();
    if (this.awaits) return this.#awaitedUntil - now;
    let at = Number.POSITIVE_INFINITY;
    for (const { id, connected, left, grace } of this.#state.players.values()) {
      if (connected || left) continue;
      const awayAt = Math.max((this.#since.get(id) ?? now) + AWAY_AFTER_MS, this.#freeUntil);
      if (awayAt > now) at = Math.min(at, awayAt);
      at = Math.min(at, Math.max(now, this.#freeUntil) + (this.#grace.get(id) ?? grace));
    }
    return at - now;
  }

  /** The table goes on in another process: that it went was nobody's fault, and coming back takes a moment. */
  resume(): void {
    this.#freeUntil = this.#now() + RETURN_MS;
  }

  /** Brings `connected` up to date with sockets and polls. True when something changed. */
  refresh(): boolean {
    const now = this.#now();
    let changed = false;
    for (const player of this.#state.players.values()) {
      const here = player.bot || this.#seats.present(player.id, now);
      if (here) this.#since.delete(player.id);
      else if (!this.#since.has(player.id)) this.#since.set(player.id, now);
      if (player.connected === here) continue;
      player.connected = here;
      if (here) this.#end(player.id, 'back');
      else if (!player.left) this.#dropped.add(player.id);
      player.grace = Math.floor(this.#grace.get(player.id) ?? player.grace);
      changed = true;
    }
    if (changed && this.awaits && this.#areAllHere)
      this.#awaitedUntil = Math.min(this.#awaitedUntil, now + SETTLED_MS);
    return changed;
  }

  /**
   * Whether a player is away; undefined while that cannot be said: they are not here, and have not been for a moment.
   */
  isAway(player: string): boolean | undefined {
    const since = this.#since.get(player);
    if (since === undefined) return false;
    return this.#now() >= Math.max(since + AWAY_AFTER_MS, this.#freeUntil) || undefined;
  }

  /** Takes `ms` from the grace of everybody who is not here. Answers whose is used up. */
  spend(ms: number): string[] {
    const late: string[] = [];
    if (this.#now() < this.#freeUntil) return late;
    for (const player of this.#state.players.values()) {
      if (player.connected || player.left) continue;
      const left = Math.max(0, (this.#grace.get(player.id) ?? player.grace) - Math.min(ms, LONGEST_TICK_MS));
      this.#grace.set(player.id, left);
      // Once a second is often enough for those who look at it.
      if (Math.floor(left / 1000) !== Math.floor(player.grace / 1000)) player.grace = Math.floor(left);
      if (left > 0) continue;
      late.push(player.id);
      this.#end(player.id, 'gone');
    }
    return late;
  }

  get #areAllHere(): boolean {
    return [...this.#state.players.values()].every(({ connected, left }) => connected || left);
  }

  #end(player: string, result: 'back' | 'gone'): void {
    if (this.#dropped.delete(player)) this.#ended(result);
  }
}
