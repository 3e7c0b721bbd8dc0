import type { Clock } from './Clock.ts';
import type { Http } from './Http.ts';
import type { KeyValue } from './KeyValue.ts';
import { asParlorError } from './ParlorError.ts';
import type { RoomOpener } from './RoomOpener.ts';

/** Who is signed in. */
export interface SignedInPlayer {
  /** The player's uuid. */
  id: string;
  name: string;
  guest: boolean;
}

interface Signed {
  user: { id: string; name: string; guest?: boolean; anonymous?: boolean };
  token: string;
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
  readonly #rooms: RoomOpener;
  readonly #storage: KeyValue;
  readonly #leaving: () => Promise<void>;
  readonly #clock: Clock;
  /** When it was last asked for, or given. */
  #renewedAt = 0;
  #player: SignedInPlayer | null = null;

  /** @param leaving done while the player's token is still there when another one signs in; must not throw */
  constructor(http: Http, rooms: RoomOpener, storage: KeyValue, clock: Clock, leaving: () => Promise<void>) {
    this.#clock = clock;
    this.#http = http;
    this.#rooms = rooms;
    this.#storage = storage;
    this.#leaving = leaving;
  }

  get player(): SignedInPlayer | null {
    return this.#player;
  }

  /** Whether who is signed in now is so on the next visit, too. */
  get remembered(): boolean {
    return this.#storage.lasts?.(TOKEN) ?? true;
  }

  signInAsGuest(name?: string): Promise<SignedInPlayer> {
    return this.#signIn('/auth/anonymous', { options: name === undefined ? {} : { name } });
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
      const { token: renewed } = await this.#userdata();
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
    this.#rooms.auth.token = '';
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
    this.#rooms.auth.token = token;
    this.#storage.setItem(TOKEN, token);
  }

  #signed({ user, token }: Signed): SignedInPlayer {
    this.#use(token);
    this.#renewedAt = this.#clock.now();
    this.#player = { id: user.id, name: user.name, guest: user.guest ?? user.anonymous ?? false };
    return this.#player;
  }
}
