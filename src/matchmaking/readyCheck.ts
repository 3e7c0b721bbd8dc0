import { each } from '../lib/each.ts';
import type { MatchId, PlayerId, TicketId } from '../lib/ids.ts';
import { isolated } from '../lib/isolated.ts';
import { Problem } from '../lib/problem.ts';
import { isUnavailable } from '../lib/unavailable.ts';
import type { MatchOf } from '../match/matchOf.ts';
import { type NamesOf, nameIn } from '../players/playerNames.ts';
import type { TellPlayer } from '../players/updates.ts';
import { fewer } from './fewer.ts';
import type { Policy } from './matcher/policy.ts';
import type { TicketQueue } from './ticketQueue.ts';
import type { OpenProposal, Proposal, Ticket } from './tickets.ts';

/** A table that was agreed on, and its people; `room`: the open one at which they were to sit down. */
export interface AgreedTable {
  match: MatchId;
  room: MatchId | null;
  players: PlayerId[];
}

export interface ReadyCheckNeeds {
  queue: TicketQueue;
  policies: ReadonlyMap<string, Policy>;
  /** Everybody agreed: opens the table. @throws when it could not be opened */
  open(proposal: Proposal, tickets: Ticket[]): Promise<void>;
  /** Whether a table was opened, or took its people, wherever and however long ago. */
  wasOpened(table: AgreedTable): Promise<boolean>;
  matchOf: MatchOf;
  /** Frees those who were bound to a table that never came. */
  unbind(table: AgreedTable): Promise<void>;
  namesOf: NamesOf;
  /** Must not reject. */
  tell: TellPlayer;
  /** A player is asked, who may have no lobby open that shows it. Must not throw. */
  asking(player: PlayerId, question: { game: string; ticket: TicketId; deadline: number }): void;
  /** Tells a player how the ticket stands. Must not reject. */
  show(ticket: Ticket): Promise<void>;
  now(): number;
  log: { warn(context: object, message: string): void };
}

/** Tickets that leave the queue, and what their players did, as their parties are told it. */
interface Out {
  ids: readonly TicketId[];
  did: string;
}

const NOBODY: Out = { ids: [], did: '' };
/** Answers that were on their way at the deadline still count. */
const LATE_MS = 500;
/** Nobody made matches for so long: what ran out meanwhile is nobody's fault. */
const AWAY_MS = 5000;
/** A table goes on with fewer as it was read, or is read again so often. */
const TRIES = 8;
/** A table that is not open so long after everybody agreed never will be: who was to open it is gone. */
const OPENING_MS = 15_000;

/**
 * Asks the people of a proposed table whether they are there, and opens it when all are, or when all who are left are.
 * What is known of it stands in the queue's store: any process takes an answer, and any can go on when another died.
 */
export class ReadyCheck {
  readonly #needs: ReadyCheckNeeds;
  /** When it was last known what is due. */
  #settledAt = Number.NEGATIVE_INFINITY;
  /** What ran out while it could not be answered, until it is called off. */
  #excused: ReadonlySet<MatchId> = new Set();

  constructor(needs: ReadyCheckNeeds) {
    this.#needs = needs;
  }

