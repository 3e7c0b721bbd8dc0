import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { TicketStore } from '../../matchmaking/ticketStore.ts';
import type { Ticket } from '../../matchmaking/tickets.ts';
import { defineScript, type Script } from './defineScript.ts';
import { ticketScripts } from './ticketScripts.ts';

type Row = [ticket: string, state: Ticket['state'], match: string, why: string];

/** Tickets per script: Redis does nothing else meanwhile. */
const CHUNK = 500;

/**
 * The queue's tickets in Redis: `players_queue:{game}` (a sorted set by time of enqueueing), `ticket:{id}`,
 * `player:{id}:ticket`. Every change is one Lua script, which a connection that breaks may send twice. Call `refresh` every second or two: it puts back tickets
 * that were added here and that Redis lost.
 */
export class RedisTickets implements TicketStore {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #add: Script<Row | null>;
  readonly #read: Script<Row[]>;
  readonly #waitingOf: Script<Row | null>;
  readonly #cancel: Script<Row | null>;
  readonly #commit: Script<0 | 1>;
  readonly #release: Script<Row[]>;
  readonly #explain: Script<null>;
  readonly #forget: Script<number>;
  readonly #keep: Script<string[]>;
  /** Tickets that came in here and wait, as far as this process knows. */
  readonly #known = new Map<string, Ticket>();

  /** @param prefix of every key */
  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#add = defineScript(redis, 'ticketAdd', ticketScripts.add);
    this.#read = defineScript(redis, 'ticketRead', ticketScripts.read);
    this.#waitingOf = defineScript(redis, 'ticketWaitingOf', ticketScripts.waitingOf);
    this.#cancel = defineScript(redis, 'ticketCancel', ticketScripts.cancel);
    this.#commit = defineScript(redis, 'ticketCommit', ticketScripts.commit);
    this.#release = defineScript(redis, 'ticketRelease', ticketScripts.release);
    this.#explain = defineScript(redis, 'ticketExplain', ticketScripts.explain);
    this.#forget = defineScript(redis, 'ticketForget', ticketScripts.forget);
    this.#keep = defineScript(redis, 'ticketKeep', ticketScripts.keep);
  }

  async add(ticket: Ticket): Promise<{ ticket: Ticket; added: boolean }> {
    const present = await this.#add([], [this.#prefix, ...addition(ticket)]);
    if (present) return { ticket: asTicket(present), added: false };
    this.#known.set(ticket.id, { ...ticket });
    return { ticket: { ...ticket }, added: true };
  }

  async find(id: string): Promise<Ticket | null> {
    const [row] = await this.#read([], [this.#prefix, id]);
    return row ? asTicket(row) : null;
  }

  async waitingOf(player: string): Promise<Ticket | null> {
    const row = await this.#waitingOf([], [this.#prefix, player]);
    return row && asTicket(row);
  }

  async waiting(game: string): Promise<Ticket[]> {
    const ids = await this.#redis.zrange(`${this.#prefix}players_queue:${game}`, 0, -1);
    const tickets: Ticket[] = [];
    for (const some of chunks(ids)) {
      const rows = await this.#read([], [this.#prefix, ...some]);
      // In the meantime one may have been taken: it does not wait any more.
      tickets.push(...rows.map(asTicket).filter(({ state }) => state === 'waiting'));
    }
    return tickets;
  }

  async cancel(id: string): Promise<Ticket | null> {
    const row = await this.#cancel([], [this.#prefix, id]);
    this.#known.delete(id);
    return row && asTicket(row);
  }

  async commit(tickets: readonly string[], match: string, why: string, now: number): Promise<boolean> {
    if ((await this.#commit([], [this.#prefix, match, why, now, ...tickets])) === 0) return false;
    for (const id of tickets) this.#known.delete(id);
    return true;
  }

  async opened(match: string): Promise<void> {
    await this.#redis.zrem(this.#opening(), match);
  }

  async unopened(before: number): Promise<string[]> {
    return this.#redis.zrange(this.#opening(), '-inf', `(${before}`, 'BYSCORE', 'LIMIT', 0, CHUNK);
  }

  async release(match: string): Promise<Ticket[]> {
    const why = 'Your table fell through; you are at the front.';
    const back = (await this.#release([], [this.#prefix, match, why, randomUUID()])).map(asTicket);
    for (const ticket of back) this.#known.set(ticket.id, ticket);
    return back;
  }

  async explain(reasons: ReadonlyMap<string, string>): Promise<void> {
    for (const some of chunks([...reasons])) await this.#explain([], [this.#prefix, ...some.flat()]);
  }

  async forget(before: number): Promise<void> {
    while ((await this.#forget([], [this.#prefix, before, CHUNK])) === CHUNK);
  }

  /** Puts back what Redis lost of the tickets that were added here, and forgets those that wait no more. */
  async refresh(): Promise<void> {
    for (const some of chunks([...this.#known.values()])) {
      const over = await this.#keep([], [this.#prefix, ...some.flatMap(addition)]);
      for (const id of over) this.#known.delete(id);
    }
  }

  #opening(): string {
    return `${this.#prefix}matches:opening`;
  }
}

function addition(ticket: Ticket): (string | number)[] {
  const { id, game, player, enqueuedAt, why } = ticket;
  return [id, JSON.stringify(ticket), game, player, enqueuedAt, why];
}

function asTicket([ticket, state, match, why]: Row): Ticket {
  return { ...JSON.parse(ticket), state, match: match || null, why };
}

function chunks<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let i = 0; i < all.length; i += CHUNK) parts.push(all.slice(i, i + CHUNK));
  return parts;
}
