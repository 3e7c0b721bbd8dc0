import type { EventEmitter } from 'node:events';
import { type Room, RoomPlugin } from '@colyseus/core';
import type { MessageContext } from '@colyseus/shared-types';
import { CHAT_RATE, chatLine } from '../../lib/chatLine.ts';
import { Problem } from '../../lib/problem.ts';
import { RateLimit, spend } from '../../lib/rateLimit.ts';
import type { ChatLog } from '../../players/chatLog.ts';
import { LocalChat } from '../../players/localChat.ts';
import type { Mutes } from '../../players/mutes.ts';
import { type Names, type Shown, shownIn } from '../../players/playerNames.ts';
import type { ChatLine, Said } from '../../protocol/chat.ts';
import { type Muted, ROOM_REQUESTS, type RoomRequests } from '../../protocol/room.ts';
import { answering, reportFault } from '../answering.ts';
import { identityOf, isSpectator, type PlayerClient } from '../playerClient.ts';

/** `WebSocket.CLOSED` */
const CLOSED = 3;

export interface ChatNeeds {
  now(): number;
  /** How people are called in this room. */
  names: Names;
  mutes: Mutes;
  /** What others share; the room's own by default. */
  log?: ChatLog;
  rate?: RateLimit;
}

/**
 * Chat in a room: bounded history, rate, length; insults are starred out; everybody may mute anybody for themselves.
 * The room's own, unless it is given a log that others share.
 */
export class ChatPlugin extends RoomPlugin<Room<{ client: PlayerClient }>> {
  override readonly pluginName = 'chat' as const;
  readonly #now: () => number;
  readonly #names: Names;
  readonly #mutes: Mutes;
  readonly #log: ChatLog;
  readonly #rate: RateLimit;
  /** Whom a client does not want to read, once that is known. Until then it is sent no line. */
  readonly #muted = new WeakMap<PlayerClient, ReadonlySet<string>>();
  readonly #asking = new WeakSet<PlayerClient>();
  /** Clients whose player's mutes are listened for. */
  readonly #listening = new WeakSet<PlayerClient>();
  /** How to stop listening to the log. */
  #stop: (() => void) | null = null;

  constructor({
    now,
    names,
    mutes,
    log = new LocalChat(),
    rate = new RateLimit('chat', CHAT_RATE),
  }: ChatNeeds) {
    super();
    this.#names = names;
    this.#mutes = mutes;
    this.#now = now;
    this.#log = log;
    this.#rate = rate;
  }

  protected override messages = {
    chat: this.#answer<'chat'>((client, message) => this.#say(client, message)),
    mute: this.#answer<'mute'>((client, message) => this.#mute(client, message, 'mute')),
    unmute: this.#answer<'unmute'>((client, message) => this.#mute(client, message, 'unmute')),
  } satisfies Record<Exclude<keyof RoomRequests, 'received' | 'seen'>, unknown>;

  /**
   * Sends what was said before. Call it when a client joins or comes back. While the log does not answer nothing is
   * sent: the client gets the history with the next line.
   */
  async sendHistory(client: PlayerClient): Promise<void> {
    // From the first client on: hooks of plugins are not called for the first room of a class (core 0.18.17).
    this.#stop ??= this.#log.subscribe({
      said: (line) => this.#show(line),
    });
    if (this.#asking.has(client)) return;
    this.#asking.add(client);
    try {
      const { id } = identityOf(client);
      await this.#listen(client, id); // first: what changes from here on is not missed
      const muted = await this.#mutes.unheardBy(id);
      const writers = (await this.#log.history()).map(({ from }) => from);
      const names = await this.#names.recent(writers).catch(() => new Map<string, Shown>()); // as they were said
      const lines = await this.#log.history(); // once more: from here on the client is sent what is said
      this.#muted.set(client, muted);
      client.send(
        'chat_history',
        lines.filter((line) => !muted.has(line.from)).map((line) => ({ ...line, ...names.get(line.from) })),
      );
    } catch (error) {
      reportFault(this.room, error, 'onJoin');
    } finally {
      this.#asking.delete(client);
    }
  }

  /** Stops listening to a log that others share. Call it when the room goes. */
  stop(): void {
    this.#stop?.();
  }

  /** Hears of it when the player mutes somebody elsewhere, as long as the client is here. */
  async #listen(client: PlayerClient, player: string): Promise<void> {
    if (this.#listening.has(client)) return;
    this.#listening.add(client);
    const stop = await this.#mutes.subscribe(player, (muted) => this.#setMuted(player, muted));
    const socket = client.ref as unknown as EventEmitter;
    if ((socket as unknown as { readyState: number }).readyState === CLOSED) stop();
    else socket.once('close', stop);
  }

  /**
   * How somebody who is about to say something is shown. It is paid for with that.
   * @throws Problem 429 `chat_too_fast`
   */
  async speaker(player: string): Promise<Shown> {
    await spend(this.#rate, player, 'chat_too_fast', 'Slower, please.');
    return shownIn(await this.#names.of([player]), player);
  }

  /** Who is not to hear what a player says: who muted them, and of whom that is not known yet. */
  deafTo(player: string): PlayerClient[] {
    const clients: PlayerClient[] = this.room.clients;
    return clients.filter((client) => this.#muted.get(client)?.has(player) ?? true);
  }

  #show(line: ChatLine): void {
    this.room.broadcast('chat', line, { except: this.deafTo(line.from) });
    const unknown = this.room.clients.filter((client: PlayerClient) => !this.#muted.has(client));
    for (const client of unknown) void this.sendHistory(client);
  }

  #setMuted(player: string, muted: ReadonlySet<string>): void {
    for (const client of this.room.clients) {
      if (identityOf(client).id === player && this.#muted.has(client)) this.#muted.set(client, muted);
    }
  }

  async #say(client: PlayerClient, message: unknown): Promise<Said> {
    const parsed = ROOM_REQUESTS.chat.safeParse(message);
    const text = chatLine(parsed.success ? parsed.data.text : '');
    const { id: from } = identityOf(client);
    const shown = await this.speaker(from);
    const spectator = isSpectator(client);
    const { id } = await this.#log.say({ from, ...shown, text, at: this.#now(), spectator });
    return { id };
  }

  async #mute(client: PlayerClient, message: unknown, how: 'mute' | 'unmute'): Promise<Muted> {
    const parsed = ROOM_REQUESTS[how].safeParse(message);
    if (!parsed.success) throw new Problem(400, 'invalid_player', 'player_id must be a uuid.');
    const { id } = identityOf(client);
    const muted = await this.#mutes[how](id, parsed.data.player_id);
    this.#setMuted(id, await this.#mutes.unheardBy(id)); // before it is answered
    return { muted };
  }

  /** The answer, or why not: as a rejection, or as a `problem` message where nothing waits for an answer. */
  #answer<T extends keyof RoomRequests>(
    handle: (client: PlayerClient, message: unknown) => Promise<RoomRequests[T]['answer']>,
  ) {
    return (client: PlayerClient, message: unknown, context?: MessageContext) =>
      answering({ room: this.room, client, context }, 'onMessage', () => handle(client, message));
  }
}