  /** Takes the tickets for a table and asks, unless one was taken meanwhile. With `asked` false nobody is asked. */
  async propose(proposal: Proposal, asked: boolean): Promise<void> {
    const agreed = asked ? proposal : { ...proposal, accepted: [...proposal.tickets] };
    if (!(await this.#needs.queue.propose(agreed))) return;
    if (!asked) return this.#complete(agreed);
    await this.#ask(agreed);
    const { game, deadline } = agreed;
    for (const { id: ticket, player } of await this.#ticketsOf(agreed))
      this.#needs.asking(player, { game, ticket, deadline });
  }

  /** @throws Problem 409 `no_ready_check` */
  async accept(ticket: Ticket): Promise<void> {
    if (ticket.state === 'matched') return;
    const match = this.#asked(ticket);
    const proposal = await this.#needs.queue.accept(match, ticket.id);
    if (!proposal) throw noReadyCheck();
    if (proposal.accepted.length < proposal.tickets.length) await this.#ask(proposal);
    else await this.#complete(proposal);
  }

  /**
   * The others go on if they are enough, or back to the front; the player may not queue for a while.
   * @throws as `accept`
   */
  async decline(ticket: Ticket): Promise<void> {
    const { queue, now } = this.#needs;
    const match = this.#asked(ticket);
    const own = ({ tickets }: Proposal) => tickets.filter((id) => id === ticket.id);
    const told = { did: 'declined the table', why: 'Somebody declined; you are at the front.' };
    const parted = await this.#without(match, own, told, async () => {
      await queue.penalize(ticket.player, now());
    });
    if (!parted) throw noReadyCheck();
  }

  /** Goes on with what is due: answers that did not come, tables that were agreed on and that nobody opened. */
  async settle(): Promise<void> {
    const { queue, now } = this.#needs;
    const open = await queue.proposals();
    // Only now: while they could not be read, nobody could answer either.
    const away = now() - this.#settledAt > AWAY_MS;
    this.#settledAt = now();
    const excused = open.filter((one) => this.#isLate(one) && (away || this.#excused.has(one.match)));
    this.#excused = new Set(excused.map(({ match }) => match));
    await each(open, async (proposal) => {
      try {
        await this.#settle(proposal);
      } catch (error) {
        if (!isUnavailable(error)) throw error; // what nobody is sure of now is due the next time
      }
    });
  }

  async #settle(proposal: OpenProposal): Promise<void> {
    const { queue, now, wasOpened, unbind } = this.#needs;
    const { match, state, since, accepted, tickets } = proposal;
    if (state === 'proposed' && accepted.length === tickets.length) return this.#complete(proposal);
    if (this.#isLate(proposal)) return this.#expire(match, this.#excused.has(match));
    if (state !== 'matched' || now() <= since + OPENING_MS) return;
    const table = tableOf(proposal, await this.#ticketsOf(proposal));
    if (await wasOpened(table)) return queue.opened(match);
    await unbind(table);
    await this.#fallThrough(proposal, NOBODY, 'Your table could not be opened; you are at the front.');
  }

  #isLate({ state, deadline }: OpenProposal): boolean {
    return state === 'proposed' && this.#needs.now() > deadline + LATE_MS;
  }

  /** A table fell through before its match: who is `here` waits again, before others; the rest let them down. */
  async release(match: MatchId, here: readonly PlayerId[]): Promise<void> {
    const { queue, now } = this.#needs;
    const proposal = await queue.proposal(match);
    if (!proposal) return;
    const tickets = await this.#ticketsOf(proposal);
    const absent = tickets.filter(({ player }) => !here.includes(player));
    for (const { player, state } of absent) if (state === 'matched') await queue.penalize(player, now());
    const ids = absent.map(({ id }) => id);
    const out = { ids, did: 'did not come to the table' };
    await this.#fallThrough(proposal, out, 'Your table fell through; you are at the front.');
  }

  #asked({ state, match }: Ticket): MatchId {
    if (state !== 'proposed' || match === null) throw noReadyCheck();
    return match;
  }

  async #ask(proposal: Proposal): Promise<void> {
    const { deadline, accepted, tickets } = proposal;
    for (const { id, player } of await this.#ticketsOf(proposal)) {
      const told = { ticket_id: id, deadline, accepted: accepted.length, needed: tickets.length };
      await this.#needs.tell(player, 'ready_check', { ...told, own: accepted.includes(id) });
    }
  }

