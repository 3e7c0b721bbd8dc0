import type { Proposal, Ticket } from '../../matchmaking/tickets.ts';
import type { Script } from './defineScript.ts';
import { asTable, type Table, type TableRow } from './queueRows.ts';

interface KnownTable extends Table {
  /** As they are to wait if the table cannot be put back. */
  tickets: Ticket[];
}

/** Answers to tables of other processes are said again so many times while Redis does not know the table. */
const TRIES = 5;

/** What one process knows of tables that are not open yet, for the case that Redis loses them. */
export class LostTables {
  readonly #keep: Script<TableRow | null>;
  readonly #accept: Script<TableRow | null>;
  readonly #prefix: string;
  /** Those that were proposed here. */
  readonly #tables = new Map<string, KnownTable>();
  /** Who agreed here, by match. */
  readonly #agreed = new Map<string, { tickets: Set<string>; tries: number }>();

  constructor(scripts: { keep: Script<TableRow | null>; accept: Script<TableRow | null>; prefix: string }) {
    this.#keep = scripts.keep;
    this.#accept = scripts.accept;
    this.#prefix = scripts.prefix;
  }

  proposed(proposal: Proposal, tickets: readonly Ticket[]): void {
    const waiting = tickets.map((ticket) => ({ ...ticket, state: 'waiting' as const, match: null }));
    const table = { proposal, state: 'proposed' as const, since: proposal.deadline, tickets: waiting };
    this.#tables.set(proposal.match, table);
  }

  accepted(match: string, ticket: string): void {
    const agreed = this.#agreed.get(match) ?? { tickets: new Set(), tries: 0 };
    agreed.tickets.add(ticket);
    this.#agreed.set(match, agreed);
  }

  /** A table goes on with fewer. */
  goesOn(proposal: Proposal): void {
    const table = this.#tables.get(proposal.match);
    if (!table) return;
    const tickets = table.tickets.filter(({ id }) => proposal.tickets.includes(id));
    Object.assign(table, { proposal, tickets });
    const agreed = this.#agreed.get(proposal.match)?.tickets;
    for (const id of agreed ?? []) if (!proposal.tickets.includes(id)) agreed?.delete(id);
  }

  matched(match: string, since: number): void {
    const table = this.#tables.get(match);
    if (table) Object.assign(table, { state: 'matched', since });
  }

  /** Forgets a table. Answers its tickets as far as they are known. */
  over(match: string): Ticket[] {
    const tickets = this.#tables.get(match)?.tickets ?? [];
    this.#tables.delete(match);
    this.#agreed.delete(match);
    return tickets;
  }

  /** Puts back what Redis lost. Answers the tickets of tables that cannot be: some of theirs are elsewhere by now. */
  async refresh(): Promise<Ticket[]> {
    const loose: Ticket[] = [];
    for (const [match, { proposal, state, since, tickets }] of this.#tables) {
      const texts = tickets.map((ticket) => JSON.stringify(ticket));
      const row = await this.#keep(
        [],
        [this.#prefix, match, JSON.stringify(proposal), state, since, ...texts],
      );
      const table = row && asTable(row);
      if (table && table.state !== 'opened') {
        Object.assign(this.#tables.get(match) ?? {}, table);
        this.goesOn(table.proposal); // as another process may have said
      } else loose.push(...this.over(match));
    }
    for (const [match, agreed] of this.#agreed) {
      agreed.tries = (await this.#accept([], [this.#prefix, match, ...agreed.tickets]))
        ? 0
        : agreed.tries + 1;
      if (agreed.tries === TRIES) this.#agreed.delete(match);
    }
    return loose;
  }
}
