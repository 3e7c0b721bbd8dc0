import { each } from '../lib/each.ts';
import { isolated } from '../lib/isolated.ts';
import type { MatchOf } from '../match/matchOf.ts';
import { type NamesOf, nameIn } from '../players/playerNames.ts';
import type { TellPlayer } from '../players/updates.ts';
import { matchQueue } from './matcher/matcher.ts';
import type { Policy } from './matcher/policy.ts';
import type { Explanation, OpenRoom, ProposedMatch, QueuedTicket } from './matcher/types.ts';
import { PassTrace } from './passTrace.ts';
import type { ReadyCheck } from './readyCheck.ts';
import type { MatchmakingService, Standing } from './service.ts';
import type { TicketQueue } from './ticketQueue.ts';
import type { Ticket } from './tickets.ts';

export interface PassNeeds {
  queue: TicketQueue;
  readyCheck: Pick<ReadyCheck, 'propose' | 'settle'>;
  service: Pick<MatchmakingService, 'show' | 'tell' | 'expect' | 'pace'>;
  policies: ReadonlyMap<string, Policy>;
  /** Whom each of these players never wants to meet. */
  blocks(players: string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Whom each of these players met in matches that began since, and when. */
  recentOpponents(players: string[], since: number): Promise<ReadonlyMap<string, Record<string, number>>>;
  /** Tables of a game that have room and have not begun. */
  openRooms(game: string): Promise<OpenRoom[]>;
  namesOf: NamesOf;
  matchOf: MatchOf;
  /** Since when a player is not here, in ms; 0 while here. */
  goneFor(player: string): Promise<number>;
  /** Must not reject. */
  tell: TellPlayer;
  now(): number;
  newId(): string;
  /** A pass over a game's queue begins. @returns to be told, at its end, how many still wait */
  passing(game: string): (waiting: number) => void;
  /** Keeps it ours to make matches, which it may be no more: a pass may take longer than it was ours for. */
  lead(): Promise<boolean>;
  log: { warn(context: object, message: string): void };
}

/** A ticket whose player is gone for longer than this leaves the queue. */
const GONE_GRACE_MS = 30_000;
/** Closed tickets can be asked for this long, counted from when they were queued. */
const KEEP_CLOSED_MS = 60 * 60_000;
/** Players asked about at once. */
const AT_ONCE = 50;
/** Whoever waits is told so often, though passes are made at every arrival. Below a second, as timers may be early. */
const TELL_EVERY_MS = 900;
/** Closed tickets are looked for so often. */
const FORGET_EVERY_MS = 60_000;

/** Looks at every queue again and again: the work of the one process that makes matches. */
export class Passes {
  readonly trace = new PassTrace();
  readonly #needs: PassNeeds;
  #passing: Promise<void> | null = null;
  readonly #toldAt = new Map<string, number>();
  #forgotAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(needs: PassNeeds) {
    this.#needs = needs;
  }

