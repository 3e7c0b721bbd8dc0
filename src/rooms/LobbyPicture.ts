import type { Log } from '../lib/log.ts';
import { Trouble } from '../lib/Trouble.ts';
import type { LiveMatch } from '../match/live.ts';

/** What every lobby room shows. */
export interface Picture {
  online: number;
  playing: number;
  queued: number;
  /** The newest 50, newest first. */
  matches: readonly LiveMatch[];
}

interface LobbyPictureNeeds {
  /** How many players have a socket open. */
  online(): Promise<number>;
  /** How many wait in a queue. */
  queued(): Promise<number>;
  /** Every running match. */
  matches(): Promise<LiveMatch[]>;
  now(): number;
  log: Pick<Log, 'warn'>;
}

/** Rooms look once a second, each in its own rhythm: what one of them asked for serves the others. */
const FRESH_MS = 900;
/** Matches shown; a longer list nobody reads, and everybody would be sent it. */
const MATCHES_SHOWN = 50;
/** From so many on nobody counts heads. */
const MANY = 1000;
const MANY_EVERY_MS = 5000;

/** The lobby as this process sees it, one for all its lobby rooms. Nothing is asked for while nobody looks. */
export class LobbyPicture {
  readonly #needs: LobbyPictureNeeds;
  readonly #trouble: Trouble;
  #latest: Picture = { online: 0, playing: 0, queued: 0, matches: [] };
  #askedAt = Number.NEGATIVE_INFINITY;
  /** When `online` was told last. */
  #toldAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<Picture> | null = null;

  constructor(needs: LobbyPictureNeeds) {
    this.#needs = needs;
    this.#trouble = new Trouble('the lobby shows what was known last', {}, needs.log);
  }

  /**
   * The picture, at most about a second old; the same object while it is the same. While a store is away, the last one.
   */
  look(): Promise<Picture> {
    const age = Math.abs(this.#needs.now() - this.#askedAt); // a clock that was set back ages it too
    if (!this.#asking && age < FRESH_MS) return Promise.resolve(this.#latest);
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  /** Of many the first three digits, every few seconds: each change is sent to all of them. */
  #told(online: number): number {
    const now = this.#needs.now();
    const soon = Math.abs(now - this.#toldAt) < MANY_EVERY_MS;
    if (online >= MANY && this.#latest.online >= MANY && soon) return this.#latest.online;
    this.#toldAt = now;
    return online < MANY ? online : Number(online.toPrecision(3));
  }

  async #ask(): Promise<Picture> {
    const { online, queued, matches, now } = this.#needs;
    this.#askedAt = now();
    try {
      const [here, waiting, all] = await Promise.all([online(), queued(), matches()]);
      const playing = all.flatMap(({ players }) => players).filter(({ bot }) => !bot).length;
      const shown = [...all].sort((a, b) => b.startedAt - a.startedAt).slice(0, MATCHES_SHOWN);
      this.#latest = { online: this.#told(here), queued: waiting, playing, matches: shown };
      this.#trouble.worked();
    } catch (error) {
      this.#trouble.failed(error);
    }
    return this.#latest;
  }
}
