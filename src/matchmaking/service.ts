import { Problem } from '../lib/problem.ts';
import { matchTickets, type Policy, type ProposedMatch, smallestTable } from './matcher.ts';
import { newRating, type Rating } from './rating.ts';
import { MatchmakingStatistics } from './statistics.ts';
import type { TicketStore } from './ticketStore.ts';
import type { Matchmaking, QueueRequest, QueueStatistics, Ticket, TicketView } from './tickets.ts';

/** A table to be opened for these people. */
export interface TableOrder {
  match: string;
  game: string;
  players: { id: string; name: string }[];
  /** How many bots sit down besides. */
  bots: number;
  /** May bots take the seats of people who do not come. */
  botsAllowed: boolean;
  why: string;
  quality: number;
}

/** What matchmaking needs of the rest. */
export interface MatchmakingNeeds {
  tickets: TicketStore;
  policies: ReadonlyMap<string, Policy>;
  ratings(game: string, players: string[]): Promise<Map<string, Rating>>;
  /** The match a player is in. */
  matchOf(player: string): Promise<string | null>;
  /** Since when a player is not here, in ms; 0 while here. */
  goneFor(player: string): Promise<number>;
  /** Opens a table and keeps its seats. @throws when no table could be opened */
  openTable(order: TableOrder): Promise<void>;
  /** Whether the table of a match was opened, wherever and however long ago. */
  wasOpened(match: string): Promise<boolean>;
  /** Frees those who were bound to a table that never came. */
  unbind(match: string): Promise<void>;
  tell(player: string, type: string, payload: unknown): Promise<void>;
  now(): number;
  newId(): string;
  log: { warn(context: object, message: string): void };
  /** Somebody got a table after so many seconds. */
  waited(game: string, seconds: number): void;
}

/** A ticket whose player is gone for longer than this leaves the queue. */
const GONE_GRACE_MS = 30_000;
/** A table that is not open so long after its tickets were taken never will be: who took them is gone. */
const OPENING_MS = 15_000;
/** Closed tickets can be asked for this long. */
const KEEP_CLOSED_MS = 10 * 60_000;

/** The queue: takes tickets, runs the matcher over them, opens the tables it proposes. */
export class MatchmakingService implements Matchmaking {
  readonly #needs: MatchmakingNeeds;
  readonly #statistics = new MatchmakingStatistics();
  #passing = false;

  constructor(needs: MatchmakingNeeds) {
    this.#needs = needs;
  }

  async enqueue(player: { id: string; name: string }, request: QueueRequest): Promise<TicketView> {
    const { tickets, policies, ratings, matchOf, now, newId } = this.#needs;
    if (!policies.has(request.game))
      throw new Problem(404, 'unknown_game', `There is no game ${request.game}.`);
    const running = await matchOf(player.id);
    if (running) throw new Problem(409, 'already_in_match', 'You are in a match.', { match_id: running });
    const known = await ratings(request.game, [player.id]);
    const { ticket } = await tickets.add({
      ...request,
      id: newId(),
      player: player.id,
      name: player.name,
      rating: known.get(player.id) ?? newRating(),
      enqueuedAt: now(),
      party: null,
      priority: false,
      state: 'waiting',
      match: null,
      why: 'Just arrived.',
    });
    return this.#view(ticket);
  }

  async ticket(id: string, player: string): Promise<TicketView> {
    return this.#view(await this.#own(id, player));
  }

  async ofPlayer(player: string): Promise<TicketView | null> {
    const ticket = await this.#needs.tickets.waitingOf(player);
    return ticket && this.#view(ticket);
  }

