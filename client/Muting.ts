import type { Clock } from './Clock.ts';
import { type Http, isPassing, refusesToken } from './Http.ts';
import type { KeyValue } from './KeyValue.ts';
import { asParlorError, type ParlorError } from './ParlorError.ts';
import { backoffMs } from './Retrier.ts';
import { UntoldMutes } from './UntoldMutes.ts';

interface MutingNeeds {
  http: Http;
  clock: Clock;
  /** A number in [0, 1). */
  random: () => number;
  storage: KeyValue;
  /** Others are muted now. */
  changed(): void;
  /** The server refused one, who is as before. */
  problem(error: ParlorError): void;
}

const PATH = '/api/v1/players/me/mutes';
/** The list of a player is asked for, or changed. */
interface Question {
  player: string;
  change?: [other: string, muted: boolean];
}

const RETRY = { minMs: 1000, maxMs: 30_000 };

/**
 * Whom one does not hear. The list is the server's, whose rooms hear of each change by themselves: it is told over
 * HTTP, again until it answered, also at the next visit. Only what it was not told yet is kept here.
 */
export class Muting {
  /** The same set for as long as there is a client: what it hides looks at it. */
  readonly muted = new Set<string>();
  readonly #needs: MutingNeeds;
  readonly #untold: UntoldMutes;
  #player: string | null = null;
  /** As the server said it last. */
  #known: readonly string[] = [];
  /** The whole list is wanted, and is to be asked for. */
  #followed = false;
  #stale = true;
  #running = false;
  #failures = 0;
  #cancelWait = () => {};

  constructor(needs: MutingNeeds) {
    this.#needs = needs;
    this.#untold = new UntoldMutes(needs.storage);
  }

  /** Somebody signed in, or nobody is any more. What nobody in particular muted is muted for who signs in. */
  become(player: string | null): void {
    if (player === this.#player) return;
    this.#player = player;
    this.#known = [];
    this.#stale = true;
    if (player !== null) this.#untold.giveTo(player);
    this.#show();
    this.wake();
  }

  set(other: string, muted: boolean): void {
    this.#untold.add(this.#player, other, muted);
    this.#show();
    this.wake();
  }

  /** Has the whole list here, also of who signs in later. */
  follow(): void {
    this.#followed = true;
    this.wake();
  }

  /** The server is reached again: it may have been changed from elsewhere. */
  entered(): void {
    this.#stale = true;
    this.wake();
  }

  /** Tells now what is to be told. */
  wake(): void {
    this.#cancelWait();
    this.#failures = 0;
    if (!this.#running) void this.#run();
  }

  close(): void {
    this.#player = null;
    this.#cancelWait();
  }

  /** What is to be asked of the server: a change to tell, or, when there is none, the list. */
  #next(): Question | null {
    const player = this.#player;
    if (player === null) return null;
    const [change] = this.#untold.of(player);
    if (change) return { player, change };
    return this.#followed && this.#stale ? { player } : null;
  }

  /** One after the other, until nothing is left, or the server cannot be asked for now. */
  async #run(): Promise<void> {
    const { http, clock, random } = this.#needs;
    this.#running = true;
    for (let next = this.#next(); next; next = this.#next()) {
      const { player, change } = next;
      let error: ParlorError | null = null;
      this.#stale = false;
      try {
        const { muted } = await ask(http, change);
        this.#failures = 0;
        if (player === this.#player) this.#known = muted;
      } catch (thrown) {
        error = asParlorError(thrown);
      }
      const passes = error !== null && isPassing(error);
      if (error && (passes || !change || error.code === 'closed' || refusesToken(error))) {
        if (player !== this.#player) continue;
        this.#stale = true;
        this.#running = false;
        const wait = backoffMs(this.#failures++, RETRY.minMs, RETRY.maxMs, random);
        // Else it is told at the next visit.
        if (passes) this.#cancelWait = clock.after(error.retryAfterMs + wait, () => void this.#run());
        return;
      }
      if (change) this.#untold.told(player, ...change);
      if (player !== this.#player) continue;
      this.#show();
      if (error) this.#needs.problem(error);
    }
    this.#running = false;
  }

  #show(): void {
    const before = [...this.muted].join();
    this.muted.clear();
    for (const one of this.#known) this.muted.add(one);
    for (const [other, muted] of this.#untold.of(this.#player)) {
      if (muted) this.muted.add(other);
      else this.muted.delete(other);
    }
    if ([...this.muted].join() !== before) this.#needs.changed();
  }
}

function ask(http: Http, change: Question['change']): Promise<{ muted: string[] }> {
  if (!change) return http.get(PATH);
  const [other, muted] = change;
  return http.send(muted ? 'PUT' : 'DELETE', `${PATH}/${encodeURIComponent(other)}`);
}
