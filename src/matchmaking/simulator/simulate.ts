import type { Random } from '../../lib/random.ts';
import type { QueuedTicket } from '../matcher/types.ts';
import { type Rating, rated } from '../rating.ts';
import type { Arrival } from './Arrival.ts';
import { normal } from './normal.ts';
import type { Grouping, Strategy } from './Strategy.ts';

/** Somebody at a table of the simulation. */
interface Seated {
  ticket: QueuedTicket;
  skill: number;
  /** 1 is best. */
  rank: number;
}

export interface SimulatedTable {
  /** Ms since the start. */
  at: number;
  people: Seated[];
  bots: number;
  /** Null: the rule that made it knows no regions. */
  region: string | null;
}

export interface Outcome {
  tables: SimulatedTable[];
  /** Who waits at the end. */
  waiting: QueuedTicket[];
  arrived: number;
  /** Arrivals of people who waited already: one ticket each. */
  refused: number;
  proposed: number;
  fellThrough: number;
  /** What was told to those who still waited, every few seconds, and what came of it, in ms. */
  told: { p50: number; p80: number; came: number }[];
  /** Left the queue as they, or one of their party, did not agree to a table. */
  left: number;
}

interface SimulationSettings {
  strategy: Strategy;
  /** In order of time. */
  arrivals: readonly Arrival[];
  endMs: number;
  /** Share of people who do not agree to a table that is proposed to them. */
  readyFailures: number;
  random: Random;
  /** Called with the share that is done, 0 to 1. */
  progress?(done: number): void;
}

/** When it is known that somebody does not answer, and when that somebody declines by hand; half do. As live. */
const READY_CHECK_MS = 10_500;
const DECLINE_MS = 3_000;
/** Meeting again counts as a repetition for so long. */
const RECENT_MS = 30 * 60_000;
/** How much chance there is in a player's performance, on the scale of ratings: OpenSkill's beta. */
const PERFORMANCE_DEVIATION = 250;
const PROGRESS_EVERY = 100;
/** So many people are a table. */
const MIN_PEOPLE = 3;
/** What is told to who waits is noted so often. */
const TELL_EVERY_MS = 10_000;

/** Plays arrivals against a rule, on a clock of its own: nothing waits. */
export function simulate(settings: SimulationSettings): Outcome {
  const { strategy, arrivals, endMs, progress } = settings;
  const queue = new SimulatedQueue(settings);
  let next = 0;
  for (let pass = 1; pass * strategy.everyMs <= endMs; pass++) {
    const now = pass * strategy.everyMs;
    while (next < arrivals.length && (arrivals[next] as Arrival).at <= now) {
      const { at } = arrivals[next] as Arrival;
      const together: Arrival[] = [];
      while (arrivals[next]?.at === at) together.push(arrivals[next++] as Arrival);
      queue.arrive(together, at);
    }
    queue.pass(now);
    if (pass % PROGRESS_EVERY === 0) progress?.(now / endMs);
  }
  progress?.(1);
  return queue.outcome();
}

