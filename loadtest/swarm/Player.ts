import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, get, post } from '../wire/Http.ts';
import { RoomSocket, type SeatReservation } from '../wire/RoomSocket.ts';
import type { Measures } from './Measures.ts';
import { NotNow, patiently } from './patiently.ts';
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
  /** Everybody is in who will be: what would disturb the joins begins. */
  begun: Promise<void>;
  /** Nothing is sent any more: what is on its way is waited for. */
  resting: AbortSignal;
  /** The run is over. */
  signal: AbortSignal;
}

/** Close codes of rooms that did what they were to do: the client left, or the match is over. */
const ORDERLY = new Set([4000, 4102]);
const JOIN_WITHIN_MS = 30_000;
const TRIES_TO_SIGN_IN = 6;
/** Answers of a server, or of what stands before it, that has too much to do. */
const LATER = new Set([429, 502, 503, 504]);

/** One player of the swarm: an account and its sockets. What it does is the scenario's. */
export class Player {
  readonly random: Random;
  readonly measures: Measures;
  readonly everyMs: number | null;
  readonly begun: Promise<void>;
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

  constructor(needs: PlayerNeeds) {
    this.index = needs.index;
    this.#base = needs.base;
    this.random = needs.random;
    this.measures = needs.measures;
    this.#operatorPassword = needs.operatorPassword;
    this.everyMs = needs.everyMs;
    this.begun = needs.begun;
    this.resting = needs.resting;
    this.signal = needs.signal;
  }

  /** Asks again what is refused for now, which is counted. @throws what is refused for good, or too often */
  patiently<T>(tries: number, what: string, ask: () => Promise<T>): Promise<T> {
    const { random, signal } = this;
    const again = ({ message }: NotNow) => this.measures.refuse(`${what}: ${message}`);
    return patiently(ask, { tries, random, signal, again });
  }

  /** @throws Error when nobody lets guests in */
  signIn(): Promise<void> {
    return this.patiently(TRIES_TO_SIGN_IN, 'sign-in', async () => {
      const options = { name: `Swarm ${this.index + 1}` };
      const answer = await post(this.#base, '/auth/anonymous', { options }).catch(brokenOff);
      const { status, body } = answer;
      if (status !== 200) throw refusal(`sign-in: ${status} ${body?.code ?? ''}`, answer);
      this.id = body.user.id;
      this.#token = body.token;
    });
  }

  /** @throws NotNow when there is no seat just now; Error when there is none */
  async reserve(room: string, options: object = {}): Promise<SeatReservation> {
    const path = `/matchmake/joinOrCreate/${room}`;
    const answer = await post(this.#base, path, options, bearer(this.#token)).catch(brokenOff);
    if (answer.status !== 200)
      throw refusal(`matchmake: ${answer.status} ${answer.body?.error ?? ''}`, answer);
    return answer.body;
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

  /** Takes a seat. @throws NotNow when the room does not let it in: with another seat it may */
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
          if (!joined) return reject(new NotNow(`not let in: ${code} ${why}`.trim()));
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

  /**
   * Does something until a room is left.
   * @param work begins it, and says how to stop
   * @param from when it begins: once all are in by default
   */
  async whileOpen(room: RoomSocket, work: () => () => void, from = this.begun): Promise<void> {
    let open = true;
    let stop = () => {};
    void from.then(() => {
      if (open) stop = work();
    });
    await this.until(room.closed);
    open = false;
    stop();
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

/** @throws NotNow: nobody answered */
function brokenOff(error: Error): never {
  throw new NotNow(error.message);
}

function refusal(text: string, { status, body }: Answer): Error {
  return LATER.has(status)
    ? new NotNow(text.trim(), Number(body?.retry_after_ms) || 0)
    : new Error(text.trim());
}

function bearer(token: string): string {
  return `Bearer ${token}`;
}
