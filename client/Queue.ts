import type { TicketView } from '../src/matchmaking/tickets.ts';
import type { Clock } from './Clock.ts';
import { type Http, isPassing } from './Http.ts';
import type { KeyValue } from './KeyValue.ts';
import { asParlorError } from './ParlorError.ts';

export interface QueueOptions {
  game: string;
  /** Let bots fill empty seats, at once. */
  bots?: boolean;
  /** Regions to play in, with measured latency in ms. None: any. */
  regions?: Record<string, number>;
}

/** The place in the queue as the server last told it. */
export type TicketState = TicketView;

export interface QueueNeeds {
  http: Http;
  storage: KeyValue;
  clock: Clock;
  /** The lobby's socket. Requests throw ParlorError. */
  lobby: { isUp(): boolean; request(type: string, payload: unknown): Promise<unknown> };
  /** `ticket` changed. */
  changed: () => void;
  matched: (matchId: string) => void;
}

const STORED = 'parlor.ticket';
const TICKETS = '/api/v1/matchmaking/tickets';
/** How often a waiting ticket is asked for: without a socket, and with one, in case a message was lost. */
const ASK_MS = { polling: 2000, live: 15_000 };

/** The place in the queue. It is the server's; this side remembers which one it is, also over a reload. */
export class Queue {
  readonly #needs: QueueNeeds;
  #ticket: TicketState | null = null;
  #cancelAsk = () => {};
  /** Counts what makes an answer that is on its way out of date. */
  #changes = 0;

  constructor(needs: QueueNeeds) {
    this.#needs = needs;
  }

  get ticket(): TicketState | null {
    return this.#ticket;
  }

  /** @throws ParlorError, `already_in_match` among others */
  async join({ game, bots = false, regions = {} }: QueueOptions): Promise<TicketState> {
    const options = { game, bots, regions };
    const view = (await this.#request('queue', options, () =>
      this.#needs.http.post(TICKETS, options),
    )) as TicketView;
    this.#take(view);
    return view;
  }

  /** Without a ticket this does nothing. @throws ParlorError `already_matched` among others */
  async cancel(): Promise<void> {
    const ticket_id = this.#ticket?.ticket_id;
    if (ticket_id === undefined) return;
    await this.#request('cancel', { ticket_id }, () =>
      this.#needs.http.send('DELETE', `${TICKETS}/${ticket_id}`),
    );
    this.forget();
  }

  /** What the lobby told of a ticket. One that is not known here was queued in another tab, or given back. */
  update(told: Partial<TicketView> & { ticket_id: string }): void {
    const known = this.#ticket?.ticket_id === told.ticket_id ? this.#ticket : null;
    if (known) this.#take({ ...known, ...told });
    else void this.resync(told.ticket_id);
  }

  /** Asks how a ticket stands, the remembered one by default: after a reload, or when the lobby is back. */
  async resync(id = this.#needs.storage.getItem(STORED)): Promise<void> {
    if (id === null) return;
    this.#cancelAsk();
    const asked = this.#changes;
    try {
      const view = await this.#needs.http.get<TicketView>(`${TICKETS}/${encodeURIComponent(id)}`);
      if (asked === this.#changes) this.#take(view);
    } catch (thrown) {
      if (asked !== this.#changes) return;
      if (isPassing(asParlorError(thrown))) this.#askLater(id);
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

  /** Forgets the ticket on this side. */
  forget(): void {
    this.#needs.storage.removeItem(STORED);
    this.#drop();
  }

  /** Over the lobby's socket, or when the answer does not come that way, over HTTP: asking twice is harmless. */
  async #request(type: string, payload: unknown, overHttp: () => Promise<unknown>): Promise<unknown> {
    if (!this.#needs.lobby.isUp()) return overHttp();
    try {
      return await this.#needs.lobby.request(type, payload);
    } catch (error) {
      const { code } = asParlorError(error);
      if (code === 'needs_socket' || code === 'unanswered' || code === 'failed') return overHttp();
      throw error;
    }
  }

  #take(view: TicketView): void {
    if (view.state === 'waiting') {
      this.#ticket = view;
      this.#needs.storage.setItem(STORED, view.ticket_id);
      this.#askLater(view.ticket_id);
      this.#needs.changed();
      return;
    }
    if (view.state === 'matched') this.matched();
    else this.forget();
    if (view.state === 'matched' && view.match_id !== null) this.#needs.matched(view.match_id);
  }

  #askLater(id: string): void {
    this.resyncAfter(this.#needs.lobby.isUp() ? ASK_MS.live : ASK_MS.polling, id);
  }

  #drop(): void {
    this.#changes += 1;
    this.#cancelAsk();
    if (!this.#ticket) return;
    this.#ticket = null;
    this.#needs.changed();
  }
}
