import { RoomPlugin } from '@colyseus/core';
import type { MessageContext } from '@colyseus/shared-types';
import { englishDataset, englishRecommendedTransformers, RegExpMatcher, TextCensor } from 'obscenity';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { identityOf, isSpectator, type PlayerClient } from '../BaseRoom.ts';

/** A line of chat as clients get it. `at` is epoch ms. */
export interface ChatLine {
  id: number;
  from: string;
  name: string;
  text: string;
  at: number;
  spectator: boolean;
}

const HISTORY = 50;
const MAX_LENGTH = 300;
const MAX_MUTED = 200;
/** Players whose mutes a room remembers; those who muted longest ago are forgotten beyond that. */
const MAX_WHO_MUTE = 500;
/** Lines a player may say in so many seconds. */
const RATE = { points: 5, duration: 10 };

const say = z.object({ text: z.string().max(2000) });
const whom = z.object({ player_id: z.uuid() });
/** Characters that do not show, or turn the direction of what follows. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const profanity = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
const censor = new TextCensor();

/** Chat of a room: bounded history, rate, length; profanity is starred out; everybody may mute anybody for themselves. */
export class ChatPlugin extends RoomPlugin {
  override readonly pluginName = 'chat' as const;
  readonly #now: () => number;
  readonly #history: ChatLine[] = [];
  /** Whom a player does not want to read; kept while the room lives, whatever the socket does. */
  readonly #muted = new Map<string, Set<string>>();
  readonly #rate = new RateLimiterMemory(RATE);
  #last = 0;

  constructor(now: () => number) {
    super();
    this.#now = now;
  }

  protected override messages = {
    chat: (client: PlayerClient, message: unknown, context?: MessageContext) =>
      this.#say(client, message, context),
    mute: (client: PlayerClient, message: unknown, context?: MessageContext) =>
      this.#mute(client, message, true, context),
    unmute: (client: PlayerClient, message: unknown, context?: MessageContext) =>
      this.#mute(client, message, false, context),
  };

  /** Sends what was said before. Call it when a client joins or comes back. */
  sendHistory(client: PlayerClient): void {
    const muted = this.#muted.get(identityOf(client).id);
    client.send(
      'chat_history',
      this.#history.filter((line) => !muted?.has(line.from)),
    );
  }

  async #say(client: PlayerClient, message: unknown, context?: MessageContext): Promise<unknown> {
    const parsed = say.safeParse(message);
    const text = parsed.success ? parsed.data.text.replace(INVISIBLE, '').trim() : '';
    if (text === '' || text.length > MAX_LENGTH) {
      return refuse(client, context, 'invalid_chat', `A line has 1 to ${MAX_LENGTH} characters.`);
    }
    try {
      await this.#rate.consume(identityOf(client).id);
    } catch {
      return refuse(client, context, 'chat_too_fast', 'Slower, please.');
    }
    const { id: from, name } = identityOf(client);
    const clean = censor.applyTo(text, profanity.getAllMatches(text));
    this.#last += 1;
    const spectator = isSpectator(client);
    const line: ChatLine = { id: this.#last, from, name, text: clean, at: this.#now(), spectator };
    this.#history.push(line);
    if (this.#history.length > HISTORY) this.#history.shift();
    const deaf = (this.room.clients as unknown as PlayerClient[]).filter((c) =>
      this.#muted.get(identityOf(c).id)?.has(from),
    );
    this.room.broadcast('chat', line, { except: deaf });
    return { id: line.id };
  }

  #mute(client: PlayerClient, message: unknown, mute: boolean, context?: MessageContext): unknown {
    const parsed = whom.safeParse(message);
    if (!parsed.success) return refuse(client, context, 'invalid_player', 'player_id must be a uuid.');
    const { id } = identityOf(client);
    const muted = this.#muted.get(id) ?? new Set();
    if (!mute && muted.size === 0) return { muted: [] };
    if (!mute) muted.delete(parsed.data.player_id);
    else if (muted.size >= MAX_MUTED) return refuse(client, context, 'too_many_muted', 'You muted too many.');
    else muted.add(parsed.data.player_id);
    this.#muted.delete(id);
    this.#muted.set(id, muted); // now the newest
    const oldest = this.#muted.keys().next();
    if (this.#muted.size > MAX_WHO_MUTE && !oldest.done) this.#muted.delete(oldest.value);
    return { muted: [...muted] };
  }
}

/** Refuses a request; a plain message has no reply, so its sender gets a `problem` message. */
function refuse(
  client: PlayerClient,
  context: MessageContext | undefined,
  code: string,
  message: string,
): unknown {
  if (context?.id === undefined) client.send('problem', { code, message });
  return context?.reject({ code, message });
}
