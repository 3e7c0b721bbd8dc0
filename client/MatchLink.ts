import type { Room } from '@colyseus/sdk';
import { CLOSE_CODES } from '../src/protocol/closeCodes.ts';
import type { GameMessage, GameRequests } from '../src/protocol/game.ts';
import type { JoinOptions } from '../src/protocol/join.ts';
import type { SeatReservation } from '../src/protocol/seat.ts';
import type { Connecting } from './Connecting.ts';
import { LongPoller } from './LongPoller.ts';
import type { ActionReply, ClosedReason, MatchView } from './matchView.ts';
import type { ActionRequest } from './Outbox.ts';
import { OWN_PROTOCOL } from './ownProtocol.ts';
import { ParlorError } from './ParlorError.ts';
import { RoomKeeper, type RoomUser } from './RoomKeeper.ts';
import type { ConnectionStatus } from './status.ts';

/** Who is told what comes over a link. */
export interface LinkUser {
  /** The visible state changed; `read` makes plain JSON of it. */
  state(now: Pick<MatchView, 'phase' | 'version'>, read: () => MatchView): void;
  /** Another room is open. */
  opened(room: Room): void;
  message(message: GameMessage): void;
  /** `status`, `usable` or `ping` may have changed. */
  changed(): void;
  /** There is no way back. */
  ended(reason: ClosedReason, error?: ParlorError): void;
}

interface LinkOptions {
  matchId: string;
  role: 'player' | 'spectator';
  connecting: Connecting;
  /** Sockets are known not to work: poll at once, until one does. */
  poll: boolean;
}

/** After so many sockets that did not open or hold, the state comes over HTTP until one does. */
const POLL_AFTER_FAILURES = 2;
const CONSENTED = 4000;
/** What says that the match is not there any more: our API's status, and Colyseus's for an unknown room. */
const GONE = [404, 522];

/** The ways to one match: a socket when it works, else HTTP; the socket is tried again all the while. */
export class MatchLink implements RoomUser {
  readonly #options: LinkOptions;
  readonly #user: LinkUser;
  readonly #keeper: RoomKeeper<GameRequests>;
  readonly #poller: LongPoller<{ version: number; state: MatchView; standing?: boolean }>;
  #poll: boolean;
  #closed = false;
  #phase: MatchView['phase'] | null = null;
  #room: Room | null = null;

