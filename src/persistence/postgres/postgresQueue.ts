import type { DataSource } from 'typeorm';
import type { TicketQueue } from '../../matchmaking/ticketQueue.ts';
import type { Proposal, Ticket } from '../../matchmaking/tickets.ts';
import { COUNTED_FOR_MS, type LetDowns, outUntil } from '../coolDowns.ts';
import { byTurn, LET_GO } from '../queueRules.ts';
import { queueStatements as sql } from './queueStatements.ts';
import { brokenConstraint, inTransaction } from './transaction.ts';

type TicketRow = Pick<Ticket, 'state' | 'match' | 'priority' | 'why'> & { ticket: Ticket };

interface TableRow {
  proposal: Proposal;
  accepted: string[];
  state: 'proposed' | 'matched';
  since: number;
}

/** A ticket is added so often while tickets in its way come and go. */
const ATTEMPTS = 3;

/** The queue in Postgres: a restart keeps it. Each change is one transaction. */
export class PostgresQueue implements TicketQueue {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async add(tickets: readonly Ticket[]): Promise<{ tickets: Ticket[]; added: boolean }> {
    // In one order, so that two parties never wait for each other.
    const byPlayer = tickets.toSorted((a, b) => (a.player < b.player ? -1 : 1));
    const texts = byPlayer.map((ticket) => JSON.stringify(ticket));
    const [ids, players] = [tickets.map(({ id }) => id), tickets.map(({ player }) => player)];
    for (let attempt = 1; ; attempt++) {
      const added = await inTransaction(this.#database, async (manager) => {
        const rows: { id: string }[] = await manager.query(sql.add, [texts]);
        if (rows.length === tickets.length) return true;
        await manager.query(sql.remove, [rows.map(({ id }) => id)]);
        return false;
      });
      if (added) return { tickets: tickets.map((ticket) => ({ ...ticket })), added };
      const again = await this.#tickets(sql.find, [ids]);
      if (again.length > 0) return { tickets: again, added: again.length === tickets.length };
      const present = await this.#tickets(sql.openOf, [players]);
      if (present.length > 0 || attempt === ATTEMPTS) return { tickets: present, added };
    }
  }

  async find(id: string): Promise<Ticket | null> {
    const [ticket] = await this.#tickets(sql.find, [[id]]);
    return ticket ?? null;
  }

  async openOf(player: string): Promise<Ticket | null> {
    const [ticket] = await this.#tickets(sql.openOf, [[player]]);
    return ticket ?? null;
  }

  async waiting(game: string): Promise<Ticket[]> {
    return (await this.#tickets(sql.waiting, [game])).sort(byTurn);
  }

  async count(game: string): Promise<number> {
    const [{ count }] = await this.#database.query(sql.count, [game]);
    return count;
  }

  async close(ids: readonly string[], as: 'cancelled' | 'expired', why: string): Promise<Ticket[]> {
    return this.#tickets(sql.close, [ids, as, why]);
  }

  async propose(proposal: Proposal): Promise<boolean> {
    const { match, tickets, accepted, deadline, why } = proposal;
    return inTransaction(this.#database, async (manager) => {
      const made = await manager.query(sql.makeTable, [
        match,
        JSON.stringify(proposal),
        tickets,
        accepted,
        deadline,
      ]);
      if (made.length > 0) {
        const held: unknown[] = await manager.query(sql.hold, [tickets]);
        if (held.length === tickets.length) await manager.query(sql.take, [tickets, match, why]);
        else await manager.query(sql.removeTable, [match]);
      }
      const [{ count }] = await manager.query(sql.countAt, [tickets, match]);
      return count === tickets.length;
    });
  }

  async proposal(match: string): Promise<Proposal | null> {
    const [row]: TableRow[] = await this.#database.query(sql.table, [match]);
    return row ? asProposal(row) : null;
  }

  async proposals(): Promise<(Proposal & { state: 'proposed' | 'matched'; since: number })[]> {
    const rows: TableRow[] = await this.#database.query(sql.openTables);
    return rows.map((row) => ({ ...asProposal(row), state: row.state, since: row.since }));
  }

  async accept(match: string, ticket: string): Promise<Proposal | null> {
    const [row]: TableRow[] = await this.#database.query(sql.accept, [match, ticket]);
    return row ? asProposal(row) : null;
  }

  async commit(match: string, now: number): Promise<boolean> {
    const won: unknown[] = await this.#database.query(sql.commit, [match, now]);
    return won.length > 0;
  }

  async opened(match: string): Promise<void> {
    await this.#database.query(sql.opened, [match]);
  }

  async dissolve(match: string, back: readonly string[], why: string): Promise<Ticket[]> {
    return (await this.#remove(sql.removeTable, match, back, why)) ?? [];
  }

  callOff(match: string, back: readonly string[], why: string): Promise<Ticket[] | null> {
    return this.#remove(sql.removeProposed, match, back, why);
  }

  async goOn(known: Proposal, next: Proposal): Promise<boolean> {
    const { match, tickets, accepted, why } = next;
    const out = known.tickets.filter((id) => !tickets.includes(id));
    return inTransaction(this.#database, async (manager) => {
      const row = [match, JSON.stringify(next), tickets, accepted, known.tickets, known.accepted];
      const changed: unknown[] = await manager.query(sql.goOn, row);
      if (changed.length === 0) return false;
      await manager.query(sql.cancelRest, [out, match, LET_GO]);
      await manager.query(sql.take, [tickets, match, why]);
      return true;
    });
  }

  async #remove(
    statement: string,
    match: string,
    back: readonly string[],
    why: string,
  ): Promise<Ticket[] | null> {
    const attempt = () =>
      inTransaction(this.#database, async (manager) => {
        const [gone]: { tickets: string[] }[] = await manager.query(statement, [match]);
        if (!gone) return null;
        const wanted = gone.tickets.filter((id) => back.includes(id));
        const rows: TicketRow[] = await manager.query(sql.putBack, [wanted, why]);
        await manager.query(sql.cancelRest, [gone.tickets, match, LET_GO]);
        return rows.map(asTicket).sort(byTurn);
      });
    try {
      return await attempt();
    } catch (error) {
      // One of them queued again at this very moment: that ticket is there now.
      if (brokenConstraint(error) !== 'queue_tickets_open') throw error;
      return attempt();
    }
  }

  async explain(reasons: ReadonlyMap<string, string>): Promise<void> {
    const columns = [[...reasons.keys()], [...reasons.values()]];
    await inTransaction(this.#database, (manager) => manager.query(sql.explain, columns));
  }

  async forget(before: number): Promise<void> {
    await this.#database.query(sql.forget, [before]);
    await this.#database.query(sql.forgetTables);
  }

  async penalize(player: string, now: number): Promise<number> {
    await this.#database.query(sql.forgetLetDowns, [now - COUNTED_FOR_MS]);
    const [{ times }] = await this.#database.query(sql.letDown, [player, now]);
    return outUntil({ times, last: now });
  }

  async coolDown(player: string, now: number): Promise<number> {
    const [counted]: LetDowns[] = await this.#database.query(sql.letDowns, [player]);
    const until = counted ? outUntil(counted) : 0;
    return until > now ? until : 0;
  }

  async #tickets(statement: string, parameters: unknown[]): Promise<Ticket[]> {
    const rows: TicketRow[] = await this.#database.query(statement, parameters);
    return rows.map(asTicket);
  }
}

function asTicket({ ticket, ...changed }: TicketRow): Ticket {
  return { ...ticket, ...changed };
}

function asProposal({ proposal, accepted }: TableRow): Proposal {
  return { ...proposal, accepted };
}
