import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { TicketQueue } from '../../matchmaking/ticketQueue.ts';
import type { Proposal, Ticket } from '../../matchmaking/tickets.ts';
import { COUNTED_FOR_MS, outUntil } from '../coolDowns.ts';
import { byTurn, LET_GO } from '../queueRules.ts';
import { defineScript, type Script } from './defineScript.ts';
import { LostTables } from './lostTables.ts';
import { asTable, asTicket, chunks, type TableRow, type TicketRow } from './queueRows.ts';
import { queueScripts } from './queueScripts.ts';

/** Tickets per script: Redis does nothing else meanwhile. */
const CHUNK = 500;

/**
 * The queue in Redis: `players_queue:{game}` (a sorted set of those who wait, by time of enqueueing), `ticket:{id}`,
 * `player:{id}:ticket`, `match:{id}:proposal`. Every change is one Lua script, which a connection that breaks may send
 * twice. Call `refresh` every second or two: it puts back what came in here and Redis lost.
 */
export class RedisQueue implements TicketQueue {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #tables: LostTables;
  readonly #add: Script<[added: 0 | 1, rows: TicketRow[]]>;
  readonly #read: Script<TicketRow[]>;
  readonly #openOf: Script<TicketRow | null>;
  readonly #close: Script<TicketRow[]>;
  readonly #propose: Script<TicketRow[] | null>;
  readonly #readTables: Script<TableRow[]>;
  readonly #accept: Script<TableRow | null>;
  readonly #commit: Script<0 | 1>;
  readonly #goOn: Script<0 | 1>;
  readonly #opened: Script<null>;
  readonly #dissolve: Script<TicketRow[] | null>;
  readonly #explain: Script<null>;
  readonly #forget: Script<number>;
  readonly #penalize: Script<number>;
  readonly #keep: Script<string[]>;
  /** Tickets that came in here and are in the queue, as far as this process knows. */
  readonly #known = new Map<string, Ticket>();

