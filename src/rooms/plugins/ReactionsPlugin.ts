import { type Room, RoomPlugin } from '@colyseus/core';
import type { MessageContext } from '@colyseus/shared-types';
import { Problem } from '../../lib/problem.ts';
import { GAME_REQUESTS, type GameMessages } from '../../protocol/game.ts';
import { answering } from '../answering.ts';
import { identityOf, type PlayerClient } from '../playerClient.ts';
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
    react: (client: PlayerClient, message: unknown, context?: MessageContext) =>
      answering({ room: this.room, client, context }, 'onMessage', async () => {
        await this.#react(client, message);
        return {};
      }),
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
