import type { TicketQueue } from '../../../src/matchmaking/ticketQueue.ts';
import type { Proposal, Ticket } from '../../../src/matchmaking/tickets.ts';
import { COUNTED_FOR_MS, type LetDowns, outUntil } from '../../../src/persistence/coolDowns.ts';
import { byTurn, LET_GO } from '../../../src/persistence/queueRules.ts';

interface Table {
  proposal: Proposal;
  state: 'proposed' | 'matched' | 'opened';
  since: number;
}

/** The queue of one process. Every method does its whole work before anybody else runs, so each is atomic. */
export class MemoryQueue implements TicketQueue {
  readonly #tickets = new Map<string, Ticket>();
  /** The ticket of each player that waits or is proposed. */
  readonly #open = new Map<string, Ticket>();
  /** Tables by match, as long as their tickets are known. */
  readonly #tables = new Map<string, Table>();
  /** Who let others down, the latest last. */
  readonly #letDowns = new Map<string, LetDowns>();

  async add(tickets: readonly Ticket[]): Promise<{ tickets: Ticket[]; added: boolean }> {
    const again = tickets.map(({ id }) => this.#tickets.get(id)).filter((ticket) => ticket !== undefined);
    if (again.length > 0) return { tickets: again.map(copy), added: again.length === tickets.length };
    const present = tickets.map(({ player }) => this.#open.get(player)).filter((one) => one !== undefined);
    if (present.length > 0) return { tickets: present.map(copy), added: false };
    for (const stored of tickets.map(copy)) {
      this.#tickets.set(stored.id, stored);
      this.#open.set(stored.player, stored);
    }
    return { tickets: tickets.map(copy), added: true };
  }

  async find(id: string): Promise<Ticket | null> {
    const ticket = this.#tickets.get(id);
    return ticket ? copy(ticket) : null;
  }

  async openOf(player: string): Promise<Ticket | null> {
    const ticket = this.#open.get(player);
    return ticket ? copy(ticket) : null;
  }

  async waiting(game: string): Promise<Ticket[]> {
    const all = [...this.#open.values()].filter((one) => one.game === game && one.state === 'waiting');
    return all.sort(byTurn).map(copy);
  }

  async count(game: string): Promise<number> {
    return [...this.#open.values()].filter((ticket) => ticket.game === game).length;
  }

  async close(ids: readonly string[], as: 'cancelled' | 'expired', why: string): Promise<Ticket[]> {
    const gone = new Set(ids);
    const parties = new Set<string>();
    for (const id of ids) {
      const { party = null, state } = this.#tickets.get(id) ?? {};
      if (party && state === 'waiting') parties.add(party);
    }
    const going = [...this.#open.values()].filter(
      ({ id, party, state }) => state === 'waiting' && (gone.has(id) || (party && parties.has(party))),
    );
    for (const ticket of going) this.#close(ticket, as, why);
    return going.map(copy);
  }

  async propose(proposal: Proposal): Promise<boolean> {
    const { match, why } = proposal;
    const tickets = proposal.tickets.map((id) => this.#tickets.get(id));
    const table = this.#tables.get(match);
    if (table) return tickets.every((ticket) => ticket?.match === match);
    if (!tickets.every((ticket) => ticket?.state === 'waiting')) return false;
    for (const ticket of tickets) if (ticket) Object.assign(ticket, { state: 'proposed', match, why });
    this.#tables.set(match, {
      proposal: structuredClone(proposal),
      state: 'proposed',
      since: proposal.deadline,
    });
    return true;
  }

  async proposal(match: string): Promise<Proposal | null> {
    const table = this.#tables.get(match);
    return table ? structuredClone(table.proposal) : null;
  }

  async proposals(): Promise<(Proposal & { state: 'proposed' | 'matched'; since: number })[]> {
    return [...this.#tables.values()].flatMap(({ proposal, state, since }) =>
      state === 'opened' ? [] : { ...structuredClone(proposal), state, since },
    );
  }

  async accept(match: string, ticket: string): Promise<Proposal | null> {
    const { proposal, state } = this.#tables.get(match) ?? {};
    if (state !== 'proposed' || !proposal?.tickets.includes(ticket)) return null;
    if (!proposal.accepted.includes(ticket)) proposal.accepted.push(ticket);
    return structuredClone(proposal);
  }

  async commit(match: string, now: number): Promise<boolean> {
    const table = this.#tables.get(match);
    if (table?.state !== 'proposed') return false;
    const { tickets, accepted } = table.proposal;
    if (!tickets.every((id) => accepted.includes(id))) return false;
    Object.assign(table, { state: 'matched', since: now });
    for (const ticket of this.#at(match)) {
      ticket.state = 'matched';
      this.#open.delete(ticket.player);
    }
    return true;
  }

  async opened(match: string): Promise<void> {
    const table = this.#tables.get(match);
    if (table?.state === 'matched') table.state = 'opened';
  }

  async callOff(match: string, back: readonly string[], why: string): Promise<Ticket[] | null> {
    return this.#tables.get(match)?.state === 'proposed' ? this.dissolve(match, back, why) : null;
  }

  async goOn(known: Proposal, next: Proposal): Promise<boolean> {
    const table = this.#tables.get(known.match);
    if (table?.state !== 'proposed') return false;
    const { tickets, accepted } = table.proposal;
    if (String(tickets) !== String(known.tickets) || String(accepted) !== String(known.accepted))
      return false;
    for (const ticket of this.#at(known.match)) {
      if (next.tickets.includes(ticket.id)) ticket.why = next.why;
      else this.#close(ticket, 'cancelled', LET_GO);
    }
    table.proposal = structuredClone(next);
    return true;
  }

  async dissolve(match: string, back: readonly string[], why: string): Promise<Ticket[]> {
    const again: Ticket[] = [];
    for (const ticket of this.#at(match)) {
      const present = this.#open.get(ticket.player);
      if (back.includes(ticket.id) && (!present || present === ticket)) {
        Object.assign(ticket, { state: 'waiting', match: null, priority: true, why });
        this.#open.set(ticket.player, ticket);
        again.push(copy(ticket));
      } else this.#close(ticket, 'cancelled', LET_GO);
    }
    this.#tables.delete(match);
    return again.sort(byTurn);
  }

  async explain(reasons: ReadonlyMap<string, string>): Promise<void> {
    for (const [id, why] of reasons) {
      const ticket = this.#tickets.get(id);
      if (ticket?.state === 'waiting') ticket.why = why;
    }
  }

  async forget(before: number): Promise<void> {
    for (const [id, { state, match, enqueuedAt }] of this.#tickets) {
      if (state === 'waiting' || state === 'proposed' || enqueuedAt >= before) continue;
      if (this.#tables.get(match ?? '')?.state !== 'matched') this.#tickets.delete(id);
    }
    for (const [match, { proposal }] of this.#tables) {
      if (!proposal.tickets.some((id) => this.#tickets.has(id))) this.#tables.delete(match);
    }
  }

  async penalize(player: string, now: number): Promise<number> {
    for (const [who, { last }] of this.#letDowns) {
      if (now - last < COUNTED_FOR_MS) break;
      this.#letDowns.delete(who);
    }
    const counted = { times: (this.#letDowns.get(player)?.times ?? 0) + 1, last: now };
    this.#letDowns.delete(player);
    this.#letDowns.set(player, counted);
    return outUntil(counted);
  }

  async coolDown(player: string, now: number): Promise<number> {
    const counted = this.#letDowns.get(player);
    const until = counted ? outUntil(counted) : 0;
    return until > now ? until : 0;
  }

  #at(match: string): Ticket[] {
    const ids = this.#tables.get(match)?.proposal.tickets ?? [];
    return ids.flatMap((id) => this.#tickets.get(id) ?? []);
  }

  #close(ticket: Ticket, state: 'cancelled' | 'expired', why: string): void {
    Object.assign(ticket, { state, match: null, why });
    if (this.#open.get(ticket.player) === ticket) this.#open.delete(ticket.player);
  }
}

function copy(ticket: Ticket): Ticket {
  return { ...ticket };
}