  /** @param prefix of every key */
  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#add = defineScript(redis, 'queueAdd', queueScripts.add);
    this.#read = defineScript(redis, 'queueRead', queueScripts.read);
    this.#openOf = defineScript(redis, 'queueOpenOf', queueScripts.openOf);
    this.#close = defineScript(redis, 'queueClose', queueScripts.close);
    this.#propose = defineScript(redis, 'queuePropose', queueScripts.propose);
    this.#readTables = defineScript(redis, 'queueTables', queueScripts.tables);
    this.#accept = defineScript(redis, 'queueAccept', queueScripts.accept);
    this.#commit = defineScript(redis, 'queueCommit', queueScripts.commit);
    this.#goOn = defineScript(redis, 'queueGoOn', queueScripts.goOn);
    this.#opened = defineScript(redis, 'queueOpened', queueScripts.opened);
    this.#dissolve = defineScript(redis, 'queueDissolve', queueScripts.dissolve);
    this.#explain = defineScript(redis, 'queueExplain', queueScripts.explain);
    this.#forget = defineScript(redis, 'queueForget', queueScripts.forget);
    this.#penalize = defineScript(redis, 'queuePenalize', queueScripts.penalize);
    this.#keep = defineScript(redis, 'queueKeep', queueScripts.keep);
    const keepTable = defineScript<TableRow | null>(redis, 'queueKeepTable', queueScripts.keepTable);
    this.#tables = new LostTables({ keep: keepTable, accept: this.#accept, prefix });
  }

  async add(tickets: readonly Ticket[]): Promise<{ tickets: Ticket[]; added: boolean }> {
    const [done, rows] = await this.#add(
      [],
      [this.#prefix, ...tickets.map((ticket) => JSON.stringify(ticket))],
    );
    if (done) for (const ticket of tickets) this.#known.set(ticket.id, { ...ticket });
    return { tickets: rows.map(asTicket), added: done === 1 };
  }

  async find(id: string): Promise<Ticket | null> {
    const [row] = await this.#read([], [this.#prefix, id]);
    return row ? asTicket(row) : null;
  }

  async openOf(player: string): Promise<Ticket | null> {
    const row = await this.#openOf([], [this.#prefix, player]);
    return row && asTicket(row);
  }

  async waiting(game: string): Promise<Ticket[]> {
    const ids = await this.#redis.zrange(this.#key(`players_queue:${game}`), 0, -1);
    const tickets: Ticket[] = [];
    for (const some of chunks(ids, CHUNK)) {
      const rows = await this.#read([], [this.#prefix, ...some]);
      // In the meantime one may have been taken: it does not wait any more.
      tickets.push(...rows.map(asTicket).filter(({ state }) => state === 'waiting'));
    }
    return tickets.sort(byTurn);
  }

  async count(game: string): Promise<number> {
    const [waiting, proposed] = await Promise.all([
      this.#redis.zcard(this.#key(`players_queue:${game}`)),
      this.#redis.scard(this.#key(`players_proposed:${game}`)),
    ]);
    return waiting + proposed;
  }

  async close(ids: readonly string[], as: 'cancelled' | 'expired', why: string): Promise<Ticket[]> {
    const closed: Ticket[] = [];
    for (const some of chunks(ids, CHUNK)) {
      closed.push(...(await this.#close([], [this.#prefix, as, why, randomUUID(), ...some])).map(asTicket));
    }
    for (const { id } of closed) this.#known.delete(id);
    return closed;
  }

  async propose(proposal: Proposal): Promise<boolean> {
    const rows = await this.#propose([], [this.#prefix, proposal.match, JSON.stringify(proposal)]);
    if (rows) this.#tables.proposed(proposal, rows.map(asTicket));
    return rows !== null;
  }

  async proposal(match: string): Promise<Proposal | null> {
    const [row] = await this.#readTables([], [this.#prefix, match]);
    return row ? asTable(row).proposal : null;
  }

  async proposals(): Promise<(Proposal & { state: 'proposed' | 'matched'; since: number })[]> {
    const matches = await this.#redis.zrange(this.#key('tables:open'), 0, -1);
    const rows: TableRow[] = [];
    for (const some of chunks(matches, CHUNK))
      rows.push(...(await this.#readTables([], [this.#prefix, ...some])));
    return rows
      .map(asTable)
      .flatMap(({ proposal, state, since }) => (state === 'opened' ? [] : { ...proposal, state, since }));
  }

  async accept(match: string, ticket: string): Promise<Proposal | null> {
    const row = await this.#accept([], [this.#prefix, match, ticket]);
    if (!row) return null;
    this.#tables.accepted(match, ticket);
    return asTable(row).proposal;
  }

  async commit(match: string, now: number): Promise<boolean> {
    const first = (await this.#commit([], [this.#prefix, match, now, randomUUID()])) === 1;
    if (first) this.#tables.matched(match, now);
    return first;
  }

  async opened(match: string): Promise<void> {
    await this.#opened([], [this.#prefix, match]);
    for (const { id } of this.#tables.over(match)) this.#known.delete(id);
  }

  async dissolve(match: string, back: readonly string[], why: string): Promise<Ticket[]> {
    return (await this.#remove('', match, back, why)) ?? [];
  }

  callOff(match: string, back: readonly string[], why: string): Promise<Ticket[] | null> {
    return this.#remove('proposed', match, back, why);
  }

  async goOn(known: Proposal, next: Proposal): Promise<boolean> {
    const texts = [JSON.stringify(known), JSON.stringify(next)];
    const done = await this.#goOn([], [this.#prefix, next.match, ...texts, LET_GO, randomUUID()]);
    if (done === 0) return false;
    this.#tables.goesOn(next);
    for (const id of known.tickets) if (!next.tickets.includes(id)) this.#known.delete(id);
    return true;
  }

  async #remove(
    state: '' | 'proposed',
    match: string,
    back: readonly string[],
    why: string,
  ): Promise<Ticket[] | null> {
    const rows = await this.#dissolve([], [this.#prefix, match, why, LET_GO, randomUUID(), state, ...back]);
    if (!rows) return null;
    for (const { id } of this.#tables.over(match)) this.#known.delete(id);
    const again = rows.map(asTicket);
    for (const ticket of again) this.#known.set(ticket.id, ticket);
    return again.sort(byTurn);
  }

  async explain(reasons: ReadonlyMap<string, string>): Promise<void> {
    for (const some of chunks([...reasons], CHUNK)) {
      await this.#explain([], [this.#prefix, ...some.flat()]);
    }
  }

  async forget(before: number): Promise<void> {
    while ((await this.#forget([], [this.#prefix, before, CHUNK])) === CHUNK);
  }

  async penalize(player: string, now: number): Promise<number> {
    const args = [this.#prefix, player, now, COUNTED_FOR_MS, randomUUID()];
    return outUntil({ times: await this.#penalize([], args), last: now });
  }

  async coolDown(player: string, now: number): Promise<number> {
    const key = this.#key(`player:${player}:let_down`);
    const [times, last] = (await this.#redis.hmget(key, 'times', 'last')).map(Number);
    const until = times && last !== undefined ? outUntil({ times, last }) : 0;
    return until > now ? until : 0;
  }

  /** Puts back what Redis lost of the tables and tickets that are known here, and forgets those that are over. */
  async refresh(): Promise<void> {
    // Those of a table that cannot be put back wait again.
    for (const ticket of await this.#tables.refresh()) this.#known.set(ticket.id, ticket);
    for (const some of chunks([...this.#known.values()], CHUNK)) {
      const texts = some.map((ticket) => JSON.stringify(ticket));
      for (const id of await this.#keep([], [this.#prefix, ...texts])) this.#known.delete(id);
    }
  }

  #key(name: string): string {
    return this.#prefix + name;
  }
}
