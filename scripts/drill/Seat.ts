import { setTimeout as pause } from 'node:timers/promises';
import { type Client, CloseCode, type Room } from '@colyseus/sdk';
import type { Random } from '../../src/lib/random.ts';
import type { SeatReservation } from '../../src/protocol/seat.ts';
import type { Api } from './Api.ts';
import { COMMAND_MS, Commands } from './Commands.ts';
import type { Course } from './Course.ts';
import type { DrilledPlayer, DrilledView, Move } from './games/DrilledGame.ts';
import type { Drop, PlayedMatch } from './PlayedMatch.ts';
import { watchDecoding } from './watchDecoding.ts';

interface Request {
  id: string;
  move: Move;
  sentAt: number;
  tries: number;
}

export interface SeatNeeds {
  course: Course;
  random: Random;
  client: Client;
  api: Api;
  player: string;
  match: PlayedMatch;
}

const REPLY_WITHIN_MS = 10_000;
const JOIN_WITHIN_MS = 12_000;
const AGAIN_AFTER_MS = 300;
/** While there is nothing to do: out, or the state did not come yet. */
const LOOK_EVERY_MS = 50;
/** One move in so many is sent twice at once, as by somebody who taps twice. */
const TWICE = 0.2;
/** Not refusals: the same request is to be sent again. */
const RETRY = new Set(['retry_later', 'internal', 'not_started']);

/** One player of the drill in one match, from the first join to the end of the match, whatever happens between. */
export class Seat {
  readonly #needs: SeatNeeds;
  #room: Room<unknown, DrilledView> | null = null;
  /** Resolved while the socket is open. */
  #open = Promise.withResolvers<void>();
  readonly #over = Promise.withResolvers<void>();
  /** Resolved when it comes back: it acts at once then. */
  #returned = Promise.withResolvers<void>();
  #isOver = false;
  #socketAt = 0;
  #drop: Drop | null = null;
  #request: Request | null = null;
  #requests = 0;
  readonly #commands: Commands | null;