  async cancel(id: string, player: string): Promise<TicketView> {
    const ticket = await this.#own(id, player);
    const cancelled = await this.#needs.tickets.cancel(id);
    if (cancelled) return this.#view(cancelled);
    const now = (await this.#needs.tickets.find(id)) ?? ticket;
    if (now.state !== 'matched') return this.#view(now);
    throw new Problem(409, 'already_matched', 'You have a table already.', { match_id: now.match });
  }

  async accept(id: string, player: string): Promise<TicketView> {
    await this.#own(id, player);
    throw new Problem(
      409,
      'no_ready_check',
      'Nothing is to be accepted: your seat is kept when a table is made.',
    );
  }

  decline(id: string, player: string): Promise<TicketView> {
    return this.accept(id, player);
  }

  async statistics(): Promise<QueueStatistics[]> {
    const games = [...this.#needs.policies.keys()];
    return Promise.all(
      games.map(async (game) => this.#statistics.of(game, (await this.#needs.tickets.waiting(game)).length)),
    );
  }

  /** How many wait, over all games. */
  async queued(): Promise<number> {
    const lengths = (await this.statistics()).map((of) => of.queue_length);
    return lengths.reduce((sum, length) => sum + length, 0);
  }

  /** Puts people of a table back at the front, all or these: it fell through and not by their doing. */
  async release(match: string, players?: readonly string[]): Promise<void> {
    const { tickets, tell, log } = this.#needs;
    const released = await tickets.release(match);
    // Left, or never came: they go first, as telling the others may fail.
    const here = released.filter(({ player }) => players?.includes(player) ?? true);
    for (const { id, player } of released) if (!(players?.includes(player) ?? true)) await tickets.cancel(id);
    for (const ticket of here) {
      await this.#view(ticket)
        .then((view) => tell(ticket.player, 'queue_update', view))
        .catch((error: unknown) => log.warn({ err: error, ticket: ticket.id }, 'a player was not told'));
    }
  }

  /** One pass over every queue. Passes do not overlap: one that is called meanwhile does nothing. */
  async pass(): Promise<void> {
    if (this.#passing) return;
    this.#passing = true;
    try {
      await this.#releaseUnopened();
      for (const [game, policy] of this.#needs.policies) await this.#passGame(game, policy);
      await this.#needs.tickets.forget(this.#needs.now() - KEEP_CLOSED_MS);
    } finally {
      this.#passing = false;
    }
  }

  /** Tickets that were taken for a table that never came wait again: a process may die between the two. */
  async #releaseUnopened(): Promise<void> {
    const { tickets, wasOpened, unbind, now } = this.#needs;
    for (const match of await tickets.unopened(now() - OPENING_MS)) {
      if (await wasOpened(match)) {
        await tickets.opened(match);
        continue;
      }
      await unbind(match);
      await this.release(match);
    }
  }

  async #passGame(game: string, policy: Policy): Promise<void> {
    const present: Ticket[] = [];
    for (const ticket of await this.#needs.tickets.waiting(game)) {
      const gone = (await this.#needs.goneFor(ticket.player)) > GONE_GRACE_MS;
      // Queued again while a table was being opened for them: they would make every table fail that has them.
      const seated = !gone && (await this.#needs.matchOf(ticket.player)) !== null;
      if (gone || seated) await this.#needs.tickets.cancel(ticket.id);
      else present.push(ticket);
    }
    const { matches, explanations } = matchTickets(present, [], this.#needs.now(), policy);
    await this.#needs.tickets.explain(explanations);
    for (const proposed of matches) await this.#open(game, proposed, present);
    for (const [position, ticket] of (await this.#needs.tickets.waiting(game)).entries()) {
      await this.#needs.tell(ticket.player, 'queue_update', this.#show(ticket, position + 1, present.length));
    }
  }

  async #open(game: string, proposed: ProposedMatch, waiting: readonly Ticket[]): Promise<void> {
    const match = this.#needs.newId();
    const table = waiting.filter((ticket) => proposed.tickets.includes(ticket.id));
    // Taken first, opened then: a ticket is at one table or none, whatever happens in between.
    const { tickets } = this.#needs;
    if (!(await tickets.commit(proposed.tickets, match, proposed.why, this.#needs.now()))) return;
    try {
      await this.#needs.openTable({
        match,
        game,
        players: table.map(({ player, name }) => ({ id: player, name })),
        bots: proposed.bots,
        botsAllowed: table.every((ticket) => ticket.bots),
        why: proposed.why,
        quality: proposed.quality,
      });
    } catch (error) {
      this.#needs.log.warn({ match, err: error }, 'no table could be opened');
      await this.release(match);
      return;
    }
    await tickets.opened(match);
    const now = this.#needs.now();
    for (const ticket of table) this.#needs.waited(game, (now - ticket.enqueuedAt) / 1000);
    this.#statistics.tableMade(
      game,
      table.map((t) => now - t.enqueuedAt),
      proposed.spread,
    );
  }

  async #own(id: string, player: string): Promise<Ticket> {
    const ticket = await this.#needs.tickets.find(id);
    if (ticket?.player !== player) throw new Problem(404, 'unknown_ticket', 'You have no such ticket.');
    return ticket;
  }

  async #view(ticket: Ticket): Promise<TicketView> {
    const waiting = await this.#needs.tickets.waiting(ticket.game);
    const position = waiting.findIndex((other) => other.id === ticket.id) + 1;
    return this.#show(ticket, position, waiting.length);
  }

  #show(ticket: Ticket, position: number, waiting: number): TicketView {
    const typical = this.#statistics.typicalWait(ticket.game);
    const waitedMs = this.#needs.now() - ticket.enqueuedAt;
    const policy = this.#needs.policies.get(ticket.game);
    return {
      ticket_id: ticket.id,
      game: ticket.game,
      state: ticket.state,
      position: ticket.state === 'waiting' ? position : 0,
      estimated_wait: typical === null ? null : Math.max(0, Math.round(typical - waitedMs / 1000)),
      waiting,
      widening: policy ? smallestTable(waitedMs, policy) : 0,
      enqueued_at: new Date(ticket.enqueuedAt).toISOString(),
      why: ticket.why,
      match_id: ticket.match,
    };
  }
}
