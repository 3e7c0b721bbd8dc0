import type { Random } from '../../lib/random.ts';
import type { QueuedTicket } from '../matcher/types.ts';
import { type Rating, rated } from '../rating.ts';
import type { Arrival } from './Arrival.ts';
import { normal } from './normal.ts';
import type { Grouping, Strategy } from './Strategy.ts';

/** Somebody at a table of the simulation. */
export interface Seated {
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
  /** Left the queue as they, or one of their party, did not agree to a table. */
  left: number;
}

export interface SimulationSettings {
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
  /** Tables that will not be agreed on, and when that is known. */
  #failing: { at: number; back: QueuedTicket[] }[] = [];
  readonly #outcome: Outcome = {
    tables: [],
    waiting: [],
    arrived: 0,
    refused: 0,
    proposed: 0,
    fellThrough: 0,
    left: 0,
  };

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
  }

  outcome(): Outcome {
    const agreeing = this.#failing.flatMap(({ back }) => back);
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
      if (failing.length > 0) this.#fallThrough(people, failing, now);
      else this.#seat(people, bots, region, now);
    }
  }

  /** Who agreed goes back with their age and before others, once it is known; who did not leaves, with their party. */
  #fallThrough(people: readonly QueuedTicket[], failing: readonly QueuedTicket[], now: number): void {
    const parties = new Set(failing.map(({ party }) => party).filter((party) => party !== null));
    const leave = people.filter(
      (ticket) => failing.includes(ticket) || (ticket.party !== null && parties.has(ticket.party)),
    );
    const declined = this.#settings.random.chance(0.5);
    const back = people.filter((ticket) => !leave.includes(ticket));
    for (const { player } of leave) this.#inQueue.delete(player);
    this.#outcome.left += leave.length;
    this.#outcome.fellThrough++;
    this.#failing.push({
      at: now + (declined ? DECLINE_MS : READY_CHECK_MS),
      back: back.map((ticket) => ({ ...ticket, priority: true })),
    });
  }

  #takeBack(now: number): void {
    if (!this.#failing.some(({ at }) => at <= now)) return;
    const back = this.#failing.filter(({ at }) => at <= now).flatMap((table) => table.back);
    this.#failing = this.#failing.filter(({ at }) => at > now);
    const all = [...this.#waiting.values(), ...back];
    all.sort(
      (a, b) =>
        Number(b.priority) - Number(a.priority) || a.enqueuedAt - b.enqueuedAt || (a.id < b.id ? -1 : 1),
    );
    this.#waiting.clear();
    for (const ticket of all) this.#waiting.set(ticket.id, ticket);
  }

  #seat(people: readonly QueuedTicket[], bots: number, region: string | null, now: number): void {
    const { random } = this.#settings;
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
