import type { Api } from './Api.ts';
import type { Button } from './Button.ts';
import type { ChatMessage } from './ChatLog.ts';
import type { LobbySnapshot } from './Lobby.ts';
import type { MatchConnection } from './MatchConnection.ts';
import type { Notifications } from './Notifications.ts';
import { onWake } from './onWake.ts';
import { asParlorError } from './ParlorError.ts';
import type { ParlorEvents } from './ParlorEvents.ts';
import type { ParlorOptions } from './ParlorOptions.ts';
import type { Parties } from './Parties.ts';
import type { CoolDown, QueueOptions, ReadyCheck, TicketView } from './Queue.ts';
import type { SignedInPlayer } from './Session.ts';
import type { ConnectionStatus } from './status.ts';
import { Visit } from './Visit.ts';

export type { ParlorOptions };

/** A player's client: sign in, lobby, queue, matches. One per player; `close` ends it. */
export class Parlor {
  readonly api: Api;
  readonly parties: Parties;
  /** What the player was told. */
  readonly notifications: Notifications;
  /** The one button of everybody. */
  readonly button: Button;
  readonly #visit: Visit;
  readonly #stopWaking: () => void;

  /** @param endpoint `http(s)://…` or `ws(s)://…`; in a browser also a path */
  constructor(endpoint: string, options: ParlorOptions = {}) {
    this.#visit = new Visit(endpoint, options);
    this.api = this.#visit.api;
    this.parties = this.#visit.parties;
    this.notifications = this.#visit.notifications;
    this.button = this.#visit.button;
    this.#stopWaking = onWake(() => this.wake());
  }

  get player(): SignedInPlayer | null {
    return this.#visit.session.player;
  }

  /** Whether the next visit knows again who is signed in now: not in a browser that keeps nothing. */
  get remembered(): boolean {
    return this.#visit.session.remembered;
  }

  /** Of the match one is in, else of the lobby; `offline` before `enterLobby`. */
  get status(): ConnectionStatus {
    return this.#visit.status;
  }

  /** The server said that it restarts, and is not back yet. Changes with `status`. */
  get restarting(): boolean {
    return this.#visit.current.open?.restarting || this.#visit.lobby?.restarting || false;
  }

  /** The connection hangs: nothing came for some seconds, and its `status` is `reconnecting` for that. */
  get silent(): boolean {
    return this.#visit.current.open?.silent ?? this.#visit.lobby?.silent ?? false;
  }

  /** Which build of the page the server has, `<time>-<hash>`; null before it said so. */
  get build(): string | null {
    return this.#visit.connecting.http.build;
  }

  /** The server takes no client as old as this any more, and nothing is tried again: load a newer one. */
  get outdated(): boolean {
    return this.#visit.outdated;
  }

  /** The latest round trip in ms, or null when it is not known. */
  get ping(): number | null {
    return this.#visit.ping;
  }

  /** A new object after each change. */
  get lobby(): LobbySnapshot {
    return this.#visit.snapshot;
  }

  /** The lobby's chat, oldest first. A new list after each change. */
  get chatLog(): readonly ChatMessage[] {
    return this.#visit.lobby?.chatLog ?? [];
  }

  get ticket(): TicketView | null {
    return this.#visit.queue.ticket;
  }

  /** How the last ticket ended when one did not ask for it, until one queues again. */
  get endedTicket(): TicketView | null {
    return this.#visit.queue.ended;
  }

  get readyCheck(): ReadyCheck | null {
    return this.#visit.queue.readyCheck;
  }

  /** Why one may not queue just now, as far as it was told. */
  get coolDown(): CoolDown | null {
    return this.#visit.queue.coolDown;
  }

  /**
   * The latency of each region in ms, by its name: what one queues with. Null when this client reaches one region
   * alone, or did not measure yet.
   */
  get regions(): Record<string, number> | null {
    return this.#visit.queue.regions;
  }

  /** Epoch ms by the server's clock. */
  get serverNow(): number {
    return this.#visit.connecting.clock.now() + this.#visit.connecting.http.serverTime.ahead;
  }

  /** The match one is in or watches, or the latest one that closed (its `closed` says so); null before the first. */
  get match(): MatchConnection | null {
    return this.#visit.current.latest;
  }

  /** Without name or face the server picks them. */
  signInAsGuest(name?: string, face?: string): Promise<SignedInPlayer> {
    return this.#visit.become(this.#visit.session.signInAsGuest(name, face));
  }