  constructor(needs: SeatNeeds) {
    this.#needs = needs;
    const { game } = needs.course;
    this.#commands = game.command ? new Commands(game.command, needs.random) : null;
    needs.course.signal.addEventListener('abort', this.#end, { once: true });
  }

  /** Plays until the match is over. @param reservation a seat, if there is one; another is asked for otherwise */
  async play(reservation: SeatReservation | null): Promise<void> {
    if (!reservation || !(await this.#join(reservation))) void this.#findBack();
    while (!this.#isOver) {
      await Promise.race([this.#open.promise, this.#over.promise]);
      if (!this.#isOver) await (this.#commands ? this.#command(this.#commands) : this.#move());
    }
    this.#needs.course.signal.removeEventListener('abort', this.#end);
    this.#room?.removeAllListeners();
    this.#room?.leave(true).catch(() => {});
  }

  readonly #end = (): void => {
    this.#isOver = true;
    this.#over.resolve();
  };

  /** The match has its result. */
  #hear(): void {
    this.#needs.match.over = true;
    this.#end();
  }

  async #join(reservation: SeatReservation): Promise<boolean> {
    const joining = this.#needs.client.consumeSeatReservation<DrilledView>(reservation as never);
    const late = new AbortController();
    const tooLate = pause(JOIN_WITHIN_MS, null, { signal: late.signal }).catch(() => null);
    const room = await Promise.race([joining, tooLate]).catch(() => null);
    late.abort();
    if (room) this.#attach(room as Room<unknown, DrilledView>);
    else joining.then((one) => one.leave(false)).catch(() => {});
    return room !== null;
  }

  #attach(room: Room<unknown, DrilledView>): void {
    this.#room = room;
    watchDecoding(room, (text) => this.#needs.match.complains(`${this.#needs.player}: ${text}`));
    room.onMessage('*', (type) => type === 'result' && this.#hear());
    room.onStateChange(() => this.#look());
    room.onDrop(() => this.#lost());
    room.onReconnect(() => this.#back('sdk'));
    room.onError(() => {}); // closing follows
    room.onLeave((code) => {
      this.#lost();
      if (code === CloseCode.CONSENTED) this.#end();
      else void this.#findBack();
    });
    this.#back('api');
  }

  #look(): void {
    const { match, player, course } = this.#needs;
    const { game } = course;
    const view = this.#room?.state;
    if (!view?.players) return;
    match.saw(view.phase, game.elapsed(view), Date.now());
    const own = view.players.get(player);
    if (own) match.sat(player, own.seat);
    if (!own || view.phase !== 'playing') return;
    if (this.#drop) this.#drop.out = game.isOut(own);
    this.#takenOf(this.#room);
    for (const [name, value] of game.growing?.(view) ?? []) match.grows(player, name, value);
    for (const [name, value] of game.lasting?.(view, own) ?? []) match.keeps(name, value);
  }

  #lost(): void {
    const { match, course, player } = this.#needs;
    if (this.#socketAt === 0) return; // known already
    this.#socketAt = 0;
    this.#open = Promise.withResolvers();
    if (!match.running) return;
    const fault = course.fault;
    const own = this.#own();
    const out = own !== undefined && course.game.isOut(own);
    this.#drop = { player, at: Date.now(), fault, backAt: null, by: null, ackedAt: null, out };
    match.drops.push(this.#drop);
  }

  #back(by: 'sdk' | 'api'): void {
    this.#socketAt = Date.now();
    if (this.#drop && this.#drop.backAt === null) Object.assign(this.#drop, { backAt: Date.now(), by });
    this.#open.resolve();
    this.#returned.resolve();
  }

  /** The standard client gave up: asks where the match is, until it is over. */
  async #findBack(): Promise<void> {
    const { api, match, course } = this.#needs;
    while (!this.#isOver) {
      try {
        const way = await api.get<{ match_id: string; seat: SeatReservation }>('/api/v1/players/me/match');
        if (way?.match_id === match.id && (await this.#join(way.seat))) return;
        const known = await this.#checkOver();
        // It never began, and nobody knows it any more: its people are back in the queue.
        if (!way && !known && !match.started) return this.#end();
      } catch {
        // Nobody answers for the moment.
      }
      if (!this.#isOver) await pause(AGAIN_AFTER_MS, undefined, { signal: course.signal }).catch(() => {});
    }
  }

  /** Ends when the result is stored: who was away does not hear of it. False when nobody knows the match. */
  async #checkOver(): Promise<boolean> {
    const { api, match } = this.#needs;
    const record = await api.get<{ outcome: string }>(`/api/v1/matches/${match.id}`).catch(() => null);
    if (record && record.outcome !== 'running') this.#hear();
    return record !== null;
  }

  #own(): DrilledPlayer | undefined {
    return this.#room?.state?.players?.get(this.#needs.player);
  }

  /** Commands of ours were taken, as this state says. */
  #takenOf(room: Room | null): void {
    const taken = room && this.#commands ? this.#commands.taken(room) : 0;
    if (taken === 0) return;
    this.#needs.match.commands += taken;
    if (this.#drop?.backAt) this.#drop.ackedAt ??= Date.now();
  }

  /** Sends one command, and waits until the next is due. */
  async #command(commands: Commands): Promise<void> {
    const { match, course } = this.#needs;
    const [own, room] = [this.#own(), this.#room];
    if (match.running && room && own) commands.send(room, own);
    else if (match.phase === 'finished') await this.#checkOver();
    await pause(match.running ? COMMAND_MS : AGAIN_AFTER_MS, undefined, { signal: course.signal }).catch(
      () => {},
    );
  }

  /** Does what is to be done next, and thinks. */
  async #move(): Promise<void> {
    const { course, random, match } = this.#needs;
    let thinkMs = course.hurry ? random.int(60, 120) : random.int(1000, 3000);
    if (match.running) {
      this.#request ??= this.#next();
      if (!this.#request) thinkMs = LOOK_EVERY_MS;
      else if (!(await this.#send(this.#request))) thinkMs = AGAIN_AFTER_MS;
    } else {
      thinkMs = AGAIN_AFTER_MS;
      if (match.phase === 'finished') await this.#checkOver();
    }
    this.#returned = Promise.withResolvers();
    // Not `pause` with a signal: that makes two errors a move, which is most of what a client costs.
    const thought = Promise.withResolvers<void>();
    const thinking = setTimeout(thought.resolve, thinkMs);
    await Promise.race([thought.promise, this.#returned.promise, this.#over.promise]);
    clearTimeout(thinking);
  }

  #next(): Request | null {
    const { course, random, player, match } = this.#needs;
    const own = this.#own();
    const view = this.#room?.state;
    if (!own || !view) return null;
    const back = this.#drop !== null && this.#drop.ackedAt === null;
    const mover = { match: match.id, player, random, hurry: course.hurry, back };
    const move = course.game.next(view, own, mover);
    if (!move) return null;
    this.#requests += 1;
    return { id: `${player.slice(0, 8)}-${this.#requests}`, move, sentAt: Date.now(), tries: 0 };
  }

  /** True when it was accepted. What got no answer stays, to be sent again as it is. */
  async #send(request: Request): Promise<boolean> {
    const { random, match, player } = this.#needs;
    const room = this.#room as Room<unknown, DrilledView>;
    const socketAt = this.#socketAt;
    request.tries += 1;
    const twice = random.chance(TWICE);
    const body = { request_id: request.id, ...request.move };
    const one = () => room.request('action', body, { timeout: REPLY_WITHIN_MS });
    const answers = await Promise.allSettled(twice ? [one(), one()] : [one()]);
    const replies = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const refusals = answers.flatMap((answer) =>
      answer.status === 'rejected' ? refusalOf(answer.reason) : [],
    );
    const said = new Set([...replies, ...refusals].map((answer) => JSON.stringify(answer)));
    if (said.size > 1) match.contradictions.push(`${player} ${request.id}: ${[...said].join(' and ')}`);
    if (said.size > 0) this.#request = null;
    const [reply] = replies;
    if (!reply) return false;
    const ackedAt = Date.now();
    const { version } = reply;
    const award = this.#needs.course.game.award(reply);
    const again = request.tries > 1;
    match.acks.push({
      player,
      requestId: request.id,
      version,
      sentAt: request.sentAt,
      ackedAt,
      again,
      socketAt,
      award,
    });
    if (this.#drop) this.#drop.ackedAt ??= ackedAt;
    return true;
  }
}

/** A refusal for good; nothing when there was no answer, or one that says to try again. */
function refusalOf(error: unknown): { code: string }[] {
  const reason = (error as { reason?: { code: string; retry_after_ms?: number } }).reason;
  return reason && !RETRY.has(reason.code) && reason.retry_after_ms === undefined ? [reason] : [];
}
