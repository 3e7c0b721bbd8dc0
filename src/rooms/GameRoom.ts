import { type AuthContext, CloseCode, definePlugins, type IRoomCache, matchMaker } from '@colyseus/core';
import type { MessageContext } from '@colyseus/shared-types';
import { type AskedRoom, answerCall, type CallAnswer } from '../cluster/calls.ts';
import type { TableState } from '../games/game.ts';
import { liveRulesOf } from '../games/liveGame.ts';
import { CHAT_RATE } from '../lib/chatLine.ts';
import { expectedProblem } from '../lib/expectedProblem.ts';
import { Problem } from '../lib/problem.ts';
import { RateLimit } from '../lib/rateLimit.ts';
import type { Answer, Question } from '../match/questions.ts';
import type { GameMessages, GameRequests } from '../protocol/game.ts';
import type { JoinOptions } from '../protocol/join.ts';
import type { RoomRequests } from '../protocol/room.ts';
import { presetRefs, type Refs, reserveRefs } from '../schema/refs.ts';
import { answer } from '../table/answer.ts';
import { HostedTable } from '../table/HostedTable.ts';
import { type HostedGame, isStepped, type TableOptions } from '../table/hosting.ts';
import { PLACES_EVERY_MS, placesAt, type TablePlaces } from '../table/TablePlaces.ts';
import { Alarm } from './Alarm.ts';
import { asServerError, authenticateClient } from './admission.ts';
import { answering } from './answering.ts';
import { BaseRoom } from './BaseRoom.ts';
import { flushPatches } from './CountedClient.ts';
import { Entrances } from './Entrances.ts';
import type { GameRoomNeeds } from './gameRoomNeeds.ts';
import { InputDoor, inputClass } from './InputDoor.ts';
import { LINE_EVERY_MS, Lines } from './Lines.ts';
import { type PlayerClient as AnyPlayerClient, identityOf, isSpectator } from './playerClient.ts';
import { ChatPlugin } from './plugins/ChatPlugin.ts';
import { NotificationsPlugin } from './plugins/NotificationsPlugin.ts';
import { ReactionsPlugin } from './plugins/ReactionsPlugin.ts';
import { Sessions } from './Sessions.ts';
import { Showing } from './Showing.ts';
import { tableClients } from './tableClients.ts';
import { tableNames } from './tableNames.ts';
import { mayGoOn, TURN_OUT_EVERY_MS, turnOut } from './turnOut.ts';
import { paceWatchers, Watchers } from './Watchers.ts';

type PlayerClient = AnyPlayerClient<GameMessages>;

/** `WebSocket.OPEN` */
const OPEN = 1;
/** Who joins waits so long for the session to be stored. */
const STORED_WITHIN_MS = 1000;