class SimulatedQueue {
  readonly #settings: SimulationSettings;
  /** By id, oldest first. */
  readonly #waiting = new Map<string, QueuedTicket>();
  readonly #skills = new Map<string, number>();
  readonly #ratings = new Map<string, Rating>();
  readonly #met = new Map<string, Map<string, number>>();
  readonly #inQueue = new Set<string>();
  /** Tables that not all agree on, when that is known, and who is left: to begin there, or to wait again. */
  #failing: { at: number; left: QueuedTicket[]; table: Pick<Grouping, 'bots' | 'region'> | null }[] = [];
  readonly #outcome: Outcome = {
    tables: [],
    waiting: [],
    arrived: 0,
    refused: 0,
    proposed: 0,
    fellThrough: 0,
    told: [],
    left: 0,
  };
  readonly #told = new Map<string, { at: number; p50: number; p80: number }[]>();
  #tellAt = 0;

  constructor(settings: SimulationSettings) {
    this.#settings = settings;
  }

  arrive(arrivals: readonly Arrival[], now: number): void {
    this.#takeBack(now);
    let came = 0;
    for (const arrival of arrivals) {
      if (this.#inQueue.has(arrival.player)) {
        this.#outcome.refused++;
        continue;
      }
      this.#inQueue.add(arrival.player);
      const ticket = this.#ticketOf(arrival, now);
      this.#waiting.set(ticket.id, ticket);
      came++;
    }
    const { strategy } = this.#settings;
    if (strategy.arrived && came > 0) this.#propose(strategy.arrived(this.#inOrder(), now), now);
  }

  pass(now: number): void {
    this.#takeBack(now);
    this.#propose(this.#settings.strategy.pass(this.#inOrder(), now), now);
    this.#tell(now);
  }

  outcome(): Outcome {
    const agreeing = this.#failing.flatMap(({ left }) => left);
    return { ...this.#outcome, waiting: [...this.#inOrder(), ...agreeing] };
  }

  #ticketOf(arrival: Arrival, now: number): QueuedTicket {
    const { player, party, bots, blocked, regions, skill } = arrival;
    if (!this.#skills.has(player)) this.#skills.set(player, skill);
    const met = [...(this.#met.get(player) ?? [])].filter(([, at]) => now - at <= RECENT_MS);
    return {
      id: `t${String(++this.#outcome.arrived).padStart(8, '0')}`,
      player,
      rating: (arrival.returning && this.#ratings.get(player)) || arrival.rating,
      regions,
      bots,
      enqueuedAt: now,
      party,
      priority: false,
      blocked,
      recent: Object.fromEntries(met),
    };
  }

  #tell(now: number): void {
    const { expected } = this.#settings.strategy;
    if (!expected || now < this.#tellAt) return;
    this.#tellAt = now + TELL_EVERY_MS;
    for (const ticket of this.#waiting.values()) {
      const told = expected(ticket, now);
      if (!told) continue;
      const known = this.#told.get(ticket.id);
      if (known) known.push({ at: now, ...told });
      else this.#told.set(ticket.id, [{ at: now, ...told }]);
    }
  }

  #inOrder(): QueuedTicket[] {
    return [...this.#waiting.values()];
  }

  #propose(groupings: readonly Grouping[], now: number): void {
    for (const { tickets, bots, region } of groupings) {
      const people = tickets.map((id) => {
        const ticket = this.#waiting.get(id);
        if (!ticket) throw new Error(`${this.#settings.strategy.name} seats ${id}, who does not wait`);
        this.#waiting.delete(id);
        return ticket;
      });
      this.#outcome.proposed++;
      const { readyFailures, random } = this.#settings;
      const failing = readyFailures > 0 ? people.filter(() => random.chance(readyFailures)) : [];
      if (failing.length > 0) this.#withoutAll(people, failing, { bots, region }, now);
      else this.#seat(people, bots, region, now);
    }
  }

  /**
   * Who did not agree leaves, with their party. The others begin once it is known, if they are enough, or go back with
   * their age and before others. Any rule's tables are agreed on like this.
   */
  #withoutAll(
    people: readonly QueuedTicket[],
    failing: readonly QueuedTicket[],
    { bots, region }: Pick<Grouping, 'bots' | 'region'>,
    now: number,
  ): void {
    const parties = new Set(failing.map(({ party }) => party).filter((party) => party !== null));
    const leave = people.filter(
      (ticket) => failing.includes(ticket) || (ticket.party !== null && parties.has(ticket.party)),
    );
    const declined = this.#settings.random.chance(0.5);
    const left = people.filter((ticket) => !leave.includes(ticket));
    const begins = left.length >= (bots > 0 ? 1 : MIN_PEOPLE);
    for (const { player } of leave) this.#inQueue.delete(player);
    this.#outcome.left += leave.length;
    if (!begins) this.#outcome.fellThrough++;
    this.#failing.push({
      at: now + (declined ? DECLINE_MS : READY_CHECK_MS),
      left: left.map((ticket) => ({ ...ticket, priority: true })),
      table: begins ? { bots: bots > 0 ? bots + leave.length : 0, region } : null,
    });
  }

  #takeBack(now: number): void {
    if (!this.#failing.some(({ at }) => at <= now)) return;
    const known = this.#failing.filter(({ at }) => at <= now);
    this.#failing = this.#failing.filter(({ at }) => at > now);
    for (const { at, left, table } of known) if (table) this.#seat(left, table.bots, table.region, at);
    const back = known.flatMap(({ left, table }) => (table ? [] : left));
    if (back.length === 0) return;
    const all = [...this.#waiting.values(), ...back];
    all.sort(
      (a, b) =>
        Number(b.priority) - Number(a.priority) || a.enqueuedAt - b.enqueuedAt || (a.id < b.id ? -1 : 1),
    );
    this.#waiting.clear();
    for (const ticket of all) this.#waiting.set(ticket.id, ticket);
  }

  #seat(people: readonly QueuedTicket[], bots: number, region: string | null, now: number): void {
    const { random, strategy } = this.#settings;
    strategy.began?.(people, bots, now);
    for (const { id } of people) {
      for (const { at, p50, p80 } of this.#told.get(id) ?? [])
        this.#outcome.told.push({ p50, p80, came: now - at });
      this.#told.delete(id);
    }
    const skills = people.map(({ player }) => this.#skills.get(player) ?? 0);
    const performances = skills.map((skill) => normal(random, skill, PERFORMANCE_DEVIATION));
    const ranks = performances.map((own) => 1 + performances.filter((other) => other > own).length);
    const after = rated(
      people.map(({ rating }) => rating),
      ranks,
    );
    for (const [i, { player }] of people.entries()) {
      this.#inQueue.delete(player);
      this.#ratings.set(player, after[i] as Rating);
      const met = this.#met.get(player) ?? new Map<string, number>();
      for (const other of people) if (other.player !== player) met.set(other.player, now);
      this.#met.set(player, met);
    }
    this.#outcome.tables.push({
      at: now,
      people: people.map((ticket, i) => ({ ticket, skill: skills[i] as number, rank: ranks[i] as number })),
      bots,
      region,
    });
  }
}
