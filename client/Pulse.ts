import type { Room } from '@colyseus/sdk';
import type { Clock } from './Clock.ts';

/** Time between pings. */
const EVERY_MS = 3000;
/** Where something comes all the while, nothing for so long is asked about at once. */
const QUIET_MS = 1000;
/** How often the line is looked at. */
const LOOK_MS = 1000;
/** A round trip above this is slow. */
const SLOW_MS = 500;
/** An answer that takes longer is late. */
const LATE_MS = 3000;
/** Nothing at all came for so long, and an answer is overdue: nobody is there any more. */
const SILENT_MS = 2000;
const OVERDUE_MS = 1000;
/** A ping unanswered for this long means that the socket is dead, whatever it says. */
const DEAD_MS = 9000;

interface PulseEvents {
  /** `ms`, `unstable` or `silent` did change. */
  changed: () => void;
  /** No answer for 9 s. */
  dead: () => void;
}

/** Pings a room for as long as its socket is open, and says how well it answers. */
export class Pulse {
  readonly #clock: Clock;
  readonly #events: PulseEvents;
  readonly #lively: boolean;
  #room: Room | null = null;
  #pingedAt = 0;
  #answerDue = false;
  #heardAt = 0;
  #cancel: (() => void) | null = null;
  #ms: number | null = null;
  #late = false;
  #silent = false;

  /** @param lively something comes all the while where all is well, so that silence is noticed sooner */
  constructor(clock: Clock, lively: boolean, events: PulseEvents) {
    this.#clock = clock;
    this.#lively = lively;
    this.#events = events;
  }

  /** The latest round trip in ms. */
  get ms(): number | null {
    return this.#ms;
  }

  get unstable(): boolean {
    return this.#late || (this.#ms ?? 0) > SLOW_MS;
  }

  /** The socket is open, and nothing comes over it any more. */
  get silent(): boolean {
    return this.#silent;
  }

  start(room: Room): void {
    this.stop();
    this.#room = room;
    this.#heardAt = this.#clock.now();
    this.#ping();
    this.#look();
  }

  stop(): void {
    this.#cancel?.();
    this.#room = null;
    this.#answerDue = false;
    this.#late = false;
    this.#silent = false;
    this.#ms = null;
  }

  /** Something came over the socket. */
  heard(): void {
    this.#heardAt = this.#clock.now();
    if (this.#silent) this.#judge();
  }

  /** Looks now: after a sleep the timers of a page are late. */
  check(): void {
    if (!this.#room) return;
    this.#cancel?.();
    this.#look();
  }

  #look(): void {
    const now = this.#clock.now();
    if (this.#waited(now) >= DEAD_MS) {
      this.#events.dead();
      return;
    }
    this.#cancel = this.#clock.after(LOOK_MS, () => this.#look());
    const due = now - this.#pingedAt >= EVERY_MS || (this.#lively && now - this.#heardAt >= QUIET_MS);
    if (!this.#answerDue && due) this.#ping();
    this.#judge();
  }

  #judge(): void {
    const now = this.#clock.now();
    const late = this.#waited(now) >= LATE_MS;
    const silent = this.#waited(now) >= OVERDUE_MS && now - this.#heardAt >= SILENT_MS;
    if (late === this.#late && silent === this.#silent) return;
    this.#late = late;
    this.#silent = silent;
    this.#events.changed();
  }

  /** For how many ms an answer is due. */
  #waited(now: number): number {
    return this.#answerDue ? now - this.#pingedAt : 0;
  }

  #ping(): void {
    const room = this.#room;
    const sentAt = this.#clock.now();
    this.#pingedAt = sentAt;
    this.#answerDue = true;
    room?.ping(() => {
      const now = this.#clock.now();
      if (this.#room !== room || this.#pingedAt !== sentAt) return;
      this.#heardAt = now;
      this.#answerDue = false;
      this.#late = false;
      this.#silent = false;
      this.#ms = Math.max(0, now - sentAt);
      this.#events.changed();
    });
  }
}
