import { setTimeout as pause } from 'node:timers/promises';
import { Client, type Room } from '@colyseus/sdk';
import type { Random } from '../../src/lib/random.ts';
import type { SeatReservation } from '../../src/protocol/seat.ts';
import { Api } from './Api.ts';
import type { Course } from './Course.ts';
import { Seat } from './Seat.ts';

/** Where a player is to sit. */
interface Asked {
  ticket_id: string;
}

interface Found {
  match_id: string;
  seat: SeatReservation | null;
}

const AGAIN_AFTER_MS = 500;
/** A notice may get lost: whoever waits for one asks again. */
const ASK_EVERY_MS = 5000;

/** A player of the drill: the plain SDK, `fetch`, and what docs/protocol.md says. Plays one match after the other. */
export class Bot {
  readonly api: Api;
  readonly #course: Course;
  readonly #random: Random;
  readonly #client: Client;
  #player = '';
  #ticket: { id: string; at: number } | null = null;
  /** The match it is in, or was in last. */
  match = '';

  constructor(course: Course, random: Random) {
    this.#course = course;
    this.#random = random;
    this.api = new Api(course.url);
    this.#client = new Client(course.url);
  }

  /** @throws Error when nobody lets it in */
  async signIn(name: string): Promise<void> {
    const { status, body } = await this.api.ask('POST', '/auth/anonymous', { options: { name } });
    if (status !== 200) throw new Error(`Nobody signs guests in: ${status} ${JSON.stringify(body)}`);
    this.#player = body.user.id;
    this.api.token = body.token;
    this.#client.auth.token = body.token;
  }

  /** Plays until the drill ends. */
  async play(): Promise<void> {
    const course = this.#course;
    while (!course.ending) {
      const found = await this.#queue();
      if (!found) continue;
      this.match = found.match_id;
      this.#ticket = null;
      const match = course.match(found.match_id);
      const needs = {
        course,
        random: this.#random,
        client: this.#client,
        api: this.api,
        player: this.#player,
        match,
      };
      await new Seat(needs).play(found.seat);
      this.match = '';
    }
  }

  /** Waits in the lobby for a match. Null when the lobby went away, or the drill ends. */
  async #queue(): Promise<Found | null> {
    let lobby: Room;
    try {
      lobby = (await this.#client.joinOrCreate('lobby')) as Room;
    } catch {
      await this.#wait(AGAIN_AFTER_MS);
      return null;
    }
    lobby.reconnection.enabled = false; // nobody keeps a place in the lobby: one joins again
    const gone = Promise.withResolvers<null>();
    const found = Promise.withResolvers<Found>();
    lobby.onMessage('*', (type, payload) => {
      if (type === 'match_found') found.resolve(payload as Found);
      if (type === 'ready_check' && !(payload as { own: boolean }).own) this.#agree(lobby, payload as Asked);
    });
    lobby.onLeave(() => gone.resolve(null));
    lobby.onError(() => {});
    try {
      for (;;) {
        const match = await this.#ask(lobby);
        if (match) return { match_id: match, seat: null };
        const seen = await Promise.race([found.promise, gone.promise, this.#wait(ASK_EVERY_MS)]);
        if (seen || !lobby.connection.isOpen) return seen ?? null;
        if (this.#course.ending) return null;
      }
    } catch {
      await this.#wait(AGAIN_AFTER_MS);
      return null;
    } finally {
      if (lobby.connection.isOpen) lobby.leave(true).catch(() => {});
    }
  }

  /** Queues, or finds that it waits already. The match it is in, if it is in one. */
  async #ask(lobby: Room): Promise<string | null> {
    try {
      const { ticket_id, state, agreed } = await lobby.request('queue', {
        game: this.#course.game.hosted.game.name,
        regions: { local: 20 },
        bots: false,
      });
      if (state === 'proposed' && !agreed) this.#agree(lobby, { ticket_id });
      const former = this.#ticket;
      if (former && former.id !== ticket_id && former.at > this.#course.queueLostAt)
        await this.#missed(former.id);
      this.#ticket = { id: ticket_id, at: Date.now() };
      return null;
    } catch (error) {
      const { reason } = error as { reason?: { code: string; match_id?: string } };
      if (reason?.code === 'already_in_match' && reason.match_id) return reason.match_id;
      throw error;
    }
  }

  #agree(lobby: Room, { ticket_id }: Asked): void {
    lobby.request('accept', { ticket_id }).catch(() => {}); // somebody was quicker to decline, or the lobby is gone
  }

  /** Another ticket than before: right when that one had its table, or this player was away when it was proposed. */
  async #missed(ticket: string): Promise<void> {
    const known = await this.api.get<{ state: string }>(`/api/v1/matchmaking/tickets/${ticket}`);
    if (known?.state !== 'matched' && known?.state !== 'cancelled')
      this.#course.lostTickets.push(`${ticket} is ${known?.state ?? 'unknown'}`);
  }

  async #wait(ms: number): Promise<null> {
    const { signal } = this.#course;
    return pause(ms, null, { signal }).catch(() => null);
  }
}
