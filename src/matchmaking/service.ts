import { isolated } from '../lib/isolated.ts';
import { Problem } from '../lib/problem.ts';
import { type MatchOf, refuseInMatch } from '../match/matchOf.ts';
import { type NamesOf, nameIn } from '../players/playerNames.ts';
import type { TellPlayer } from '../players/updates.ts';
import type { TicketView } from '../protocol/ticket.ts';
import { type Expectation, told } from './expectation.ts';
import { aimIn, type Comers, homeOf, type Pace } from './matcher/pace.ts';
import { type Policy, smallestTable, windowAfter } from './matcher/policy.ts';
import { inCommon } from './matcher/regions.ts';
import type { Together } from './party.ts';
import { partyChanged } from './partyProblems.ts';
import type { QueueHistory } from './queueHistory.ts';
import { QueueLately } from './queueLately.ts';
import { newRating, type Rating } from './rating.ts';
import type { ReadyCheck } from './readyCheck.ts';
import { queueStatistics } from './statistics.ts';
import type { TicketQueue } from './ticketQueue.ts';
import type { Matchmaking, QueueRequest, QueueStatistics, Ticket } from './tickets.ts';

/** What the queue needs of the rest. */
export interface MatchmakingNeeds {
  queue: TicketQueue;
  history: QueueHistory;
  readyCheck: Pick<ReadyCheck, 'accept' | 'decline'>;
  policies: ReadonlyMap<string, Policy>;
  ratings(game: string, players: string[]): Promise<Map<string, Rating>>;
  matchOf: MatchOf;
  /**
   * Whom a player queues with: itself alone, or the party it leads.
   * @throws Problem 409 `party_not_ready`, 403 `not_leader`
   */
  together(player: { id: string }): Promise<Together>;
  namesOf: NamesOf;
  /** What a player would play with; null for who never said. */
  preferencesOf(player: string): Promise<Pick<QueueRequest, 'regions' | 'bots'> | null>;
  /** Must not reject. */
  tell: TellPlayer;
  /** Somebody came: a table may be there at once. */
  nudge(): void;
  now(): number;
  newId(): string;
  log: { warn(context: object, message: string): void };
}

/** How things stand for all who wait for a game. */
export interface Standing {
  waiting: number;
  /** How fast tickets come. Null when there is no such game any more, and for who does not wait. */
  pace: Pace | null;
}

/** What one's own ticket says that one cancelled. */
const LEFT = 'You left the queue.';

/** The queue as its players see it: tickets and what is known of them. */
export class MatchmakingService implements Matchmaking {
  readonly #needs: MatchmakingNeeds;
  readonly #lately: QueueLately;

  constructor(needs: MatchmakingNeeds) {
    this.#needs = needs;
    this.#lately = new QueueLately(needs);
  }

