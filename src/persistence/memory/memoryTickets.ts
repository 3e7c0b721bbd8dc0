import type { TicketStore } from '../../matchmaking/ticketStore.ts';
import type { Ticket } from '../../matchmaking/tickets.ts';

/** Tickets of one process. Every method does its whole work before anybody else runs, so each is atomic. */
export class MemoryTickets implements TicketStore {
  readonly #tickets = new Map<string, Ticket>();
  /** The waiting ticket of each player. */
  readonly #waiting = new Map<string, Ticket>();
  /** When the tickets were taken of matches that are being opened. */
  readonly #opening = new Map<string, number>();

  async add(ticket: Ticket): Promise<{ ticket: Ticket; added: boolean }> {
    const present = this.#waiting.get(ticket.player);
    if (present) return { ticket: { ...present }, added: false };
    const stored = { ...ticket };
    this.#tickets.set(ticket.id, stored);
    this.#waiting.set(ticket.player, stored);
    return { ticket: { ...stored }, added: true };
  }

  async find(id: string): Promise<Ticket | null> {
    return copy(this.#tickets.get(id));
  }

  async waitingOf(player: string): Promise<Ticket | null> {
    return copy(this.#waiting.get(player));
  }

  async waiting(game: string): Promise<Ticket[]> {
    const all = [...this.#waiting.values()].filter((ticket) => ticket.game === game);
    return all.sort((a, b) => a.enqueuedAt - b.enqueuedAt || (a.id < b.id ? -1 : 1)).map((t) => ({ ...t }));
  }

  async cancel(id: string): Promise<Ticket | null> {
    const ticket = this.#tickets.get(id);
    if (ticket?.state !== 'waiting') return null;
    ticket.state = 'cancelled';
    this.#waiting.delete(ticket.player);
    return { ...ticket };
  }

  async commit(ids: readonly string[], match: string, why: string, now: number): Promise<boolean> {
    const tickets = ids.map((id) => this.#tickets.get(id));
    if (tickets.every((ticket) => ticket?.state === 'matched' && ticket.match === match)) return true;
    if (tickets.some((ticket) => ticket?.state !== 'waiting')) return false;
    for (const ticket of tickets as Ticket[]) {
      Object.assign(ticket, { state: 'matched', match, why });
      this.#waiting.delete(ticket.player);
    }
    this.#opening.set(match, now);
    return true;
  }

  async opened(match: string): Promise<void> {
    this.#opening.delete(match);
  }

  async unopened(before: number): Promise<string[]> {
    return [...this.#opening].filter(([, at]) => at < before).map(([match]) => match);
  }

  async release(match: string): Promise<Ticket[]> {
    const back: Ticket[] = [];
    this.#opening.delete(match);
    for (const ticket of this.#tickets.values()) {
      if (ticket.match !== match || ticket.state !== 'matched' || this.#waiting.has(ticket.player)) continue;
      Object.assign(ticket, {
        state: 'waiting',
        match: null,
        why: 'Your table fell through; you are at the front.',
      });
      this.#waiting.set(ticket.player, ticket);
      back.push({ ...ticket });
    }
    return back;
  }

  async explain(reasons: ReadonlyMap<string, string>): Promise<void> {
    for (const [id, why] of reasons) {
      const ticket = this.#tickets.get(id);
      if (ticket?.state === 'waiting') ticket.why = why;
    }
  }

  async forget(before: number): Promise<void> {
    for (const [id, ticket] of this.#tickets) {
      if (ticket.state !== 'waiting' && ticket.enqueuedAt < before) this.#tickets.delete(id);
    }
  }
}

function copy(ticket: Ticket | undefined): Ticket | null {
  return ticket ? { ...ticket } : null;
}