  constructor(options: LinkOptions, user: LinkUser) {
    const { connecting, matchId } = options;
    this.#options = options;
    this.#user = user;
    this.#poll = options.poll || connecting.transport === 'http';
    this.#keeper = new RoomKeeper({ ...connecting, lively: true }, this);
    this.#poller = new LongPoller({
      ...connecting,
      ask(last, how) {
        const since = last ? `?since=${last.version}` : '';
        return connecting.http.get(`/api/v1/matches/${matchId}/state${since}`, how);
      },
      answered: ({ state, standing = false }) => {
        this.#user.message({ type: 'standing', payload: { standing } });
        this.#see(state, () => state);
      },
      changed: () => this.changed(),
      refused: (error) => this.refused(error),
    });
  }

  get status(): ConnectionStatus {
    if (this.#closed) return 'offline';
    if (this.#keeper.up) return this.#keeper.status;
    if (this.#poller.working) return 'polling';
    return this.#poller.unreachable ? 'offline' : this.#keeper.status;
  }

  /** There is a socket. */
  get up(): boolean {
    return this.#keeper.up;
  }

  /** The room as the SDK has it, while there is a socket. */
  get room(): Room | null {
    return this.up ? this.#room : null;
  }

  /** Actions can be sent. */
  get usable(): boolean {
    return this.#keeper.up || this.#poller.working;
  }

  get restarting(): boolean {
    return this.#keeper.restarting;
  }

  get silent(): boolean {
    return this.#keeper.silent;
  }

  get ping(): number | null {
    return this.#keeper.ping;
  }

  /** Resolves after the first attempt, however it went. */
  async start(seat?: SeatReservation): Promise<void> {
    this.changed();
    if (this.#options.connecting.transport === 'http') return;
    await this.#keeper.start(seat).catch(() => {}); // told by `refused`, or tried again
  }

  wake(): void {
    if (this.#closed) return;
    this.#poller.wake();
    if (this.#options.connecting.transport !== 'http') this.#keeper.wake();
  }

  /** Sends an action over whichever way works. Throws ParlorError. */
  async act(request: ActionRequest): Promise<ActionReply> {
    const { connecting, matchId } = this.#options;
    if (this.#keeper.up) return this.#keeper.request('action', request);
    return connecting.http.post(`/api/v1/matches/${matchId}/actions`, request);
  }

  /** Throws ParlorError; `needs_socket` without one. */
  request<T extends keyof GameRequests>(
    type: T,
    payload: GameRequests[T]['asks'],
  ): Promise<GameRequests[T]['answer']> {
    return this.#keeper.request(type, payload);
  }

  /**
   * Leaves so that the server knows that it is meant.
   * @throws ParlorError `unreachable` when the server cannot be told
   */
  async leave(): Promise<void> {
    if ((await this.#keeper.leave()) || this.#options.role === 'spectator') return;
    const path = `/api/v1/matches/${this.#options.matchId}/leave`;
    await this.#options.connecting.http.post(path).catch((error: ParlorError) => {
      const out = GONE.includes(error.status ?? 0) || error.code === 'not_seated';
      if (!out) throw error;
    });
  }

  /** Closes without leaving. */
  close(): void {
    this.#closed = true;
    this.#keeper.close();
    this.#poller.stop();
  }

  async reserve(): Promise<SeatReservation> {
    const { role, matchId, connecting } = this.#options;
    if (role === 'spectator') {
      const asked: JoinOptions = { ...OWN_PROTOCOL, spectate: true };
      const seat = connecting.http.post<SeatReservation>(`/matchmake/joinById/${matchId}`, asked);
      return seat.catch((error: ParlorError) => this.#roomGone(error));
    }
    const mine = await connecting.http.get<{ match_id: string; seat: SeatReservation }>(
      '/api/v1/players/me/match',
    );
    if (mine.match_id === matchId) return mine.seat;
    throw new ParlorError('no_match', 'You are in another match.', 404);
  }

  opened(room: Room): void {
    room.onMessage('*', (type, payload) => this.#user.message({ type, payload } as GameMessage));
    room.onStateChange((state) => this.#see(state, () => state.toJSON()));
    this.#room = room;
    this.#user.opened(room);
  }

  changed(): void {
    if (this.#closed) return;
    if (this.#keeper.up) this.#poll = this.#options.connecting.transport === 'http';
    if (!this.#keeper.up && (this.#poll || this.#keeper.failures >= POLL_AFTER_FAILURES))
      this.#poller.start();
    else this.#poller.stop();
    this.#user.changed();
  }

  finalClose(code: number): boolean {
    const over = code === CLOSE_CODES.room_closed || (code === CONSENTED && this.#phase === 'finished');
    if (code !== CLOSE_CODES.opened_elsewhere && !over) return false;
    this.#end(over ? 'over' : 'opened_elsewhere');
    return true;
  }

  refused(error: ParlorError): void {
    if (GONE.includes(error.status ?? 0)) this.#end('over');
    else if (error.code === 'superseded') this.#end('opened_elsewhere');
    else this.#end('refused', error);
  }

  /** A match without a room is over, unless the records know better: then it is on its way to another process. */
  async #roomGone(error: ParlorError): Promise<never> {
    const { connecting, matchId } = this.#options;
    if (!GONE.includes(error.status ?? 0)) throw error;
    const path = `/api/v1/matches/${matchId}`;
    const { outcome } = await connecting.http.get<{ outcome: string }>(path).catch(() => ({ outcome: '' }));
    if (outcome !== 'running') throw error;
    throw new ParlorError('unreachable', 'The match is on its way to another server.');
  }

  #see(now: Pick<MatchView, 'phase' | 'version'>, read: () => MatchView): void {
    this.#phase = now.phase;
    this.#user.state(now, read);
  }

  #end(reason: ClosedReason, error?: ParlorError): void {
    if (this.#closed) return;
    this.close();
    this.#user.ended(reason, error);
  }
}
