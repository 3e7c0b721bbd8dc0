import { type AuthContext, definePlugins } from '@colyseus/core';
import type { MessageContext } from '@colyseus/shared-types';
import { z } from 'zod';
import { Problem } from '../lib/problem.ts';
import type { LiveMatch } from '../match/live.ts';
import { queueRequest } from '../matchmaking/queueRequest.ts';
import type { Matchmaking, TicketView } from '../matchmaking/tickets.ts';
import type { Presence } from '../players/presence.ts';
import type { PlayerUpdates } from '../players/updates.ts';
import { LobbyMatch, LobbyState } from '../schema/lobby.ts';
import {
  asRejection,
  authenticateClient,
  BaseRoom,
  type BaseRoomNeeds,
  identityOf,
  type PlayerClient,
} from './BaseRoom.ts';
import { ChatPlugin } from './plugins/ChatPlugin.ts';

export interface LobbyNeeds extends BaseRoomNeeds {
  matchmaking: Matchmaking;
  presence: Presence;
  updates: PlayerUpdates;
  /** Every running match. */
  matches(): Promise<LiveMatch[]>;
  now(): number;
}

const REFRESH_MS = 1000;
/** Newest matches shown; a longer list nobody reads, and everybody would be sent it. */
const MATCHES_SHOWN = 50;

/** As over HTTP, but preferences are not looked at; what else a client may say is not heard. */
const queueWithGame = queueRequest.required({ game: true }).strip();
const ticketRequest = z.object({ ticket_id: z.string().max(64) });

/** The room everybody is in between matches: counts, chat, matches to watch, and the queue. */
export function lobbyRoom(needs: LobbyNeeds) {
  return class LobbyRoom extends BaseRoom<LobbyState> {
    static override async onAuth(token: string, _options: unknown, context: AuthContext) {
      return authenticateClient(needs.authenticate, token, context);
    }

    override readonly needs = needs;
    override state = new LobbyState();
    override patchRate = 250;
    override readonly plugins = definePlugins([new ChatPlugin(needs.now)]);
    override messages = {
      queue: this.#answer((player, message) => {
        const { game, regions = {}, bots = false } = read(queueWithGame, message);
        return needs.matchmaking.enqueue(player, { game, regions, bots });
      }),
      cancel: this.#answer((player, message) => needs.matchmaking.cancel(ticketOf(message), player.id)),
      accept: this.#answer((player, message) => needs.matchmaking.accept(ticketOf(message), player.id)),
      decline: this.#answer((player, message) => needs.matchmaking.decline(ticketOf(message), player.id)),
      _: (client: PlayerClient) => this.answerUnknown(client),
    };
    /** How to stop listening for a client's messages. */
    readonly #listening = new Map<string, () => void>();

    override onCreate(): void {
      this.clock.setInterval(() => {
        this.dropSlowClients();
        this.refresh().catch((error: unknown) =>
          needs.log.error({ err: error }, 'the lobby could not be refreshed'),
        );
      }, REFRESH_MS);
    }

    override async onJoin(client: PlayerClient): Promise<void> {
      const { id } = identityOf(client);
      await needs.presence.connected(id);
      const stop = await needs.updates.subscribe(id, ({ type, payload }) => client.send(type, payload));
      this.#listening.set(client.sessionId, stop);
      this.plugins.chat.sendHistory(client);
      const waiting = await needs.matchmaking.ofPlayer(id);
      if (waiting) client.send('queue_update', waiting);
    }

    override async onLeave(client: PlayerClient): Promise<void> {
      const stop = this.#listening.get(client.sessionId);
      if (!stop) return;
      this.#listening.delete(client.sessionId);
      stop();
      await needs.presence.disconnected(identityOf(client).id);
    }

    /** Brings counts and list up to date. Rows keep their objects: only what changed is sent. */
    async refresh(): Promise<void> {
      const matches = await needs.matches();
      const statistics = await needs.matchmaking.statistics();
      this.state.online = await needs.presence.online();
      this.state.queued = statistics.reduce((sum, of) => sum + of.queue_length, 0);
      this.state.playing = matches.flatMap((match) => match.players).filter((player) => !player.bot).length;
      const shown = matches.sort((a, b) => b.startedAt - a.startedAt).slice(0, MATCHES_SHOWN);
      const ids = new Set(shown.map((match) => match.id));
      for (const id of [...this.state.matches.keys()]) if (!ids.has(id)) this.state.matches.delete(id);
      for (const match of shown) this.#show(match);
    }

    #show(match: LiveMatch): void {
      const row = this.state.matches.get(match.id) ?? new LobbyMatch();
      row.phase = match.phase;
      row.spectators = match.spectators;
      const names = match.players.map((player) => player.name);
      if (names.join() !== row.names?.toArray().join()) row.assign({ names });
      if (row.id) return;
      row.assign({ id: match.id, game: match.game, started_at: match.startedAt });
      this.state.matches.set(match.id, row);
    }

    /** A request of a player and what they are told: the answer, or a rejection with a code. */
    #answer(handle: (player: { id: string; name: string }, message: unknown) => Promise<TicketView>) {
      return async (client: PlayerClient, message: unknown, context: MessageContext): Promise<unknown> => {
        try {
          return await handle(identityOf(client), message);
        } catch (error) {
          if (!(error instanceof Problem)) this.onUncaughtException(error as Error, 'request');
          return context.reject(asRejection(error));
        }
      };
    }
  };
}

function read<T>(shape: z.ZodType<T>, message: unknown): T {
  const parsed = shape.safeParse(message);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Problem(400, 'invalid_request', `${issue?.path.join('.') || 'request'}: ${issue?.message}`);
}

function ticketOf(message: unknown): string {
  return read(ticketRequest, message).ticket_id;
}
