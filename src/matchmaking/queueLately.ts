import { type Expectation, Expectations } from './expectation.ts';
import {
  type Comers,
  homeOf,
  type Pace,
  paceAmong,
  TABLES_FOR_PACE,
  TABLES_KNOWN_MS,
} from './matcher/pace.ts';
import type { Policy } from './matcher/policy.ts';
import type { MadeTable, QueueHistory } from './queueHistory.ts';
import { TABLES_LOOKED_AT } from './statistics.ts';
import type { TicketQueue } from './ticketQueue.ts';
import type { Ticket } from './tickets.ts';

interface QueueLatelyNeeds {
  queue: TicketQueue;
  history: QueueHistory;
  policies: ReadonlyMap<string, Policy>;
  now(): number;
}

/** Lists that many ask for are read so often, in ms. */
const FRESH_MS = 500;

/** By game, what was read and when. */
type Fresh<T> = Map<string, { at: number; read: Promise<T> }>;

/** How the queues have been doing: who waits, how fast tickets come, and how long others waited. Read once for many. */
export class QueueLately {
  readonly #needs: QueueLatelyNeeds;
  readonly #lines: Fresh<Ticket[]> = new Map();
  readonly #paces: Fresh<Pace> = new Map();
  readonly #recent: Fresh<MadeTable[]> = new Map();
  readonly #expectations = new WeakMap<readonly MadeTable[], Expectations>();
  /** Of those who are asked, by game and ticket. */
  readonly #asking = new Map<string, ReadonlyMap<string, Comers['asked'][number]>>();

  constructor(needs: QueueLatelyNeeds) {
    this.#needs = needs;
  }

  /** Somebody came or left: who waits is read again. */
  changed(game: string): void {
    this.#lines.delete(game);
  }

  /** How much longer tickets like this one really waited. Null when nothing is known, or can be read. */
  async expect({ game, rating, regions, bots, enqueuedAt }: Ticket): Promise<Expectation | null> {
    const tables = await this.#tablesIfAny(game);
    const known = this.#expectations.get(tables) ?? new Expectations(tables);
    this.#expectations.set(tables, known);
    const waitedMs = Math.max(0, this.#needs.now() - enqueuedAt);
    const expected = known.of({ rating: rating.mu, home: homeOf(regions), waitedMs });
    const policy = this.#needs.policies.get(game);
    return expected && policy && bots ? withBots(expected, policy.botsAfterMs - waitedMs) : expected;
  }

  /** How fast tickets come, by those who wait, who are asked, and who were seated lately. */
  async pace(game: string, waiting: Comers['waiting']): Promise<Pace> {
    // In this order nobody is in neither: who is not asked any more has a table.
    const asked = await this.#asked(game);
    return paceAmong({ waiting, asked, tables: await this.#tablesIfAny(game) }, this.#needs.now());
  }

  /** Who waits for a game, in turn. */
  line(game: string): Promise<Ticket[]> {
    return this.#fresh(this.#lines, game, FRESH_MS, () => this.#needs.queue.waiting(game));
  }

  /** As `pace`: telling it takes a look at the whole line. */
  paceNow(game: string): Promise<Pace> {
    return this.#fresh(this.#paces, game, FRESH_MS, async () => this.pace(game, await this.line(game)));
  }

  /** The tickets of the tables that are being agreed on. When a ticket came is looked up once. */
  async #asked(game: string): Promise<Comers['asked']> {
    const { queue } = this.#needs;
    const open = (await queue.proposals()).filter((proposal) => proposal.game === game);
    open.sort((a, b) => b.since - a.since);
    const ids = open
      .slice(0, TABLES_FOR_PACE)
      .flatMap(({ match, tickets }) => tickets.map((id) => ({ id, match })));
    const known = this.#asking.get(game);
    const asked = await Promise.all(
      ids.map(async (one) => {
        const ticket = known?.get(one.id) ?? (await queue.find(one.id));
        return ticket ? [{ ...one, enqueuedAt: ticket.enqueuedAt, regions: ticket.regions }] : [];
      }),
    );
    const found = asked.flat();
    this.#asking.set(game, new Map(found.map((one) => [one.id, one])));
    return found;
  }

  /** The tables that were made last. */
  tables(game: string): Promise<MadeTable[]> {
    const { history } = this.#needs;
    return this.#fresh(this.#recent, game, TABLES_KNOWN_MS, () => history.recent(game, TABLES_LOOKED_AT));
  }

  /** Reads for a game what was not read for so many ms. */
  #fresh<T>(kept: Fresh<T>, game: string, ms: number, read: () => Promise<T>): Promise<T> {
    const at = this.#needs.now();
    const known = kept.get(game);
    if (known && at - known.at < ms) return known.read;
    const fresh = { at, read: read() };
    kept.set(game, fresh);
    fresh.read.catch(() => kept.get(game) === fresh && kept.delete(game));
    return fresh.read;
  }

  /** None while they cannot be read: nobody waits, accepts or leaves for want of what was. */
  #tablesIfAny(game: string): Promise<MadeTable[]> {
    return this.tables(game).catch(() => []);
  }
}

/** Who takes bots has a table once they fill it, at the latest. */
function withBots({ p50, p80 }: Expectation, botsInMs: number): Expectation {
  return { p50: Math.min(p50, botsInMs / 1000), p80: Math.min(p80, botsInMs / 1000) };
}
