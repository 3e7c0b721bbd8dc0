import { type Room, RoomPlugin } from '@colyseus/core';
import type { MessageContext, Rejection } from '@colyseus/shared-types';
import { Problem } from '../../lib/problem.ts';
import { GAME_REQUESTS, type GameMessages, type GameRequests } from '../../protocol/game.ts';
import { asRejection, identityOf, type PlayerClient } from '../BaseRoom.ts';
import type { ChatPlugin } from './ChatPlugin.ts';

/** What is said at a table in one tap: a line of its chat that nobody keeps, from the same budget, to the same ears. */
export class ReactionsPlugin extends RoomPlugin<Room<{ client: PlayerClient<GameMessages> }>> {
  override readonly pluginName = 'reactions' as const;
  readonly #chat: Pick<ChatPlugin, 'speaker' | 'deafTo'>;

  constructor(chat: Pick<ChatPlugin, 'speaker' | 'deafTo'>) {
    super();
    this.#chat = chat;
  }

  protected override messages = {
    react: async (
      client: PlayerClient,
      message: unknown,
      context?: MessageContext,
    ): Promise<GameRequests['react']['answer'] | Rejection | undefined> => {
      try {
        await this.#react(client, message);
        return {};
      } catch (error) {
        if (!(error instanceof Problem)) this.room.onUncaughtException?.(error as never, 'onMessage');
        const { code, message: text } = asRejection(error);
        if (context?.id === undefined) client.send('problem', { code, message: text });
        return context?.reject({ code, message: text });
      }
    },
  };

  async #react(client: PlayerClient, message: unknown): Promise<void> {
    const parsed = GAME_REQUESTS.react.safeParse(message);
    if (!parsed.success) throw new Problem(400, 'invalid_reaction', 'There is no such reaction.');
    const { id: from } = identityOf(client);
    const shown = await this.#chat.speaker(from);
    const { reaction } = parsed.data;
    this.room.broadcast('reaction', { from, ...shown, reaction }, { except: this.#chat.deafTo(from) });
  }
}
