import type { Room } from '@colyseus/core';
import type { ChatMessage } from '../../../client/ChatLog.ts';
import { Emitter } from '../../../client/Emitter.ts';
import type { TicketView } from '../../../client/Queue.ts';
import type { JoinOptions } from '../../../src/protocol/join.ts';
import type { PartyView } from '../../../src/protocol/party.ts';
import { FakeMatch } from './FakeMatch.ts';

/** What is on the server: players by token, tickets, matches. */
export class FakeWorld {
  readonly seen = new Emitter<{
    lobby_joined: string;
    queued: string;
    asked: string;
    measured: string;
    said: string;
    muted: string;
  }>();
  readonly rooms = new Map<string, Room & { cutAll(): void }>();
  readonly tickets = new Map<string, TicketView>();
  /** Matches by player: where `GET /players/me/match` leads. */
  readonly playing = new Map<string, string>();
  /** The regions that answer, one after the other. */
  regions = ['here'];
  /** What was asked for with each `queue`. */
  readonly queueRequests: { game: string; regions?: Record<string, number> }[] = [];
  party: PartyView | null = null;
  /** Whom players mute. */
  readonly mutes = new Map<string, Set<string>>();
  /** Joins that say an older version are refused. */
  oldestProtocol = 0;
  /** What joins said of the client, oldest first. */
  readonly joins: JoinOptions[] = [];
  /** Sockets of seats that the server gave by itself are refused, as of too old a client. */
  refusesSockets = false;
  /** What clients said of notifications: by which room, what, and of which. */
  readonly said: [room: string, what: string, seqs: number[]][] = [];
  readonly lobbyChat: ChatMessage[] = [];
  lobby: (Room & { show(matches: { id: string; names: string[]; started_at: number }[]): void }) | null =
    null;
  readonly #players = new Map<string, { id: string; name: string; guest: boolean }>();
  readonly #matches = new Map<string, FakeMatch>();
  #last = 0;

  /** The token of a new player. */
  newPlayer(name: string): { token: string; user: { id: string; name: string; guest: boolean } } {
    this.#last += 1;
    const user = { id: `player-${this.#last}`, name, guest: true };
    this.#players.set(`token-${this.#last}`, user);
    return { token: `token-${this.#last}`, user };
  }

  playerOf(token: string | undefined): { id: string; name: string; guest: boolean } | undefined {
    return this.#players.get(token ?? '');
  }

