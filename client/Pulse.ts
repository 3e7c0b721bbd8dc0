import type { Room } from '@colyseus/sdk';
import type { Clock } from './Clock.ts';

/** Time between pings. */
const EVERY_MS = 3000;
/** A round trip above this is slow. */
const SLOW_MS = 500;
/** A ping unanswered for this long means that the socket is dead, whatever it says. */
const DEAD_MS = 9000;

/** Pings a room for as long as its socket is open. */
export class Pulse {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #dead: () => void;
  #room: Room | null = null;
  #sentAt: number | null = null;
  #cancel: (() => void) | null = null;
  #ms: number | null = null;
  #late = false;

  /** @param events `changed`: `ms` or `unstable` did; `dead`: no answer for 9 s */
  constructor(clock: Clock, events: { changed: () => void; dead: () => void }) {
    this.#clock = clock;
    this.#changed = events.changed;
    this.#dead = events.dead;
  }

  /** The latest round trip in ms. */
  get ms(): number | null {
    return this.#ms;
  }

  get unstable(): boolean {
    return this.#late || (this.#ms ?? 0) > SLOW_MS;
  }

  start(room: Room): void {
    this.stop();
    this.#room = room;
    this.#beat();
  }

  stop(): void {
    this.#cancel?.();
    this.#room = null;
    this.#sentAt = null;
    this.#late = false;
    this.#ms = null;
  }

  /** Looks now: after a sleep the timers of a page are late. */
  check(): void {
    if (!this.#room) return;
    this.#cancel?.();
    this.#beat();
  }

  #beat(): void {
    const waited = this.#sentAt === null ? 0 : this.#clock.now() - this.#sentAt;
    if (waited >= DEAD_MS) {
      this.#dead();
      return;
    }
    this.#cancel = this.#clock.after(EVERY_MS, () => this.#beat());
    if (this.#sentAt === null) this.#ping();
    else if (waited >= EVERY_MS && !this.#late) {
      this.#late = true;
      this.#changed();
    }
  }

  #ping(): void {
    const room = this.#room;
    const sentAt = this.#clock.now();
    this.#sentAt = sentAt;
    room?.ping(() => {
      if (this.#room !== room || this.#sentAt !== sentAt) return;
      this.#sentAt = null;
      this.#late = false;
      this.#ms = Math.max(0, this.#clock.now() - sentAt);
      this.#changed();
    });
  }
}
