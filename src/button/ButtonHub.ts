import type { Log } from '../lib/log.ts';
import { VersionWaiters } from '../lib/versionWaiters.ts';
import type { ButtonPlayer, ButtonState } from '../protocol/button.ts';
import type { Fanout, Receiver } from '../push/Fanout.ts';
import type { Head } from './push.ts';

/** A socket that is told how the button stands. */
export interface ButtonSocket extends Receiver {
  /** Bytes that it has not taken yet. */
  unsent(): number;
}

export interface ButtonHubNeeds {
  fanout: Pick<Fanout, 'send'>;
  /** A state as the bytes that all sockets get. */
  encode(state: ButtonState): Uint8Array;
  /** Somebody, as others are shown them. Never rejects. */
  playerOf(id: string): Promise<ButtonPlayer>;
  /** Epoch ms. */
  now(): number;
  pause(ms: number): Promise<void>;
  /** Everybody here was told of a push that is so old. */
  delivered(seconds: number): void;
  log: Pick<Log, 'warn'>;
}

/** What sockets are told. */
interface Told {
  head: Head;
  state: ButtonState;
  frame: Uint8Array;
}

/** A socket, and what it was told last. */
interface Watcher {
  socket: ButtonSocket;
  told: Told | null;
}

/** Between two rounds of telling everybody is at least so long, and twice what the last one took. */
const LEAST_PAUSE_MS = 50;
/** Who leaves so much unread is told when that was read. */
const SLOW_BYTES = 64 * 1024;

/**
 * How the button stands, in one process: told to the sockets that are here, each time as a whole, so that what is left
 * out when pushes come faster than they can be told makes no difference.
 */
export class ButtonHub {
  readonly #needs: ButtonHubNeeds;
  readonly #watchers = new Set<Watcher>();
  readonly #waiters = new VersionWaiters();
  /** How many waited so far. */
  #asked = 0;
  #head: Head | null = null;
  #latest: Told | null = null;
  /** Who is shown is called something else by now. */
  #renamed = false;
  #telling = false;

  constructor(needs: ButtonHubNeeds) {
    this.#needs = needs;
  }

  /** As far as it was heard of here; null before that. */
  get head(): Head | null {
    return this.#head;
  }

  /** How the button stands, by whatever way that came here. What is older is passed over. */
  hear(head: Head): void {
    const before = this.#head;
    if (before && !isNewer(head, before)) return;
    this.#head = head;
    // Numbers of another epoch cannot be compared.
    this.#waiters.wake(before && before.epoch !== head.epoch ? Infinity : head.version);
    void this.#tell();
  }

  /** An account changed: if it is the one that is shown, all are shown it anew. */
  accountChanged(player: string): void {
    if (this.#head?.by !== player) return;
    this.#renamed = true;
    void this.#tell();
  }

  /** As players are shown it; null before anything was heard. */
  async state(): Promise<ButtonState | null> {
    const head = this.#head;
    if (!head) return null;
    const latest = this.#latest;
    return latest?.head === head && !this.#renamed ? latest.state : this.shown(head);
  }

  async shown({ by, epoch, version, at, ends, count }: Head): Promise<ButtonState> {
    return { epoch, version, at, by: by === null ? null : await this.#needs.playerOf(by), ends, count };
  }

  /** `came` resolves when there is something newer than what is known, after `ms`, or at `stop`. */
  newer(
    known: { epoch?: number | undefined; version: number },
    ms: number,
  ): { came: Promise<void>; stop(): void } {
    const { epoch = this.#head?.epoch ?? 0, version } = known;
    if (!this.#head || isNewer(this.#head, { epoch, version })) return { came: Promise.resolve(), stop() {} };
    this.#asked += 1;
    const key = String(this.#asked);
    // However many there are: each is a request that is open anyway.
    return { came: this.#waiters.wait(key, version, ms, true), stop: () => this.#waiters.end(key) };
  }

  /** Tells a socket how it stands, and from here on each time that it changes. @returns how to stop */
  attach(socket: ButtonSocket): () => void {
    const watcher: Watcher = { socket, told: null };
    this.#watchers.add(watcher);
    this.#write(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** Tells those who could not be told before. Call it about once a second. */
  tick(): void {
    this.#writeAll();
    void this.#tell();
  }

  #writeAll(): void {
    for (const watcher of this.#watchers) this.#write(watcher);
  }

  async #tell(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    const { now, pause, log } = this.#needs;
    try {
      while (this.#head && (this.#renamed || this.#head !== this.#latest?.head)) {
        const began = now();
        await this.#tellOnce(this.#head);
        await pause(Math.max(LEAST_PAUSE_MS, 2 * (now() - began)));
      }
    } catch (error) {
      this.#renamed = true; // it is told anew at the next tick
      log.warn({ err: error }, 'how the button stands could not be told');
    } finally {
      this.#telling = false;
    }
  }

  async #tellOnce(head: Head): Promise<void> {
    const { fanout, encode, now, delivered } = this.#needs;
    this.#renamed = false;
    const state = await this.shown(head);
    const latest = { head, state, frame: encode(state) };
    this.#latest = latest;
    const receivers = [...this.#watchers].map((watcher) => ({ write: () => this.#write(watcher, latest) }));
    const written = await fanout.send('high', receivers, latest.frame);
    if (written > 0) delivered(Math.max(0, now() - head.at) / 1000);
    this.#writeAll(); // who came meanwhile
  }

  /** Writes what is the latest, unless the socket has it or does not read. */
  #write(watcher: Watcher, latest = this.#latest): void {
    const { socket, told } = watcher;
    try {
      if (!latest || told === latest || socket.unsent() > SLOW_BYTES) return;
      socket.write(latest.frame);
      watcher.told = latest;
    } catch {
      // one that is just gone must not keep it from the others; one that stays is written to again
    }
  }
}

type Place = Pick<Head, 'epoch' | 'version'>;

function isNewer(one: Place, other: Place): boolean {
  return one.epoch > other.epoch || (one.epoch === other.epoch && one.version > other.version);
}