  tokenOf(player: string): string {
    const [token] = [...this.#players].find(([, { id }]) => id === player) ?? [];
    if (token === undefined) throw new Error(`no player ${player}`);
    return token;
  }

  /** Who asks who they are is answered after this. */
  userdataAfter: Promise<void> = Promise.resolve();
  /** Why a token is not taken. */
  refusal = 'token_invalid';

  /** Gives the player a longer token with the next visit. */
  readonly renewed = new Map<string, string>();

  renew(token: string): string {
    this.#last += 1;
    const user = this.playerOf(token);
    const longer = `longer-${this.#last}`;
    if (user) this.#players.set(longer, user);
    this.renewed.set(token, longer);
    return longer;
  }

  revoke(token: string, code = 'token_invalid'): void {
    this.#players.delete(token);
    this.refusal = code;
  }

  says(room: string, what: 'received' | 'seen') {
    return (_client: unknown, { seqs }: { seqs: number[] }) => {
      this.said.push([room, what, seqs]);
      this.seen.emit('said', room);
      return {};
    };
  }

  newMatch(players: { id: string; name: string }[]): FakeMatch {
    this.#last += 1;
    const match = new FakeMatch(`match-${this.#last}`, players);
    this.#matches.set(match.id, match);
    for (const { id } of players) this.playing.set(id, match.id);
    return match;
  }

  match(id: string): FakeMatch {
    const match = this.#matches.get(id);
    if (!match) throw new Error(`no match ${id}`);
    return match;
  }

  find(id: string): FakeMatch | undefined {
    return this.#matches.get(id);
  }

  enqueue(player: string, request: { game: string; regions?: Record<string, number> }): TicketView {
    const { game } = request;
    this.queueRequests.push(request);
    const known = [...this.tickets.values()].find((one) => one.state === 'waiting' && one.why === player);
    if (known) return known;
    this.#last += 1;
    const ticket: TicketView = {
      ticket_id: `ticket-${this.#last}`,
      game,
      state: 'waiting',
      position: 1,
      estimated_wait: 5,
      estimated_wait_max: 9,
      window: 120,
      party: null,
      bots: false,
      deadline: null,
      accepted: null,
      needed: null,
      agreed: false,
      cool_down_until: null,
      waiting: 1,
      enqueued_at: '2030-01-01T00:00:00Z',
      widening: 3,
      why: player,
      match_id: null,
    };
    this.tickets.set(ticket.ticket_id, ticket);
    this.seen.emit('queued', ticket.ticket_id);
    return ticket;
  }

  cancel(id: string): TicketView {
    const ticket = this.tickets.get(id);
    if (!ticket) throw new Error(`no ticket ${id}`);
    const cancelled: TicketView = { ...ticket, state: 'cancelled', position: 0 };
    this.tickets.set(id, cancelled);
    return cancelled;
  }

  openParty(player: string): PartyView {
    const members = [{ id: player, name: 'Ada', face: 'circle-blue-bare', ready: true }];
    this.party ??= {
      party_id: 'party-1',
      code: 'BCDFGH',
      leader: player,
      game: 'relay',
      locked: false,
      members,
    };
    return this.party;
  }

  /** A table is proposed. */
  propose(ticket: string, deadline: number): void {
    const known = this.tickets.get(ticket);
    if (!known) throw new Error(`no ticket ${ticket}`);
    this.tickets.set(ticket, { ...known, state: 'proposed', position: 0, deadline, accepted: 1, needed: 3 });
  }

  /** A player answers to a proposed table. */
  answer(ticket: string, how: 'accept' | 'decline'): TicketView | null {
    const known = this.tickets.get(ticket);
    if (known?.state !== 'proposed') return null;
    const answered: TicketView =
      how === 'accept'
        ? { ...known, accepted: 2, agreed: true }
        : { ...known, state: 'cancelled', why: 'You declined.', cool_down_until: '2030-01-01T00:00:30.000Z' };
    this.tickets.set(ticket, answered);
    return answered;
  }

  matched(ticket: string, match: string): void {
    const known = this.tickets.get(ticket);
    if (known) this.tickets.set(ticket, { ...known, state: 'matched', position: 0, match_id: match });
  }

  /** A table fell through. */
  giveBack(ticket: string, match: FakeMatch): void {
    const known = this.tickets.get(ticket);
    if (known) this.tickets.set(ticket, { ...known, state: 'waiting', match_id: null });
    this.over(match);
    this.#matches.delete(match.id);
  }

  /** A match is over and its players are free. */
  over(match: FakeMatch): void {
    match.running = false;
    for (const [player, id] of this.playing) if (id === match.id) this.playing.delete(player);
  }

  /** Answers questions for tickets later, with `releaseTickets`. */
  holdTickets = false;
  #heldTickets: ((state: TicketView['state']) => void)[] = [];

  askTicket(id: string, answer: (ticket: TicketView | undefined) => void): void {
    const ticket = this.tickets.get(id);
    this.seen.emit('asked', id);
    if (!this.holdTickets) answer(ticket);
    else this.#heldTickets.push((state) => answer(ticket && { ...ticket, state }));
  }

  releaseTickets(state: TicketView['state']): void {
    this.holdTickets = false;
    for (const release of this.#heldTickets.splice(0)) release(state);
  }

  line(from: string, text: string): ChatMessage {
    this.#last += 1;
    return { id: this.#last, from, name: from, face: 'circle-blue-bare', text, at: 1, spectator: false };
  }
}