  /** Makes an account; a guest who is signed in becomes it and keeps its uuid. */
  register(email: string, password: string): Promise<SignedInPlayer> {
    return this.#visit.become(this.#visit.session.register(email, password));
  }

  /** A guest who is signed in leaves the queue and the party first. */
  signIn(email: string, password: string): Promise<SignedInPlayer> {
    return this.#visit.become(this.#visit.session.signIn(email, password));
  }

  /** Leaves the queue and the party, forgets the token, closes all connections. Never forfeits a match. */
  async signOut(): Promise<void> {
    await this.#visit.giveUpPlace();
    this.#visit.session.forget();
    this.#visit.disconnect();
  }

  /**
   * Deletes the account of the player who is signed in, for good: a running match is forfeited, the name is gone from
   * the records, the e-mail address is free again.
   * @throws ParlorError `retry_later`, `unreachable`: it is not deleted
   */
  async deleteAccount(): Promise<void> {
    await this.api.deleteAccount();
    this.#visit.session.forget();
    this.#visit.disconnect();
  }

  /**
   * Signs in with the token of an earlier visit; null when there is none that is still good.
   * @throws ParlorError `unreachable`, `banned`
   */
  async restore(): Promise<SignedInPlayer | null> {
    const player = await this.#visit.become(this.#visit.session.restore());
    this.#visit.emitter.emit('lobby', this.lobby); // the name may be another
    return player;
  }

  /**
   * Connects to the lobby and stays connected; a ticket from an earlier visit comes back.
   * @throws ParlorError the server's refusal; `unreachable`, and goes on trying then
   */
  async enterLobby(): Promise<void> {
    await this.#visit.enterLobby();
  }

  /**
   * Queues. Null when there was a running match instead: one is back in it.
   * @throws ParlorError with the server's code
   */
  async queue(options: QueueOptions): Promise<TicketView | null> {
    try {
      return await this.#visit.queue.join(options);
    } catch (thrown) {
      const error = asParlorError(thrown);
      if (error.code === 'already_in_match' && (await this.resume())) return null;
      throw error;
    }
  }

  /** Gives up the place in the queue. @throws ParlorError `already_matched` among others */
  cancelQueue(): Promise<void> {
    return this.#visit.queue.cancel();
  }

  /** Agrees to the table of the ready check. @throws ParlorError `no_ready_check`: it is too late, or fell through */
  acceptTable(): Promise<void> {
    return this.#visit.queue.accept();
  }

  /** Does not want that table: others are let down, and one may not queue for a while. @throws as `acceptTable` */
  declineTable(): Promise<void> {
    return this.#visit.queue.decline();
  }

  /** @throws ParlorError `needs_socket` while the lobby is not connected by one, or the server's refusal */
  async sayInLobby(text: string): Promise<void> {
    await this.#visit.inLobby('chat', { text });
  }

  /** Whom one muted: what one changed here, and of the rest what the server told. All of it after `followMuted`. */
  get muted(): ReadonlySet<string> {
    return this.#visit.muting.muted;
  }

  /** Has the server tell whom one muted on whatever device, of who is signed in and of who will be. */
  followMuted(): void {
    this.#visit.muting.follow();
  }

  /**
   * Hides what a player says, everywhere, at once; and one is not seated with them. The server keeps it, and is told
   * until it was: over whatever works, and at the next visit. What it refuses is undone, and told as `problem`.
   */
  mute(playerId: string): void {
    this.#visit.muting.set(playerId, true);
  }

  /** Takes that back, also what was blocked. */
  unmute(playerId: string): void {
    this.#visit.muting.set(playerId, false);
  }

  /**
   * Goes back into the running match: after a reload, in a new tab. Null when there is none.
   * @throws ParlorError with the server's code; goes on trying while the server cannot tell
   */
  resume(): Promise<MatchConnection | null> {
    return this.#visit.current.resume();
  }

  /** Watches a match. @throws ParlorError `match_not_running` among others */
  watch(matchId: string): Promise<MatchConnection> {
    return this.#visit.current.watch(matchId);
  }

  /** Tries every broken connection again now. In a browser this happens by itself when the page is looked at again. */
  wake(): void {
    void this.#visit.session.renew();
    this.#visit.muting.wake();
    this.#visit.lobby?.wake();
    this.match?.wake();
  }

  on<K extends keyof ParlorEvents>(event: K, fn: (payload: ParlorEvents[K]) => void): () => void {
    return this.#visit.emitter.on(event, fn);
  }

  /** Ends all connections without forfeiting. */
  close(): void {
    this.#stopWaking();
    this.#visit.close();
  }
}
