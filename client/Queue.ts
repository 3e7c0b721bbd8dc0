import type { LobbyMessage, LobbyRequests } from '../src/protocol/lobby.ts';
import type { ReadyCheck, TicketView } from '../src/protocol/ticket.ts';
import type { Clock } from './Clock.ts';
import { type Http, isPassing } from './Http.ts';
import type { KeyValue } from './KeyValue.ts';
import { measureRegions } from './measureRegions.ts';
import { asParlorError, ParlorError } from './ParlorError.ts';
import type { RequestLobby } from './requestLobby.ts';
import { whileAlive } from './whileAlive.ts';

export interface QueueOptions {
  game: string;
  /** Let bots fill empty seats, after a few seconds. */
  bots?: boolean;
  /** Regions to play in, with measured latency in ms. Without them, those that were measured, or any. */
  regions?: Record<string, number>;
}

/** The place in the queue as the server last told it, and a table that one is asked to agree to. */
export type { ReadyCheck, TicketView };

/** Why one may not queue just now. `until` is epoch ms, the server's. */
export interface CoolDown {
  until: number;
  message: string;
}

interface QueueNeeds {
  http: Http;
  storage: KeyValue;
  clock: Clock;
  lobby: RequestLobby;
  /** Of who is signed in now. */
  life: () => AbortSignal;
  /** `ticket`, `ended` or `coolDown` changed. */
  changed: () => void;
  asked: (check: ReadyCheck) => void;
  matched: (matchId: string) => void;
}

const STORED = 'parlor.ticket';
/** What a ticket's id looks like: a storage may hold anything. */
const TICKET_ID = /^[\w-]{1,64}$/;
const TICKETS = '/api/v1/matchmaking/tickets';
/** How often a waiting ticket is asked for: without a socket, and with one, in case a message was lost. */
const ASK_MS = { polling: 2000, live: 15_000 };
/** The same while a table is proposed. */
const ASK_PROPOSED_MS = { polling: 1000, live: 5000 };

/** The place in the queue. It is the server's; this side remembers which one it is, also over a reload. */
export class Queue {
  readonly #needs: QueueNeeds;
  #ticket: TicketView | null = null;
  #ended: TicketView | null = null;
  #coolDown: CoolDown | null = null;
  #regions: Record<string, number> = {};
  #measured = false;
  #cancelAsk = () => {};
  /** Counts what makes an answer that is on its way out of date. */
  #changes = 0;

  constructor(needs: QueueNeeds) {
    this.#needs = needs;
  }

  get ticket(): TicketView | null {
    return this.#ticket;
  }

  /** How the last ticket ended when that was not asked for, until one queues again. */
  get ended(): TicketView | null {
    return this.#ended;
  }

  get coolDown(): CoolDown | null {
    return this.#coolDown;
  }

  get readyCheck(): ReadyCheck | null {
    const { ticket_id, state, deadline, accepted, needed, agreed } = this.#ticket ?? {};
    if (ticket_id === undefined || state !== 'proposed' || deadline == null) return null;
    return { ticket_id, deadline, accepted: accepted ?? 0, needed: needed ?? 0, own: agreed ?? false };
  }

  /** @throws ParlorError, `already_in_match` among others */
  async join({ game, bots = false, ...chosen }: QueueOptions): Promise<TicketView> {
    const regions = chosen.regions ?? this.#regions;
    const options = { game, bots, ...(Object.keys(regions).length > 0 && { regions }) };
    this.#ended = null;
    try {
      const view = await this.#request('queue', options, () => this.#needs.http.post(TICKETS, options));
      this.#coolDown = null;
      this.#take(view);
      return view;
    } catch (thrown) {
      const { code, message, details } = asParlorError(thrown);
      if (code === 'cooling_down') this.#coolFor(Date.parse(String(details.until)), message);
      throw thrown;
    }
  }

