/**
 * Others are shown so long after their newest place could be here, ms: as little as will do, more on a line that
 * jitters.
 */
const LEAST_MS = 60;
const MOST_MS = 120;
/** What a line's jitter may add to the time from one patch to the next. */
const MOST_JITTER_MS = 90;
/** So many patches are looked back at, two seconds or so. */
const LOOKED_AT = 64;
/** All but one in so many patches are to be here in time. */
const ONE_IN = 20;
/**
 * What is shown runs faster or slower by a tenth at most, to be so much later or earlier in half a second; what is
 * farther off leaps.
 */
const CATCH_UP_MS = 500;
const MOST_RATE = 0.1;
const LEAP_MS = 250;
/** When so many in a row are that late, the match stood, or the line is another. */
const ANOTHER_LINE = 8;

/**
 * The tick that is shown of others: in even time, however unevenly patches come, and never before its patch is here.
 */
export class Playback {
  readonly #stepMs: number;
  readonly #patchMs: number;
  /** How far the newest patches were ahead of this clock, ms, the oldest first. */
  #ahead: number[] = [];
  #newest = 0;
  #delay: number;
  #shown = 0;
  #at: number | null = null;

  constructor(stepMs: number, patchSteps: number) {
    this.#stepMs = stepMs;
    this.#patchMs = patchSteps * stepMs;
    this.#delay = this.#least;
  }

  /** How long after it could be here a tick is shown, ms. */
  get delay(): number {
    return this.#delay;
  }

  /** A patch of this tick came. */
  told(tick: number, now: number): void {
    this.#newest = tick * this.#stepMs;
    this.#ahead = [...this.#ahead.slice(1 - LOOKED_AT), this.#newest - now];
    const best = Math.max(...this.#ahead);
    const latest = this.#ahead.slice(-ANOTHER_LINE);
    if (latest.every((ahead) => best - ahead > LEAP_MS)) {
      this.#ahead = latest;
      return;
    }
    const late = this.#ahead.map((ahead) => best - ahead).sort((a, b) => b - a);
    const jitter = late[Math.floor(late.length / ONE_IN)] ?? 0;
    const most = Math.max(MOST_MS, this.#patchMs + MOST_JITTER_MS);
    this.#delay = Math.min(most, Math.max(this.#least, this.#patchMs + jitter));
  }

  /** The tick that is shown now, with a fraction. It never goes back but after a `reset`. */
  at(now: number): number {
    if (this.#ahead.length === 0) return 0;
    const wanted = Math.max(...this.#ahead) + now - this.#delay;
    const since = this.#at === null ? 0 : Math.max(0, now - this.#at);
    const off = wanted - (this.#shown + since);
    if (this.#at === null || Math.abs(off) > LEAP_MS) this.#shown = Math.max(this.#shown, wanted);
    else this.#shown += since * (1 + Math.min(MOST_RATE, Math.max(-MOST_RATE, off / CATCH_UP_MS)));
    this.#shown = Math.max(0, Math.min(this.#shown, this.#newest));
    this.#at = now;
    return this.#shown / this.#stepMs;
  }

  reset(): void {
    this.#ahead = [];
    this.#delay = this.#least;
    this.#shown = 0;
    this.#at = null;
  }

  get #least(): number {
    return Math.max(LEAST_MS, this.#patchMs);
  }
}