  async enqueue(player: { id: string }, request: QueueRequest): Promise<TicketView> {
    const { queue, policies, ratings, together, now, newId, nudge } = this.#needs;
    if (!policies.has(request.game))
      throw new Problem(404, 'unknown_game', `There is no game ${request.game}.`);
    const present = await queue.openOf(player.id);
    if (present) return this.view(present);
    const { party, members, unchanged } = await together(player);
    for (const member of members) await this.#mayQueue(member, player.id);
    const known = await ratings(
      request.game,
      members.map(({ id }) => id),
    );
    // Of a party each speaks for themselves: where they can play, and whether with bots.
    const own = await Promise.all(
      members.map(async ({ id }) => (id === player.id ? request : await this.#needs.preferencesOf(id))),
    );
    if (inCommon(own.map((of) => of?.regions ?? {}))?.length === 0) throw noCommonRegion();
    const tickets = members.map(({ id }, i): Ticket => {
      const { regions = {}, bots = false } = own[i] ?? {};
      const rating = known.get(id) ?? newRating();
      const why = 'Just arrived.';
      const fresh = { state: 'waiting', match: null, priority: false, party, why } as const;
      return {
        game: request.game,
        regions,
        bots,
        ...fresh,
        id: newId(),
        player: id,
        rating,
        enqueuedAt: now(),
      };
    });
    const added = await queue.add(tickets);
    this.#lately.changed(request.game);
    const mine = added.tickets.find((ticket) => ticket.player === player.id);
    if (!mine) throw new Problem(409, 'party_not_ready', 'Somebody of your party waits for a table already.');
    await this.#refuseChanged(mine, unchanged);
    nudge();
    const view = await this.view(mine);
    for (const ticket of added.tickets) if (ticket.id !== mine.id) await this.tell(ticket);
    return view;
  }

  async checkRegions(player: string, regions: Record<string, number>): Promise<void> {
    const own = await this.#needs.queue.openOf(player);
    if (!own?.party) return;
    const party = (await this.#needs.queue.waiting(own.game)).filter((ticket) => ticket.party === own.party);
    const lists = party.map((ticket) => (ticket.player === player ? regions : ticket.regions));
    if (inCommon(lists)?.length === 0) throw noCommonRegion();
  }

  async ticket(id: string, player: string): Promise<TicketView> {
    return this.view(await this.#own(id, player));
  }

  async ofPlayer(player: string): Promise<TicketView | null> {
    const ticket = await this.#needs.queue.openOf(player);
    return ticket && this.view(ticket);
  }

  async cancel(id: string, player: string, by = player): Promise<TicketView> {
    const { queue } = this.#needs;
    const ticket = await this.#own(id, player);
    if (ticket.state === 'proposed') return this.decline(id, player);
    const closed = await queue.close([id], 'cancelled', await this.#stoppedBy(by, ticket));
    this.#lately.changed(ticket.game);
    for (const other of closed) if (other.player !== by) await this.tell(other);
    const now = (await queue.find(id)) ?? ticket;
    if (now.state === 'proposed') return this.decline(id, player);
    if (now.state !== 'matched') return this.view(player === by ? { ...now, why: LEFT } : now);
    throw new Problem(409, 'already_matched', 'You have a table already.', { match_id: now.match });
  }

  /**
   * Takes a player who waits out of the queue, and with them their party, by the doing of `by`. A ticket that is being
   * agreed on stays: closed, it would be declined, and who does not want that table says so.
   */
  async unqueue(player: string, by: string): Promise<void> {
    const ticket = await this.#needs.queue.openOf(player);
    if (ticket?.state === 'waiting') await this.cancel(ticket.id, player, by);
  }

  async accept(id: string, player: string): Promise<TicketView> {
    await this.#needs.readyCheck.accept(await this.#own(id, player));
    return this.ticket(id, player);
  }

  async decline(id: string, player: string): Promise<TicketView> {
    await this.#needs.readyCheck.decline(await this.#own(id, player));
    return this.ticket(id, player);
  }

  async statistics(): Promise<QueueStatistics[]> {
    const { queue, history, policies, now } = this.#needs;
    return Promise.all(
      [...policies.keys()].map(async (game) => {
        const [length, made, recent] = await Promise.all([
          queue.count(game),
          history.count(game),
          this.#lately.tables(game),
        ]);
        return queueStatistics(game, length, made, recent, now());
      }),
    );
  }

  /** A ticket as its player is shown it. */
  async view(ticket: Ticket): Promise<TicketView> {
    const { queue, matchOf, now } = this.#needs;
    const { state, match, game } = ticket;
    const line = await this.#lately.line(game);
    const waits = state === 'waiting';
    const expected = waits ? await this.expect(ticket) : null;
    const over = state === 'cancelled' || state === 'expired';
    const until = over ? await queue.coolDown(ticket.player, now()) : 0;
    const proposal = state === 'proposed' && match ? await queue.proposal(match) : null;
    return {
      ...this.show(
        ticket,
        line.findIndex(({ id }) => id === ticket.id) + 1,
        { waiting: line.length, pace: waits ? await this.#lately.paceNow(game) : null },
        expected,
      ),
      // A table that was open before has another id than the proposal.
      match_id: state === 'matched' ? ((await matchOf(ticket.player)) ?? match) : null,
      deadline: proposal?.deadline ?? null,
      accepted: proposal?.accepted.length ?? null,
      needed: proposal?.tickets.length ?? null,
      agreed: proposal?.accepted.includes(ticket.id) ?? false,
      cool_down_until: until > 0 ? new Date(until).toISOString() : null,
    };
  }

  /** Tells a player how the ticket stands. Who could not be told finds out by asking: it never rejects. */
  async tell(ticket: Ticket): Promise<void> {
    try {
      await this.#needs.tell(ticket.player, 'queue_update', await this.view(ticket));
    } catch (error) {
      this.#needs.log.warn({ err: error }, 'a ticket could not be shown');
    }
  }

  /** As `view`, with what is known of all who wait. */
  show(ticket: Ticket, position: number, standing: Standing, expected: Expectation | null): TicketView {
    const waitedMs = this.#needs.now() - ticket.enqueuedAt;
    const policy = this.#needs.policies.get(ticket.game);
    const { waiting, pace } = standing;
    const aim = policy && pace ? aimIn(homeOf(ticket.regions), pace, policy) : null;
    const window = policy && aim ? windowAfter(waitedMs, ticket.rating.sigma, aim, policy) : null;
    return {
      ticket_id: ticket.id,
      game: ticket.game,
      state: ticket.state,
      position: ticket.state === 'waiting' ? position : 0,
      estimated_wait: expected && told(expected.p50),
      estimated_wait_max: expected && told(expected.p80),
      waiting,
      widening: policy && aim ? smallestTable(waitedMs, aim, policy) : 0,
      window: window === null || !Number.isFinite(window) ? null : Math.round(window),
      enqueued_at: new Date(ticket.enqueuedAt).toISOString(),
      why: ticket.why,
      match_id: null,
      party: ticket.party,
      bots: ticket.bots,
      deadline: null,
      accepted: null,
      needed: null,
      agreed: false,
      cool_down_until: null,
    };
  }

  /** How much longer tickets like this one really waited. Null when nothing is known, or can be read. */
  expect(ticket: Ticket): Promise<Expectation | null> {
    return this.#lately.expect(ticket);
  }

  /** How fast tickets come, by those who wait, who are asked, and who were seated lately. */
  pace(game: string, waiting: Comers['waiting']): Promise<Pace> {
    return this.#lately.pace(game, waiting);
  }

  async #mayQueue({ id, name }: { id: string; name: string }, asked: string): Promise<void> {
    const { queue, matchOf, now } = this.#needs;
    const who = id === asked ? 'You are' : `${isolated(name)} is`;
    await refuseInMatch(id, who, matchOf);
    const until = await queue.coolDown(id, now());
    if (until <= now()) return;
    const retry_after = Math.ceil((until - now()) / 1000);
    throw new Problem(409, 'cooling_down', `${who} to wait for ${retry_after} s, as others were let down.`, {
      until: new Date(until).toISOString(),
      retry_after,
    });
  }

  /**
   * Takes tickets out again whose party is another by now: who left it while they were being added found nothing to
   * take out. Those that are asked about a table already stay, as in `unqueue`.
   * @throws Problem 409 `party_not_ready`; what says that nobody knows
   */
  async #refuseChanged({ id, player, game }: Ticket, unchanged: Together['unchanged']): Promise<void> {
    const { queue } = this.#needs;
    const takeOut = async () => {
      const closed = await queue.close([id], 'cancelled', 'The party changed.');
      this.#lately.changed(game);
      for (const ticket of closed) await this.tell(ticket);
    };
    const same = await unchanged().catch(async (error: unknown) => {
      await takeOut();
      throw error;
    });
    if (same) return;
    await takeOut();
    if (!(await queue.openOf(player))) throw partyChanged();
  }

  /** Why a ticket is closed: who is alone did it, in a party everybody is told who did. */
  async #stoppedBy(player: string, { party }: Ticket): Promise<string> {
    if (party === null) return LEFT;
    return `${isolated(nameIn(await this.#needs.namesOf([player]), player))} stopped the search.`;
  }

  async #own(id: string, player: string): Promise<Ticket> {
    const ticket = await this.#needs.queue.find(id);
    if (ticket?.player !== player) throw new Problem(404, 'unknown_ticket', 'You have no such ticket.');
    return ticket;
  }
}

function noCommonRegion(): Problem {
  const message = 'Your party has no region in common: each lists others. Choose one that all of you reach.';
  return new Problem(409, 'no_common_region', message);
}