/** A room class that hosts this game: sockets in front of a `HostedTable`. No rule of any game is in here. */
export function gameRoom<S extends TableState & object>(hosted: HostedGame<S>, needs: GameRoomNeeds) {
  const chatRate = new RateLimit('table:chat', CHAT_RATE, needs.counterOf);
  const mayPlayOn = mayGoOn(needs.mayPlay);
  const { game, maker } = hosted;
  const live = liveRulesOf(game);
  const Inputs = live && inputClass(game.name, live.input);
  const shownAs = async (player: string) => (await needs.names.of([player])).get(player);

  return class GameRoom extends BaseRoom<S, GameMessages> implements AskedRoom {
    static override async onAuth(token: string, options: JoinOptions | undefined, context: AuthContext) {
      const seated = { ...needs, authenticate: needs.authenticateSeated };
      return authenticateClient(seated, token, context, options);
    }

    override readonly needs = needs;
    override autoDispose = false;
    /** The table says when there is something to show; this only keeps the room's own clock going. */
    override patchRate = 1000;
    override readonly inputs = (Inputs && this.defineInput(Inputs as never)) as never;
    protected override readonly inputDoor =
      live === undefined
        ? null
        : new InputDoor(live, game.stepMs, {
            now: needs.elapsed,
            playerOf: (client) => this.#commanderOf(client as PlayerClient),
            pay: (client, bytes) => this.payInput(client, bytes),
            refused: (reason) => needs.metrics.inputs.dropped(game.name, reason, 1),
            flooded: (client) => this.closeFlooding(client),
          });
    readonly #chat = new ChatPlugin({
      now: needs.now,
      mutes: needs.mutes,
      names: tableNames(() => this.state, needs.names),
      rate: chatRate,
    });
    override readonly plugins = definePlugins([
      this.#chat,
      new ReactionsPlugin(this.#chat),
      new NotificationsPlugin(needs.notifications),
    ]);
    override messages = {
      action: (client: PlayerClient, message: unknown, context: MessageContext) =>
        this.#onAction(client, message, context),
      leave_match: async (client: PlayerClient): Promise<GameRequests['leave_match']['answer']> =>
        void (await this.table.people.forfeit(identityOf(client).id)),
      _: (client: PlayerClient) => this.answerUnknown(client),
    } satisfies Record<Exclude<keyof GameRequests, keyof RoomRequests | 'react'> | '_', unknown>;
    table!: HostedTable<S>;
    readonly #sessions = new Sessions(this);
    #placed: TablePlaces | null = null;
    readonly #lines = live?.view === undefined ? null : new Lines(needs.elapsed);
    readonly #watchers = new Watchers<PlayerClient>((size) => {
      this.state.spectators = size;
      if (live) paceWatchers(this.#watchers.clients);
      this.table.touch();
    });
    readonly #entrances = new Entrances<S>({
      ...{ sessions: this.#sessions, watchers: this.#watchers, lines: this.#lines },
      table: () => this.table,
      ownViews: maker.ownerFields.length > 0,
    });
    readonly #showing = new Showing({
      live,
      playing: () => this.state?.phase === 'playing',
      settled: () => this.#settled,
      patch: () => void super.broadcastPatch(),
    });
    #stopTicking = () => {};
    readonly #alarm = new Alarm(
      () => this.table.idleMs,
      (lateMs) => {
        if (!isStepped(hosted)) needs.metrics.steps.late(game.name, lateMs / 1000);
        this.table.tick();
      },
    );
    /** Closes the sockets of those who may not play any more. */
    readonly turnOut = turnOut(() => this.clients, needs.mayPlay);

    override async onCreate(options: TableOptions): Promise<void> {
      this.roomId = options.match;
      const clients = tableClients(this, this.#sessions, this.#lines, () => this.#show());
      const taken = needs.resuming.take(options.match);
      if (taken) this.table = HostedTable.resume(hosted, taken, needs, clients);
      else {
        const seed = needs.seedOf(options);
        this.table = await HostedTable.open(hosted, { ...options, seed }, needs, clients);
      }
      const refs = taken?.table.refs as Refs | undefined;
      const next = taken && refs ? presetRefs(this.table.state, refs, taken.own.epoch) : 0;
      this.state = this.table.state;
      reserveRefs(this.table.state, next);
      // Clients that come back measure by it.
      if (live && taken) this.clock.elapsedTime = needs.now() - taken.table.openedAt;
      for (const session of taken?.table.sessions ?? []) this.#entrances.expect(session);
      await this.table.list();
      // Another process was quicker: a room without a table would be in the way of who comes.
      if (this.table.gone) throw new Problem(503, 'retry_later', 'This match goes on elsewhere.');
      this.#alarm.set(); // not at once: nobody can be given a seat before this is through
      if (isStepped(hosted))
        this.#stopTicking = needs.ticker.add({
          game: game.name,
          stepMs: game.stepMs,
          ...(live && { every: live.patchSteps }),
          step: (count, turn) => this.#step(count, turn),
        });
      this.clock.setInterval(() => this.dropSlowClients(), 1000);
      if (live) this.clock.setInterval(() => flushPatches(this.#watchers.clients), 1000);
      this.clock.setInterval(() => void this.turnOut(), TURN_OUT_EVERY_MS);
      this.#placed = placesAt(hosted, this.table, this.state, options, needs);
      if (this.#placed) this.clock.setInterval(() => this.#placed?.tell(), PLACES_EVERY_MS);
      if (this.#lines) this.clock.setInterval(() => this.#lines?.ping(), LINE_EVERY_MS);
    }

    override async onJoin(client: PlayerClient, options?: JoinOptions): Promise<void> {
      const spectator = options?.spectate === true;
      client.userData = { spectator };
      try {
        if (spectator) this.#entrances.watch(client);
        else this.#entrances.enter(client);
        if (!spectator) this.#catchUpName(identityOf(client).id);
      } catch (error) {
        client.userData = undefined; // neither player nor spectator: leaving changes nothing
        throw asServerError(error);
      }
      void this.plugins.chat.sendHistory(client);
      void this.plugins.notifications.listen(client, options);
      await this.#stored();
    }

    protected override get about() {
      return { match: this.roomId, game: game.name };
    }

    override onDrop(client: PlayerClient): void {
      if (this.#entrances.drop(client)) this.#alarm.set(); // their grace is looked after more often
    }

    override async onReconnect(client: PlayerClient): Promise<void> {
      this.#sessions.returned(client, this.cameBackWith(client));
      const { id, tokenVersion } = identityOf(client);
      await Promise.all([mayPlayOn(id, tokenVersion), this.#stored()]);
      if ((client as unknown as { readyState: number }).readyState !== OPEN) throw new Error('gone again');
      if (isSpectator(client)) this.#entrances.watch(client);
      else this.#entrances.enter(client);
      void this.plugins.chat.sendHistory(client);
      void this.plugins.notifications.comeBack(client);
    }

    override async onLeave(client: PlayerClient, code: number): Promise<void> {
      const { id } = identityOf(client);
      this.#watchers.leave(id, client.sessionId);
      if (code !== CloseCode.CONSENTED) {
        // Let in and gone in the same moment: the framework calls no onDrop then.
        if (this.table.seats.client(id) === client) this.table.seats.drop(id, client.sessionId, null);
        return;
      }
      if (this.table.seats.holds(id, client.sessionId)) await this.table.people.leave(id);
    }

    /** The process goes down: the match goes on elsewhere, or here when it is back. */
    override onBeforeShutdown(): void {
      this.table
        .handOver()
        .catch((error: unknown) => {
          needs.log.error({ err: error, match: this.roomId }, 'a match could not be handed over');
        })
        .finally(() => this.disconnect(CloseCode.MAY_TRY_RECONNECT));
    }

    /** The framework's own patches wait for the table, too. */
    override broadcastPatch(): boolean {
      if (this.#settled && !this.#showing.moves) return super.broadcastPatch();
      this.clock.tick(); // slow clients and banned players are looked after all the same
      return false;
    }

    protected override arrives(show: () => void): void {
      this.#showing.arrives(show);
    }

    /** Its end is the table's own doing. A room that goes for another reason leaves its match to who takes it over. */
    override onDispose(): void {
      this.#alarm.stop();
      this.#stopTicking();
      if (this.state?.phase === 'finished') this.#placed?.end();
      (this.table as HostedTable<S> | undefined)?.dispose(); // none when it could not be restored
    }

    /** For who looks at the listings: a session of the table's owner before is back. */
    countIn(): void {
      const { _listing: listing } = this as unknown as { _listing: IRoomCache };
      void Promise.resolve(matchMaker.driver.update(listing, { $inc: { clients: 1 } })).catch(() => {}); // only shown
    }

    async answer<Q extends Question>(question: Q): Promise<Answer<Q>> {
      try {
        return await answer(this.table, question, { shownAs, watchers: () => this.#watchers.players });
      } catch (error) {
        const expected = expectedProblem(error);
        if (expected) throw expected;
        this.onUncaughtException(error as Error, question.ask);
        throw new Problem(500, 'internal', 'Something went wrong here.');
      }
    }

    answerCall(format: number, question: Question): Promise<CallAnswer> {
      return answerCall(this, format, question);
    }

    #onAction(client: PlayerClient, message: unknown, context: MessageContext) {
      return answering({ room: this, client, context }, 'action', async () => {
        const reply = await this.table.act(identityOf(client).id, message);
        return 'code' in reply ? context.reject(reply) : reply;
      });
    }

    /** Another process must know a session before its client has the token. While no store answers it goes without. */
    async #stored(): Promise<void> {
      await Promise.race([this.table.checkpoint(), needs.pause(STORED_WITHIN_MS)]);
    }

    /** Renamed while the table was being opened. */
    #catchUpName(player: string): void {
      this.answer({ ask: 'renamed', player }).catch((error: unknown) => {
        needs.log.warn({ err: error, match: this.roomId, player }, 'a seat may have an old name');
      });
    }

    get #settled(): boolean {
      return (this.table as HostedTable<S> | undefined)?.settled === true; // none yet while it is being opened
    }

    /** All there is is stored. */
    #show(): void {
      if (!this.state) return; // it is being opened
      this.#showing.all();
      this.#alarm.set();
    }

    #step(count: number, turn: number): void {
      this.table.step(count);
      this.#showing.stepped(count, turn);
    }

    /** Who commands by this socket: the one who has the seat. */
    #commanderOf(client: PlayerClient): string | null {
      const id = client.auth?.id;
      return id !== undefined && this.table.seats.holds(id, client.sessionId) ? id : null;
    }
  };
}