  /** @param away nobody made matches for a while: then nobody could answer, and nobody is to blame */
  async #expire(match: MatchId, away: boolean): Promise<void> {
    const { queue, now } = this.#needs;
    const proposal = await queue.proposal(match); // as it is by now
    if (!proposal) return;
    if (away) {
      await this.#callOff(proposal, NOBODY, 'The server was away; you are at the front.');
      return;
    }
    const late = ({ tickets, accepted }: Proposal) => tickets.filter((id) => !accepted.includes(id));
    const told = { did: 'did not accept the table', why: 'Somebody did not answer; you are at the front.' };
    await this.#without(match, late, told, async (out) => {
      for (const { player } of out) await queue.penalize(player, now());
    });
  }

  /**
   * Takes those out who do not agree, with their parties. A table of enough people goes on without them; otherwise it
   * is called off. False when it is not being agreed on any more, or nobody is to be taken out. `won` is done, with who
   * did not agree, before anybody is told.
   */
  async #without(
    match: MatchId,
    who: (proposal: Proposal) => TicketId[],
    { did, why }: { did: string; why: string },
    won: (out: readonly Ticket[]) => Promise<void>,
  ): Promise<boolean> {
    const { queue, policies } = this.#needs;
    for (let tried = 1; ; tried++) {
      const proposal = await queue.proposal(match); // as it is by now: others answer at the same time
      const ids = proposal ? who(proposal) : [];
      if (!proposal || ids.length === 0) return false;
      const out = { ids, did };
      const { tickets, back } = await this.#parted(proposal, ids);
      const blamed = () => won(tickets.filter(({ id }) => ids.includes(id)));
      const policy = policies.get(proposal.game);
      const next = policy && fewer(proposal, back, policy);
      if (!next || tried > TRIES) return this.#callOff(proposal, out, why, blamed);
      if (!(await queue.goOn(proposal, next))) continue;
      await blamed();
      await this.#showAll(tickets, [], out, next.tickets);
      if (next.accepted.length < next.tickets.length) await this.#ask(next);
      else await this.#complete(next);
      return true;
    }
  }

  /** As `fallThrough`, unless it was agreed on meanwhile: then false. `won` is done before anybody is told. */
  async #callOff(
    proposal: Proposal,
    out: Out,
    why: string,
    won: () => Promise<unknown> = async () => {},
  ): Promise<boolean> {
    const { tickets, back } = await this.#parted(proposal, out.ids);
    const ids = back.map(({ id }) => id);
    const again = await this.#needs.queue.callOff(proposal.match, ids, why);
    if (!again) return false;
    await won();
    await this.#showAll(tickets, again, out);
    return true;
  }

  /** Taken first, opened then: a ticket is at one table or none, whatever happens in between. */
  async #complete(proposal: Proposal): Promise<void> {
    const { queue, open, matchOf, unbind, now, log } = this.#needs;
    const { match } = proposal;
    if (!(await queue.commit(match, now()))) return;
    const tickets = await this.#ticketsOf(proposal);
    // Who slept since may find that others gave these tickets back.
    if (tickets.some((ticket) => ticket.state !== 'matched' || ticket.match !== match)) return;
    try {
      await open(proposal, tickets);
    } catch (error) {
      log.warn({ match, err: error }, 'no table could be opened');
      try {
        await unbind(tableOf(proposal, tickets));
      } catch (unbound) {
        // `settle` tries again: who is bound to a table cannot wait for another.
        return log.warn({ match, err: unbound }, 'people stay bound to a table that never was');
      }
      // Who sat down elsewhere meanwhile let the others down.
      const seated = await Promise.all(tickets.map(({ player }) => matchOf(player)));
      const elsewhere = (at: MatchId | null | undefined) => at && at !== (proposal.room ?? match);
      const out = tickets.filter((_, i) => elsewhere(seated[i]));
      for (const { player } of out) await queue.penalize(player, now());
      const why = 'No table could be opened; you are at the front.';
      const ids = out.map(({ id }) => id);
      await this.#fallThrough(proposal, { ids, did: 'sat down at another table' }, why);
      return;
    }
    await queue.opened(match);
  }

  /** Those of `out` are out of the queue, with their parties; everybody else is back at the front. */
  async #fallThrough(proposal: Proposal, out: Out, why: string): Promise<void> {
    const { tickets, back } = await this.#parted(proposal, out.ids);
    const ids = back.map(({ id }) => id);
    await this.#showAll(tickets, await this.#needs.queue.dissolve(proposal.match, ids, why), out);
  }

  /** The tickets of a table, and those of them that stay when some are out with their parties. */
  async #parted(
    proposal: Proposal,
    out: readonly TicketId[],
  ): Promise<{ tickets: Ticket[]; back: Ticket[] }> {
    const tickets = await this.#ticketsOf(proposal);
    const parties = new Set(tickets.flatMap(({ id, party }) => (party && out.includes(id) ? [party] : [])));
    const back = tickets.filter(({ id, party }) => !out.includes(id) && !(party && parties.has(party)));
    return { tickets, back };
  }

  /**
   * Tells those who wait again, and those who are out; not who is still asked. Who is out through somebody else of
   * their party is told through whom.
   */
  async #showAll(
    tickets: readonly Ticket[],
    again: readonly Ticket[],
    out: Out,
    asked: readonly TicketId[] = [],
  ): Promise<void> {
    const { queue, show, namesOf } = this.#needs;
    const waiting = new Set([...again.map(({ id }) => id), ...asked]);
    for (const ticket of again) await show(ticket);
    const blamed = tickets.filter(({ id }) => out.ids.includes(id));
    for (const { id, party } of tickets.filter((ticket) => !waiting.has(ticket.id))) {
      const closed = await queue.find(id);
      const mate = out.ids.includes(id) ? undefined : blamed.find((one) => one.party === party)?.player;
      const why =
        mate === undefined ? {} : { why: `${isolated(nameIn(await namesOf([mate]), mate))} ${out.did}.` };
      if (closed) await show({ ...closed, ...why });
    }
  }

  async #ticketsOf({ tickets }: Proposal): Promise<Ticket[]> {
    const found = await Promise.all(tickets.map((id) => this.#needs.queue.find(id)));
    return found.filter((ticket) => ticket !== null);
  }
}

function tableOf({ match, room }: Proposal, people: readonly Ticket[]): AgreedTable {
  return { match, room, players: people.map(({ player }) => player) };
}

function noReadyCheck(): Problem {
  return new Problem(409, 'no_ready_check', 'Nothing is to be agreed on now.');
}
