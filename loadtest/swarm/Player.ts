import { setTimeout as pause } from 'node:timers/promises';
import { get, post } from '../wire/Http.ts';
import { RoomSocket, type SeatReservation } from '../wire/RoomSocket.ts';
import type { Measures } from './Measures.ts';
import type { Random } from './Random.ts';

/** What a scenario does with what a room says. */
export interface Listening {
  /** Decodes the state, and tells of every change. */
  changed?(state: unknown): void;
  /** In a game that moves: so many inputs were taken. */
  taken?(count: number): void;
  messages?: Readonly<Record<string, (payload: never) => void>>;
}

export interface PlayerNeeds {
  /** Of all players of this run, from 0. */
  index: number;
  /** The process that it asks. */
  base: URL;
  random: Random;
  measures: Measures;
  /** Of the server; null when it is not known. */
  operatorPassword: string | null;
  /** From one act to the next; null: the scenario's own. */
  everyMs: number | null;
  /** Nothing is sent any more: what is on its way is waited for. */
  resting: AbortSignal;
  /** The run is over. */
  signal: AbortSignal;
}

/** Close codes of rooms that did what they were to do: the client left, or the match is over. */
const ORDERLY = new Set([4000, 4102]);
const JOIN_WITHIN_MS = 30_000;

/** One player of the swarm: an account and its sockets. What it does is the scenario's. */
export class Player {
  readonly random: Random;
  readonly measures: Measures;
  readonly everyMs: number | null;
  readonly resting: AbortSignal;
  readonly signal: AbortSignal;
  readonly index: number;
  id = '';
  /** So many that were accepted for it have not come. */
  awaited: () => number = () => 0;
  /** It does what the run is about, and not only waits for it. */
  playing = false;
  /** The match it is in, if any. */
  match = '';
  readonly #base: URL;
  readonly #operatorPassword: string | null;
  readonly #rooms = new Set<RoomSocket>();
  #token = '';

  constructor({ index, base, random, measures, operatorPassword, everyMs, resting, signal }: PlayerNeeds) {
    this.index = index;
    this.#base = base;
    this.random = random;
    this.measures = measures;
    this.#operatorPassword = operatorPassword;
    this.everyMs = everyMs;
    this.resting = resting;
    this.signal = signal;
  }

  /** @throws Error when nobody lets guests in */
  async signIn(): Promise<void> {
    const options = { name: `Swarm ${this.index + 1}` };
    const { status, body } = await post(this.#base, '/auth/anonymous', { options });
    if (status !== 200) throw new Error(`sign-in: ${status} ${JSON.stringify(body)}`);
    this.id = body.user.id;
    this.#token = body.token;
  }

  /** @throws Error when there is no seat */
  async reserve(room: string, options: object = {}): Promise<SeatReservation> {
    const { status, body } = await post(
      this.#base,
      `/matchmake/joinOrCreate/${room}`,
      options,
      bearer(this.#token),
    );
    if (status !== 200) throw new Error(`matchmake: ${status} ${body?.error ?? ''}`);
    return body;
  }

  /** The body of what a call of the HTTP API answers; null when there is no such thing. @throws Error for the rest */
  async get(path: string): Promise<unknown> {
    const { status, body } = await get(this.#base, path, bearer(this.#token));
    if (status === 404) return null;
    if (status !== 200) throw new Error(`${path}: ${status} ${body?.code ?? ''}`);
    return body;
  }

  /** Does what only an operator may, at the process that the player asks. @throws Error unless it is accepted */
  async operate(path: string, content: object): Promise<void> {
    const credentials = `operator:${this.#operatorPassword ?? ''}`;
    const { status, body } = await post(this.#base, path, content, `Basic ${btoa(credentials)}`);
    if (status !== 202) throw new Error(`${path}: ${status} ${body?.code ?? ''}`);
  }

  /** Takes a seat. @throws Error when the room does not let it in */
  enter(seat: SeatReservation, listening: Listening = {}): Promise<RoomSocket> {
    const { measures } = this;
    return new Promise((resolve, reject) => {
      let joined = false;
      const room: RoomSocket = new RoomSocket(this.#base, seat, this.#token, {
        joined: () => {
          joined = true;
          clearTimeout(late);
          resolve(room);
        },
        ...(listening.changed ? { changed: listening.changed } : {}),
        ...(listening.taken ? { taken: listening.taken } : {}),
        ...(listening.messages ? { messages: listening.messages } : {}),
        heard: () => measures.count('messages'),
        bytes: (count) => measures.count('bytes', count),
        closed: (code, why) => {
          clearTimeout(late);
          this.#rooms.delete(room);
          if (!joined) return reject(new Error(`not let in: ${code} ${why}`));
          const cut = !ORDERLY.has(code) && !this.signal.aborted;
          if (cut) {
            measures.count('cut');
            measures.fail(`cut: ${code} ${why}`.trim());
          }
        },
      });
      const late = setTimeout(() => room.destroy(), JOIN_WITHIN_MS);
      this.#rooms.add(room);
    });
  }

  /** Waits for something, but not longer than the run. */
  async until(what: Promise<unknown>): Promise<void> {
    const { signal } = this;
    if (signal.aborted) return;
    const over = Promise.withResolvers<void>();
    signal.addEventListener('abort', over.resolve as () => void);
    await Promise.race([what, over.promise]);
    signal.removeEventListener('abort', over.resolve as () => void);
  }

  /** Waits; not longer than the run. */
  async wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.signal }).catch(() => {});
  }

  /** Resolves when none of its sockets is open. */
  get gone(): Promise<unknown> {
    return Promise.all([...this.#rooms].map((room) => room.closed));
  }

  /** Leaves every room that it is in. */
  leave(): void {
    for (const room of this.#rooms) room.leave();
  }

  /** Hangs up. */
  destroy(): void {
    for (const room of this.#rooms) room.destroy();
  }
}

function bearer(token: string): string {
  return `Bearer ${token}`;
}