  /**
   * One pass over every queue. Passes do not overlap: who calls meanwhile waits for the same one. What fails for one
   * game holds up no other.
   * @throws what failed, at the end
   */
  pass(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#passing ??= this.#pass().finally(() => {
      this.#passing = null;
    });
    return this.#passing;
  }

  /** No new tables from here on. Resolves once a pass that is under way is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#passing?.catch(() => {}); // who began it is told
  }

  async #pass(): Promise<void> {
    const { policies, readyCheck } = this.#needs;
    const games = [...policies].map(([game, policy]) => async () => {
      await this.#passGame(game, policy).catch((cause: unknown) => {
        throw new Error(`the queue of ${game}`, { cause });
      });
    });
    const parts = [() => readyCheck.settle(), ...games, () => this.#forget()];
    await each(parts, async (part) => this.#stopped || part());
  }

  async #forget(): Promise<void> {
    const { queue, now } = this.#needs;
    if (now() - this.#forgotAt < FORGET_EVERY_MS) return;
    this.#forgotAt = now();
    await queue.forget(now() - KEEP_CLOSED_MS);
  }

  async #passGame(game: string, policy: Policy): Promise<void> {
    const { queue, openRooms, passing, now, log } = this.#needs;
    const passed = passing(game);
    const present = await this.#present(await queue.waiting(game));
    const tickets = await this.#asQueued(present, policy);
    const rooms = tickets.length > 0 ? await openRooms(game) : [];
    const pace = await this.#needs.service.pace(game, present);
    const at = now();
    const { matches, explanations } = matchQueue(tickets, rooms, at, policy, pace);
    this.trace.add({ game, at, tookMs: now() - at, tickets, rooms, policy, pace, matches, explanations });
    const byId = new Map(present.map((ticket) => [ticket.id, ticket]));
    for (const proposed of matches) {
      if (this.#stopped) return;
      if (!(await this.#needs.lead())) return log.warn({ game }, 'somebody else makes matches now');
      await this.#propose(game, proposed, byId, policy, at);
    }
    const left = present.filter(({ id }) => explanations.has(id));
    passed(left.length);
    if (at - (this.#toldAt.get(game) ?? Number.NEGATIVE_INFINITY) < TELL_EVERY_MS) return;
    this.#toldAt.set(game, at);
    await this.#tell(left, explanations, { waiting: left.length, pace });
  }

  /** Says to everybody who still waits how things stand. */
  async #tell(
    left: readonly Ticket[],
    explanations: ReadonlyMap<string, Explanation>,
    standing: Standing,
  ): Promise<void> {
    const { queue, service, tell } = this.#needs;
    await queue.explain(new Map([...explanations].map(([id, { why }]) => [id, why])));
    for (const [i, ticket] of left.entries()) {
      const told = { ...ticket, why: explanations.get(ticket.id)?.why ?? ticket.why };
      const view = service.show(told, i + 1, standing, await service.expect(ticket));
      await tell(ticket.player, 'queue_update', view);
    }
  }

  /** Those who are there to be matched. Who is gone for too long, or sits at a table, leaves the queue. */
  async #present(waiting: readonly Ticket[]): Promise<Ticket[]> {
    const { goneFor, matchOf } = this.#needs;
    const present: Ticket[] = [];
    for (let i = 0; i < waiting.length; i += AT_ONCE) {
      const some = waiting.slice(i, i + AT_ONCE);
      const known = await Promise.all(
        some.map(async ({ player }) => ({ gone: await goneFor(player), match: await matchOf(player) })),
      );
      for (const [j, ticket] of some.entries()) {
        const { gone = 0, match = null } = known[j] ?? {};
        if (match !== null) await this.#close(ticket, 'cancelled', ['are', 'is'], 'in a match');
        else if (gone > GONE_GRACE_MS)
          await this.#close(ticket, 'expired', ['were', 'was'], 'gone for too long');
        else present.push(ticket);
      }
    }
    // Of a party all are there, or none is matched.
    const here = new Set(present.map(({ id }) => id));
    const broken = new Set(waiting.flatMap(({ id, party }) => (party && !here.has(id) ? [party] : [])));
    return present.filter(({ party }) => !(party && broken.has(party)));
  }

  /** Takes a ticket out of the queue, and with it its party, who are told whose doing it was. */
  async #close(
    ticket: Ticket,
    as: 'cancelled' | 'expired',
    [youDo, theyDo]: [string, string],
    what: string,
  ): Promise<void> {
    const { queue, namesOf, service } = this.#needs;
    const { id, player, party } = ticket;
    const alone = `You ${youDo} ${what}.`;
    const who = party === null ? '' : isolated(nameIn(await namesOf([player]), player));
    const why = party === null ? alone : `${who} ${theyDo} ${what}.`;
    for (const closed of await queue.close([id], as, why)) if (closed.id !== id) await service.tell(closed);
  }

  async #asQueued(present: readonly Ticket[], policy: Policy): Promise<QueuedTicket[]> {
    const players = present.map(({ player }) => player);
    if (players.length === 0) return [];
    const since = this.#needs.now() - policy.recent.fadeMs;
    const [blocks, recent] = await Promise.all([
      this.#needs.blocks(players),
      this.#needs.recentOpponents(players, since),
    ]);
    return present.map(({ id, player, rating, regions, bots, enqueuedAt, party, priority }) => ({
      ...{ id, player, rating, regions, bots, enqueuedAt, party, priority },
      blocked: blocks.get(player) ?? [],
      recent: recent.get(player) ?? {},
    }));
  }

  async #propose(
    game: string,
    proposed: ProposedMatch,
    byId: ReadonlyMap<string, Ticket>,
    policy: Policy,
    now: number,
  ): Promise<void> {
    const tickets = proposed.tickets.filter((id) => byId.has(id));
    const alone = tickets.length === 1; // one person and bots: there is nobody to wait for
    const asked = policy.readyCheckMs > 0 && !alone;
    const { bots, room, region, quality, spread, why } = proposed;
    const about = { bots, room, region, quality, spread, why };
    const deadline = now + policy.readyCheckMs;
    const proposal = { match: this.#needs.newId(), game, tickets, accepted: [], deadline, ...about };
    await this.#needs.readyCheck.propose(proposal, asked);
  }
}
