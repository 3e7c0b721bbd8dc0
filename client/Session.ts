import { faceOf } from '../src/protocol/face.ts';
import type { Clock } from './Clock.ts';
import type { Http } from './Http.ts';
import type { KeyValue } from './KeyValue.ts';
import { asParlorError } from './ParlorError.ts';

/** Who is signed in. */
export interface SignedInPlayer {
  /** The player's uuid. */
  id: string;
  name: string;
  /** How they look: `star-plum-hat`. */
  face: string;
  guest: boolean;
}

interface Signed {
  user: { id: string; name: string; face?: string; guest?: boolean; anonymous?: boolean; sockets?: boolean };
  token: string;
}

interface SessionNeeds {
  http: Http;
  clock: Clock;
  storage: KeyValue;
  /** Done while the player's token is still there when another one signs in; must not throw. */
  leaving: () => Promise<void>;
  /** Told whether the server wants who is signed in to play over sockets, and not over HTTP. */
  overSockets: (wanted: boolean) => void;
}

const TOKEN = 'parlor.token';
/** What a token looks like. Anything else in its place was not put there by us, and may not even fit a header. */
const BEARER = /^[\w.~+/=-]{1,4096}$/;
/** A page that stays open asks for a longer token so often at most. */
const RENEW_EVERY_MS = 24 * 60 * 60_000;

/**
 * Who is signed in, and the token that says so. The calls are those of `client.auth` of the SDK, which would
 * keep its token in one place for all players of a process.
 */
export class Session {
  readonly #http: Http;
  readonly #storage: KeyValue;
  readonly #leaving: () => Promise<void>;
  readonly #overSockets: (wanted: boolean) => void;
  readonly #clock: Clock;
  /** When it was last asked for, or given. */
  #renewedAt = 0;
  #player: SignedInPlayer | null = null;

  constructor({ http, clock, storage, leaving, overSockets }: SessionNeeds) {
    this.#clock = clock;
    this.#http = http;
    this.#storage = storage;
    this.#leaving = leaving;
    this.#overSockets = overSockets;
  }

  get player(): SignedInPlayer | null {
    return this.#player;
  }

  /** Whether who is signed in now is so on the next visit, too. */
  get remembered(): boolean {
    return this.#storage.lasts?.(TOKEN) ?? true;
  }

  signInAsGuest(name?: string, face?: string): Promise<SignedInPlayer> {
    const options = { ...(name !== undefined && { name }), ...(face !== undefined && { face }) };
    return this.#signIn('/auth/anonymous', { options });
  }

  /** With a guest's token the guest becomes the account. */
  register(email: string, password: string): Promise<SignedInPlayer> {
    return this.#signIn('/auth/register', { email, password });
  }

  signIn(email: string, password: string): Promise<SignedInPlayer> {
    return this.#signIn('/auth/login', { email, password });
  }

  /** With the stored token; null without one, or when the server does not take it any more. */
  async restore(): Promise<SignedInPlayer | null> {
    const token = this.#storage.getItem(TOKEN);
    if (token === null) return null;
    if (!BEARER.test(token)) {
      this.#storage.removeItem(TOKEN);
      return null;
    }
    this.#http.token = token;
    try {
      const { user, token: renewed = token } = await this.#userdata();
      return this.#signed({ user, token: renewed });
    } catch (thrown) {
      const error = asParlorError(thrown);
      if (error.status !== 401) throw error;
      this.forget();
      return null;
    }
  }

  /**
   * A visit makes the token last longer, once a day: call it now and then. One that cannot be renewed now is another
   * time.
   */
  async renew(): Promise<void> {
    const { token } = this.#http;
    if (!this.#player || this.#clock.now() - this.#renewedAt < RENEW_EVERY_MS) return;
    this.#renewedAt = this.#clock.now();
    try {
      const { user, token: renewed } = await this.#userdata();
      this.#overSockets(user.sockets ?? true);
      if (renewed !== undefined && this.#http.token === token) this.#use(renewed);
    } catch {
      // what is asked next tells it
    }
  }

  /** Another tab may have stored another token meanwhile: that one stays. */
  forget(): void {
    if (this.#storage.getItem(TOKEN) === this.#http.token) this.#storage.removeItem(TOKEN);
    this.#player = null;
    this.#http.token = null;
  }

  async #signIn(path: string, body: object): Promise<SignedInPlayer> {
    const signed = await this.#http.post<Signed>(path, body);
    if (this.#player && this.#player.id !== signed.user.id) await this.#leaving();
    return this.#signed(signed);
  }

  #userdata(): Promise<{ user: Signed['user']; token?: string }> {
    return this.#http.get('/auth/userdata');
  }

  #use(token: string): void {
    this.#http.token = token;
    this.#storage.setItem(TOKEN, token);
  }

  #signed({ user, token }: Signed): SignedInPlayer {
    this.#use(token);
    this.#renewedAt = this.#clock.now();
    this.#overSockets(user.sockets ?? true);
    const { id, name, face } = user;
    this.#player = { id, name, face: faceOf(id, face), guest: user.guest ?? user.anonymous ?? false };
    return this.#player;
  }
}