  /** How far the regions are, in ms; null when there is nothing to choose, or it was not measured. */
  get regions(): Record<string, number> | null {
    return Object.keys(this.#regions).length > 0 ? this.#regions : null;
  }

  /** Measures the regions, once and ahead of queueing, so that nobody waits for it. */
  async measure(): Promise<void> {
    if (this.#measured) return;
    this.#measured = true;
    const { http, clock } = this.#needs;
    this.#regions = await measureRegions(http, clock).catch(() => ({}));
  }

  /** Without a ticket this does nothing. @throws ParlorError `already_matched` among others */
  async cancel(): Promise<void> {
    const ticket_id = this.#ticket?.ticket_id;
    if (ticket_id === undefined) return;
    const view = await this.#request('cancel', { ticket_id }, () =>
      this.#needs.http.send('DELETE', `${TICKETS}/${ticket_id}`),
    );
    if (view.cool_down_until) this.#take(view);
    else this.forget();
  }

  /** Agrees to the proposed table. @throws ParlorError `no_ready_check`: it is too late, or fell through */
  accept(): Promise<void> {
    return this.#answer('accept');
  }

  /** Does not want the proposed table, and may not queue for a while. @throws ParlorError as `accept` */
  decline(): Promise<void> {
    return this.#answer('decline');
  }

  /** What the lobby told. True when it was about the queue. */
  hear({ type, payload }: LobbyMessage): boolean {
    if (type === 'queue_update') this.update(payload);
    else if (type === 'ready_check') {
      const { own, ...check } = payload;
      this.update({ ...check, state: 'proposed', position: 0, agreed: own });
    } else return false;
    return true;
  }

  /** What the lobby told of a ticket. One that is not known here was queued in another tab, or given back. */
  update(told: Partial<TicketView> & { ticket_id: string }): void {
    const known = this.#ticket?.ticket_id === told.ticket_id ? this.#ticket : null;
    if (known) this.#take({ ...known, ...told });
    else void this.resync(told.ticket_id);
  }

  /** Asks how a ticket stands, the remembered one by default: after a reload, or when the lobby is back. */
  async resync(id = this.#needs.storage.getItem(STORED)): Promise<void> {
    if (id === null || !TICKET_ID.test(id)) return;
    this.#cancelAsk();
    const asked = this.#changes;
    try {
      const view = await this.#needs.http.get<TicketView>(`${TICKETS}/${encodeURIComponent(id)}`);
      if (asked === this.#changes) this.#take(view);
    } catch (thrown) {
      if (asked !== this.#changes) return;
      const error = asParlorError(thrown);
      if (isPassing(error)) this.resyncAfter(Math.max(ASK_MS.polling, error.retryAfterMs), id);
      else this.forget();
    }
  }

  /** The same, in a while. */
  resyncAfter(ms: number, id = this.#needs.storage.getItem(STORED)): void {
    this.#cancelAsk();
    this.#cancelAsk = this.#needs.clock.after(ms, () => void this.resync(id));
  }

  /** A match was found. The ticket stays remembered: it comes back when the table falls through. */
  matched(): void {
    this.#drop();
  }

  /** Asks no more. The ticket stays the server's. */
  stop(): void {
    this.#changes += 1;
    this.#cancelAsk();
  }

  /** Forgets everything: another player may be next. */
  reset(): void {
    this.#ended = null;
    this.#coolDown = null;
    this.forget();
  }

  /** Forgets the ticket on this side. */
  forget(): void {
    this.#needs.storage.removeItem(STORED);
    this.#drop();
  }

  #request<T extends 'queue' | 'cancel' | 'accept' | 'decline'>(
    type: T,
    payload: LobbyRequests[T]['asks'],
    overHttp: () => Promise<TicketView>,
  ): Promise<TicketView> {
    const { lobby, life } = this.#needs;
    return whileAlive(life(), () => lobby.requestOrHttp(type, payload, overHttp));
  }

  async #answer(how: 'accept' | 'decline'): Promise<void> {
    const ticket_id = this.#ticket?.ticket_id;
    if (ticket_id === undefined) throw new ParlorError('no_ready_check', 'There is no table to agree to.');
    this.#take(
      await this.#request(how, { ticket_id }, () => this.#needs.http.post(`${TICKETS}/${ticket_id}/${how}`)),
    );
  }

  #take(view: TicketView): void {
    this.#changes += 1;
    if (view.state === 'waiting' || view.state === 'proposed') {
      this.#ticket = view;
      this.#ended = null;
      this.#needs.storage.setItem(STORED, view.ticket_id);
      this.#askLater(view);
      this.#needs.changed();
      if (this.readyCheck) this.#needs.asked(this.readyCheck);
      return;
    }
    if (view.state === 'matched') {
      this.matched();
      if (view.match_id !== null) this.#needs.matched(view.match_id);
      return;
    }
    if (this.#ticket) this.#ended = view;
    if (view.cool_down_until) this.#coolFor(Date.parse(view.cool_down_until), view.why);
    this.forget();
  }

  #coolFor(until: number, message: string): void {
    this.#coolDown = { until, message };
    this.#needs.changed();
  }

  #askLater({ ticket_id, state }: TicketView): void {
    const every = state === 'proposed' ? ASK_PROPOSED_MS : ASK_MS;
    this.resyncAfter(this.#needs.lobby.isUp() ? every.live : every.polling, ticket_id);
  }

  #drop(): void {
    this.#changes += 1;
    this.#cancelAsk();
    if (!this.#ticket) return;
    this.#ticket = null;
    this.#needs.changed();
  }
}
