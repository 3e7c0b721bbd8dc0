import type { ButtonAnswer, ButtonRecords, ButtonState } from '../src/protocol/button.ts';
import type { LobbyMessage } from '../src/protocol/lobby.ts';
import type { Clock } from './Clock.ts';
import { Emitter } from './Emitter.ts';
import type { Http } from './Http.ts';
import type { KeyValue } from './KeyValue.ts';
import { LongPoller } from './LongPoller.ts';
import { newId } from './newId.ts';
import { Outbox } from './Outbox.ts';
import { asParlorError, ParlorError } from './ParlorError.ts';
import type { RequestLobby } from './requestLobby.ts';

export type { ButtonAnswer, ButtonRecords, ButtonState };

/** A push on its way. `made_at` is the server's time, epoch ms. */
export interface PendingPush {
  request_id: string;
  seen_version: number;
  made_at: number;
}

/** What became of a push: what the server answered, or why it was given up. */
export type AnsweredPush = { push: PendingPush } & ({ answer: ButtonAnswer } | { error: ParlorError });

export interface ButtonEvents {
  /** How it stands, or what is on its way, is another. */
  changed: undefined;
  answered: AnsweredPush;
}

interface ButtonNeeds {
  http: Http;
  storage: KeyValue;
  clock: Clock;
  random: () => number;
  lobby: RequestLobby;
  /** Without a socket the server is asked over HTTP, and none is on its way back. */
  isOffline: () => boolean;
}

const PATH = '/api/v1/button';
/** Pushes on their way, so that a reload does not lose them. */
const STORED = 'parlor.button';
/** So many may be on their way. */
const MAX_PENDING = 10;
/** The server counts no push that was made so long ago. */
const TOO_OLD_MS = 30_000;
/** It knows for so long what became of one. */
const KNOWN_MS = 10 * 60_000;
/** Sent so soon, it was made just now. */
const JUST_NOW_MS = 1000;

/**
 * The one button of everybody: how it stands, and pushes, each of which counts once however often it has to be sent.
 */
export class Button {
  readonly #needs: ButtonNeeds;
  readonly #emitter = new Emitter<ButtonEvents>();
  readonly #poller: LongPoller<ButtonState>;
  #outbox: Outbox<Omit<PendingPush, 'request_id'>, ButtonAnswer>;
  #player: string | null = null;
  #state: ButtonState | null = null;
  #pending: readonly PendingPush[] = [];
  /** Those that the server may have heard of. */
  readonly #sent = new Set<string>();
  #watching = 0;

