import { type AuthContext, definePlugins } from '@colyseus/core';
import type { MessageContext } from '@colyseus/shared-types';
import type { z } from 'zod';
import type { MayPlay } from '../auth/accounts.ts';
import type { Button } from '../button/Button.ts';
import type { ButtonHub } from '../button/ButtonHub.ts';
import { CHAT_RATE } from '../lib/chatLine.ts';
import { type CounterOf, RateLimit } from '../lib/rateLimit.ts';
import type { LiveMatch } from '../match/live.ts';
import type { Parties } from '../matchmaking/parties.ts';
import { partyRequests } from '../matchmaking/partyRequests.ts';
import type { Matchmaking } from '../matchmaking/tickets.ts';
import type { ChatLog } from '../players/chatLog.ts';
import { type Mutes, UNHEARD } from '../players/mutes.ts';
import type { Names } from '../players/playerNames.ts';
import type { Presence } from '../players/presence.ts';
import { lobbyChannel, type PlayerUpdates, SIGNED_OUT, type Updates } from '../players/updates.ts';
import { CLOSE_CODES } from '../protocol/closeCodes.ts';
import { faceOf } from '../protocol/face.ts';
import type { JoinOptions } from '../protocol/join.ts';
import {
  LOBBY_REQUESTS,
  type LobbyMessages,
  type LobbyRequest,
  type LobbyRequests,
} from '../protocol/lobby.ts';
import type { RoomRequests } from '../protocol/room.ts';
import { LobbyMatch, LobbyState } from '../schema/lobby.ts';
import { authenticateClient } from './admission.ts';
import { answering } from './answering.ts';
import { BaseRoom } from './BaseRoom.ts';
import type { BaseRoomNeeds } from './baseRoomNeeds.ts';
import type { LobbyDoor } from './LobbyDoor.ts';
import type { LobbyHandler } from './LobbyHandler.ts';
import { LobbyPicture, type Picture } from './LobbyPicture.ts';
import { LobbySession } from './LobbySession.ts';
import { IDLE } from './Pinger.ts';
import { type PlayerClient as AnyPlayerClient, identityOf } from './playerClient.ts';
import { ButtonPlugin } from './plugins/ButtonPlugin.ts';
import { ChatPlugin } from './plugins/ChatPlugin.ts';
import { NotificationsPlugin } from './plugins/NotificationsPlugin.ts';
import { readRequest } from './readRequest.ts';
import { mayGoOn, TURN_OUT_EVERY_MS, turnOut } from './turnOut.ts';

export interface LobbyNeeds extends BaseRoomNeeds {
  matchmaking: Matchmaking;
  parties: Parties;
  button: Pick<Button, 'push'>;
  /** Tells people how the button stands. */
  buttonHub: Pick<ButtonHub, 'attach'>;
  presence: Presence;
  updates: Updates;
  /** What is said in all lobby rooms. */
  chat: ChatLog;
  names: Names;
  mutes: Mutes;
  mayPlay: MayPlay;
  /** Counts the lines of players, for all processes if there are many. In this process when not given. */
  counterOf?: CounterOf | undefined;
  /** Every running match. */
  matches(): Promise<LiveMatch[]>;
  /** Is told which rooms there are in this process. */
  door?: Pick<LobbyDoor, 'opened' | 'closed'>;
  now(): number;
}

type PlayerClient = AnyPlayerClient<LobbyMessages>;

/** A full lobby room is closed to more; who comes then gets another: see `LobbyDoor`. */
const MAX_CLIENTS = 500;
const REFRESH_MS = 1000;
/** Little is sent here, and there are many: who does not read is found soon enough. */
const DROP_SLOW_EVERY_MS = 5000;

/**
 * Where everybody is between matches: counts, chat, matches to watch, and the queue. There are as many of these rooms
 * as it takes, in all processes, and all show the same.
 */
