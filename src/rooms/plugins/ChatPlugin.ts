import { RoomPlugin } from '@colyseus/core';
import type { MessageContext } from '@colyseus/shared-types';
import { z } from 'zod';
import { CHAT_RATE, chatLine } from '../../lib/chatLine.ts';
import { Problem } from '../../lib/problem.ts';
import { RateLimit } from '../../lib/rateLimit.ts';
import type { ChatLine, ChatLog } from '../../players/chatLog.ts';
import { LocalChat } from '../../players/localChat.ts';
import { asRejection, identityOf, isSpectator, type PlayerClient } from '../BaseRoom.ts';

const say = z.object({ text: z.string().max(2000) });
const whom = z.object({ player_id: z.uuid().toLowerCase() });

/**
 * Chat in a room: bounded history, rate, length; insults are starred out; everybody may mute anybody for themselves.
 * The room's own, unless it is given a log that others share.
 */
export class ChatPlugin extends RoomPlugin {
  override readonly pluginName = 'chat' as const;
  readonly #now: () => number;
  readonly #log: ChatLog;
  readonly #rate: RateLimit;
  readonly #nameHere: (player: string) => string | undefined;
  /** Whom a client does not want to read, once that is known. Until then it is sent no line. */
  readonly #muted = new WeakMap<PlayerClient, ReadonlySet<string>>();
  readonly #asking = new WeakSet<PlayerClient>();
  /** How to stop listening to the log. */
  #stop: (() => void) | null = null;

  /** @param nameHere what a player is called in this room, if not what they are called elsewhere */
  constructor(
    now: () => number,
    log: ChatLog = new LocalChat(),
    rate = new RateLimit('chat', CHAT_RATE),
    nameHere: (player: string) => string | undefined = () => undefined,
  ) {
    super();
    this.#now = now;
    this.#log = log;
    this.#rate = rate;
    this.#nameHere = nameHere;
  }

  protected override messages = {
    chat: this.#answer((client, message) => this.#say(client, message)),
    mute: this.#answer((client, message) => this.#mute(client, message, 'mute')),
    unmute: this.#answer((client, message) => this.#mute(client, message, 'unmute')),
  };

  /**
   * Sends what was said before. Call it when a client joins or comes back. While the log does not answer nothing is
   * sent: the client gets the history with the next line.
   */
  async sendHistory(client: PlayerClient): Promise<void> {
    // From the first client on: hooks of plugins are not called for the first room of a class (core 0.18.17).
    this.#stop ??= this.#log.subscribe({
      said: (line) => this.#show(line),
      muted: (player, muted) => this.#setMuted(player, new Set(muted)),
    });
    if (this.#asking.has(client)) return;
    this.#asking.add(client);
    try {
      const muted = new Set(await this.#log.mutedBy(identityOf(client).id));
      const lines = await this.#log.history();
      this.#muted.set(client, muted);
      client.send(
        'chat_history',
        lines.filter((line) => !muted.has(line.from)),
      );
    } catch (error) {
      this.#report(error);
    } finally {
      this.#asking.delete(client);
    }
  }

  /** Stops listening to a log that others share. Call it when the room goes. */
  stop(): void {
    this.#stop?.();
  }

  #show(line: ChatLine): void {
    const clients = this.room.clients as unknown as PlayerClient[];
    const unknown = clients.filter((client) => !this.#muted.has(client));
    const deaf = clients.filter((client) => this.#muted.get(client)?.has(line.from));
    this.room.broadcast('chat', line, { except: [...deaf, ...unknown] });
    for (const client of unknown) void this.sendHistory(client);
  }

  #setMuted(player: string, muted: ReadonlySet<string>): void {
    for (const client of this.room.clients as unknown as PlayerClient[]) {
      if (identityOf(client).id === player && this.#muted.has(client)) this.#muted.set(client, muted);
    }
  }

  async #say(client: PlayerClient, message: unknown): Promise<unknown> {
    const parsed = say.safeParse(message);
    const text = chatLine(parsed.success ? parsed.data.text : '');
    const { id: from, name: known } = identityOf(client);
    const name = this.#nameHere(from) ?? known;
    if ((await this.#rate.take(from)) > 0) throw new Problem(429, 'chat_too_fast', 'Slower, please.');
    const spectator = isSpectator(client);
    const { id } = await this.#log.say({ from, name, text, at: this.#now(), spectator });
    return { id };
  }

  async #mute(client: PlayerClient, message: unknown, how: 'mute' | 'unmute'): Promise<unknown> {
    const parsed = whom.safeParse(message);
    if (!parsed.success) throw new Problem(400, 'invalid_player', 'player_id must be a uuid.');
    return { muted: await this.#log[how](identityOf(client).id, parsed.data.player_id) };
  }

  /** The answer, or why not: as a rejection, or as a `problem` message where nothing waits for an answer. */
  #answer(handle: (client: PlayerClient, message: unknown) => Promise<unknown>) {
    return async (client: PlayerClient, message: unknown, context?: MessageContext): Promise<unknown> => {
      try {
        return await handle(client, message);
      } catch (error) {
        this.#report(error);
        const { code, message: text } = asRejection(error);
        if (context?.id === undefined) client.send('problem', { code, message: text });
        return context?.reject({ code, message: text });
      }
    };
  }

  #report(error: unknown): void {
    if (!(error instanceof Problem)) this.room.onUncaughtException?.(error as never, 'onMessage');
  }
}