  constructor(needs: ButtonNeeds) {
    this.#needs = needs;
    this.#outbox = this.#newOutbox();
    this.#poller = new LongPoller({
      ...needs,
      ask(last, how) {
        const newer = last ? `?epoch=${last.epoch}&version=${last.version}&wait=25` : '';
        return needs.http.get(`${PATH}${newer}`, how);
      },
      givesWay: true,
      answered: (state) => this.#take(state),
      changed() {},
      refused() {}, // told to those who sign in
    });
  }

  /** Null before it is known: see `watch`. A new object after each change. */
  get state(): ButtonState | null {
    return this.#state;
  }

  /** Pushes that are not answered yet, oldest first. A new list after each change. */
  get pending(): readonly PendingPush[] {
    return this.#pending;
  }

  on<K extends keyof ButtonEvents>(event: K, fn: (payload: ButtonEvents[K]) => void): () => void {
    return this.#emitter.on(event, fn);
  }

  /** Follows how it stands, also where there is no socket. @returns how to stop */
  watch(): () => void {
    this.#watching += 1;
    this.connectionChanged();
    let stopped = false;
    return () => {
      if (stopped) return;
      stopped = true;
      this.#watching -= 1;
      this.connectionChanged();
    };
  }

  /**
   * Pushes, once, whatever becomes of the connection or the page.
   * @throws ParlorError `queue_full`; `not_known` before it is known how the button stands; `too_old` when it could not
   *   be sent in time; `closed`; the server's refusal
   */
  push(): Promise<ButtonAnswer> {
    if (!this.#state || this.#player === null)
      return Promise.reject(new ParlorError('not_known', 'How the button stands is not known yet.'));
    if (this.#pending.length >= MAX_PENDING)
      return Promise.reject(new ParlorError('queue_full', `${MAX_PENDING} pushes are on their way already.`));
    const push = { request_id: newId(), seen_version: this.#state.version, made_at: this.#serverNow() };
    this.#write([...this.#read(), push]);
    return this.#send(push);
  }

  /** The closest calls, the longest rounds, and what the player has done. @throws ParlorError */
  records(): Promise<ButtonRecords> {
    return this.#needs.http.get(`${PATH}/records`);
  }

  /** Somebody signed in, or nobody is any more. */
  become(player: string | null): void {
    if (player === this.#player) return;
    this.#outbox.close(new ParlorError('closed', 'Another player signed in.'));
    this.#outbox = this.#newOutbox();
    this.#sent.clear();
    this.#player = player;
    this.#pending = [];
    for (const push of this.#read()) {
      this.#sent.add(push.request_id);
      this.#send(push).catch(() => {}); // told by `answered`
    }
    this.#emitter.emit('changed', undefined);
    this.connectionChanged();
  }

  /** Takes a message of the lobby; false when it is about something else. */
  hear({ type, payload }: LobbyMessage): boolean {
    if (type !== 'button') return false;
    this.#take(payload);
    return true;
  }

  /** The server is reached in another way, or not any more. */
  connectionChanged(): void {
    const { lobby, isOffline } = this.#needs;
    if (!isOffline()) this.#outbox.flush();
    if (this.#watching > 0 && this.#player !== null && !lobby.isUp()) this.#poller.start();
    else this.#poller.stop();
  }

  /** Asks and sends nothing any more. What is on its way is sent at the next visit. */
  close(): void {
    this.#poller.stop();
    this.#player = null; // what waits stays stored
    this.#outbox.close(new ParlorError('closed', 'The client is closed.'));
  }

  async #send(push: PendingPush): Promise<ButtonAnswer> {
    const player = this.#player;
    this.#pending = [...this.#pending, push];
    this.#emitter.emit('changed', undefined);
    try {
      const answer = await this.#outbox.resend(push);
      this.#take(answer.state);
      this.#settle(player, { push, answer });
      return answer;
    } catch (thrown) {
      this.#settle(player, { push, error: asParlorError(thrown) });
      throw thrown;
    }
  }

  /** What came of it is told, unless another player is here by now. */
  #settle(player: string | null, answered: AnsweredPush): void {
    if (player !== this.#player) return;
    const { request_id: id } = answered.push;
    this.#sent.delete(id);
    const others = (one: PendingPush) => one.request_id !== id;
    this.#write(this.#read().filter(others));
    this.#pending = this.#pending.filter(others);
    this.#emitter.emit('changed', undefined);
    this.#emitter.emit('answered', answered);
  }

  #newOutbox(): Outbox<Omit<PendingPush, 'request_id'>, ButtonAnswer> {
    const { clock, random, isOffline } = this.#needs;
    return new Outbox({
      ...{ clock, random },
      ready: () => this.#player !== null && !isOffline(),
      send: (push) => this.#ask(push),
    });
  }

  #ask({ request_id, seen_version, made_at }: PendingPush): Promise<ButtonAnswer> {
    const { lobby, http } = this.#needs;
    const age = this.#serverNow() - made_at;
    const known = this.#sent.has(request_id);
    if (age > (known ? KNOWN_MS : TOO_OLD_MS))
      throw new ParlorError('too_old', 'The push could not be sent in time.');
    this.#sent.add(request_id);
    const late = known || age > JUST_NOW_MS;
    const asked = { request_id, seen_version, ...(late && { made_at: Math.max(0, made_at) }) };
    return lobby.requestOrHttp('push', asked, () => http.post(`${PATH}/push`, asked));
  }

  /** What is older than what is known is passed over. */
  #take(state: ButtonState): void {
    const known = this.#state;
    if (
      known &&
      (state.epoch < known.epoch || (state.epoch === known.epoch && state.version < known.version))
    )
      return;
    this.#state = state;
    this.#emitter.emit('changed', undefined);
  }

  #serverNow(): number {
    const { clock, http } = this.#needs;
    return clock.now() + http.serverTime.ahead;
  }

  /** What this player has on its way, in whatever tab. */
  #read(): PendingPush[] {
    try {
      const { player, pushes } = JSON.parse(this.#needs.storage.getItem(STORED) ?? '{}');
      if (player !== this.#player || !Array.isArray(pushes)) return [];
      return pushes.filter(isPush).slice(0, MAX_PENDING);
    } catch {
      return [];
    }
  }

  #write(pushes: readonly PendingPush[]): void {
    const { storage } = this.#needs;
    if (pushes.length === 0) storage.removeItem(STORED);
    else storage.setItem(STORED, JSON.stringify({ player: this.#player, pushes }));
  }
}

/** Whether this is a push: a storage may hold anything. */
function isPush(stored: Partial<PendingPush> | null): stored is PendingPush {
  return (
    typeof stored?.request_id === 'string' &&
    Number.isSafeInteger(stored.seen_version) &&
    Number.isFinite(stored.made_at)
  );
}