export function lobbyRoom(needs: LobbyNeeds) {
  const picture = new LobbyPicture({
    online: () => needs.presence.online(),
    async queued() {
      const lengths = (await needs.matchmaking.statistics()).map((game) => game.queue_length);
      return lengths.reduce((sum, length) => sum + length, 0);
    },
    matches: () => needs.matches(),
    now: needs.now,
    log: needs.log,
  });
  const party = partyRequests(needs.parties);
  const mayPush = mayGoOn(needs.mayPlay);
  const chatRate = new RateLimit('lobby:chat', CHAT_RATE, needs.counterOf);

  return class LobbyRoom extends BaseRoom<LobbyState, LobbyMessages> {
    static override async onAuth(token: string, options: JoinOptions | undefined, context: AuthContext) {
      return authenticateClient(needs, token, context, options);
    }

    override readonly needs = needs;
    override readonly pings = IDLE;
    readonly turnOut = turnOut(() => this.clients, needs.mayPlay);
    override state = new LobbyState();
    override patchRate = 250;
    override maxClients = MAX_CLIENTS;
    override readonly plugins = definePlugins([
      new ChatPlugin({
        now: needs.now,
        names: needs.names,
        mutes: needs.mutes,
        log: needs.chat,
        rate: chatRate,
      }),
      new NotificationsPlugin(needs.notifications),
      new ButtonPlugin(needs.buttonHub),
    ]);
    override messages = {
      queue: this.#answer('queue', (player, { game, regions = {}, bots = false }) =>
        needs.matchmaking.enqueue(player, { game, regions, bots }),
      ),
      cancel: this.#answer('cancel', ({ id }, { ticket_id }) => needs.matchmaking.cancel(ticket_id, id)),
      accept: this.#answer('accept', ({ id }, { ticket_id }) => needs.matchmaking.accept(ticket_id, id)),
      decline: this.#answer('decline', ({ id }, { ticket_id }) => needs.matchmaking.decline(ticket_id, id)),
      push: this.#answer('push', async ({ id, tokenVersion }, request) => {
        await mayPush(id, tokenVersion);
        return needs.button.push(id, request);
      }),
      party_create: this.#answer('party_create', party.party_create),
      party_join: this.#answer('party_join', party.party_join),
      party_invite: this.#answer('party_invite', party.party_invite),
      party_ready: this.#answer('party_ready', party.party_ready),
      party_leave: this.#answer('party_leave', party.party_leave),
      party_kick: this.#answer('party_kick', party.party_kick),
      party_game: this.#answer('party_game', party.party_game),
      party_code: this.#answer('party_code', party.party_code),
      party_lock: this.#answer('party_lock', party.party_lock),
      party_start: this.#answer('party_start', party.party_start),
      party_chat: this.#answer('party_chat', party.party_chat),
      _: (client: PlayerClient) => this.answerUnknown(client),
    } satisfies Record<Exclude<keyof LobbyRequests, keyof RoomRequests> | '_', unknown>;
    /** How to stop listening for a client's messages. */
    readonly #listening = new Map<string, () => void>();
    #shown: Picture | null = null;

    override onCreate(): void {
      const refresh = () =>
        void this.refresh().catch((error: Error) => this.onUncaughtException(error, 'refresh'));
      refresh();
      needs.door?.opened(this);
      this.clock.setInterval(() => {
        if (this.clients.length > 0) refresh();
      }, REFRESH_MS);
      this.clock.setInterval(() => this.dropSlowClients(), DROP_SLOW_EVERY_MS);
      this.clock.setInterval(() => void this.turnOut(), TURN_OUT_EVERY_MS);
    }

    /** While a store is away one gets in all the same. */
    override async onJoin(client: PlayerClient, options?: JoinOptions): Promise<void> {
      const { id } = identityOf(client);
      const sessions = lobbyChannel(needs.updates, id);
      const session = new LobbySession({
        session: client.sessionId,
        at: needs.now(),
        tell: (note) => sessions.tell(note),
        close: () => client.leave(CLOSE_CODES.too_many_lobbies, 'too many lobby connections'),
      });
      void this.plugins.chat.sendHistory(client);
      void this.plugins.notifications.listen(client, options);
      this.plugins.button.listen(client);
      const updates: PlayerUpdates = needs.updates;
      const listen = updates.subscribe(id, (update) => {
        if (update.type === SIGNED_OUT) client.leave(CLOSE_CODES.signed_out, 'signed out');
        else if (update.type !== UNHEARD) client.send(update.type, update.payload);
      });
      const listening = [listen, sessions.listen((note) => session.hear(note))];
      const [stops] = await Promise.all([Promise.all(listening), needs.presence.connected(id)]);
      this.#listening.set(client.sessionId, () => {
        for (const stop of stops) stop();
      });
      session.open();
      const waiting = await needs.matchmaking.ofPlayer(id).catch(() => null); // told with the next update
      if (waiting) client.send('queue_update', waiting);
      const friends = await needs.parties.of(id).catch(() => null); // asked for again by clients that know of one
      if (!friends) return;
      client.send('party', { party: friends });
      client.send('party_chat_history', await needs.parties.said(id).catch(() => []));
    }

    override async onLeave(client: PlayerClient): Promise<void> {
      const stop = this.#listening.get(client.sessionId);
      if (!stop) return;
      this.#listening.delete(client.sessionId);
      stop();
      await needs.presence.disconnected(identityOf(client).id);
    }

    override onDispose(): void {
      needs.door?.closed(this);
      this.plugins.chat.stop();
    }

    /** Brings counts and list up to date. Rows keep their objects: only what changed is sent. */
    async refresh(): Promise<void> {
      const latest = await picture.look();
      if (latest === this.#shown) return;
      this.#shown = latest;
      const { online, playing, queued, matches } = latest;
      this.state.assign({ online, playing, queued });
      const ids = new Set(matches.map((match) => match.id));
      for (const id of [...this.state.matches.keys()]) if (!ids.has(id)) this.state.matches.delete(id);
      for (const match of matches) this.#show(match);
    }

    #show(match: LiveMatch): void {
      const row = this.state.matches.get(match.id) ?? new LobbyMatch();
      row.phase = match.phase;
      row.spectators = match.spectators;
      const names = match.players.map((player) => player.name);
      const faces = match.players.map(({ id, face }) => faceOf(id, face));
      if (names.join() !== row.names?.toArray().join()) row.assign({ names });
      if (faces.join() !== row.faces?.toArray().join()) row.assign({ faces });
      if (row.id) return;
      row.assign({ id: match.id, game: match.game, started_at: match.startedAt });
      this.state.matches.set(match.id, row);
    }

    /** A request of a player and what they are told: the answer, or a rejection with a code. */
    #answer<T extends keyof LobbyRequests>(type: T, handle: LobbyHandler<T>) {
      const shape = LOBBY_REQUESTS[type] as unknown as z.ZodType<LobbyRequest<T>>;
      return (client: PlayerClient, message: unknown, context: MessageContext) =>
        answering({ room: this, client, context }, 'request', () =>
          handle(identityOf(client), readRequest(shape, message), this.addressOf(client)),
        );
    }
  };
}
