import type { Player } from '../swarm/Player.ts';
import { Sightings } from '../swarm/Sightings.ts';
import { schedule } from '../swarm/schedule.ts';
import type { RoomSocket, SeatReservation } from '../wire/RoomSocket.ts';
import { answerTo, look, type Notes, type Puzzle } from './relayAnswers.ts';

/** Relay's state as a client has it. */
interface View {
  phase: string;
  version: number;
  players: { get(id: string): OwnView | undefined };
}

interface OwnView {
  points: number;
  active: boolean;
  puzzle?: Puzzle;
}

/** From one action of a player to the next. */
const PACE_MS = { from: 6000, to: 10_000 };
/** One answer in so many is wrong on purpose. */
const SLIPS = 0.1;
const WRONG = '?';
/** A skip costs this much, and must leave something. */
const SKIP_COST = 5;

/** Who at which match saw what, in this process. */
const tables = new Map<string, Sightings>();

/** One player in one match of relay. */
export class RelaySeat {
  readonly #player: Player;
  readonly #match: string;
  readonly #sightings: Sightings;
  readonly #over = Promise.withResolvers<void>();
  readonly #notes: Notes = {};
  #view: View | null = null;
  #requests = 0;
  #room!: RoomSocket;

  private constructor(player: Player, match: string) {
    this.#player = player;
    this.#match = match;
    this.#sightings = tables.get(match) ?? new Sightings((ms) => player.measures.time('seen', ms));
    tables.set(match, this.#sightings); // all of a table come at the same time
  }

  /** @throws Error when the room does not let the player in */
  static async take(player: Player, reserved: SeatReservation): Promise<RelaySeat> {
    const seat = new RelaySeat(player, reserved.roomId);
    try {
      seat.#room = await player.enter(reserved, {
        changed: (state) => seat.#see(state as View),
        messages: { result: () => seat.#over.resolve() },
      });
    } catch (error) {
      seat.#forget();
      throw error;
    }
    player.match = seat.#match;
    return seat;
  }

  /** Acts now and then until the match is over, the socket is closed, or the run ends. Then it leaves. */
  async play(): Promise<void> {
    const player = this.#player;
    const { random } = player;
    const stop = schedule(
      random.between(0, PACE_MS.to),
      () => random.between(PACE_MS.from, PACE_MS.to),
      (lateMs) => this.#act(lateMs),
    );
    await player.until(Promise.race([this.#over.promise, this.#room.closed]));
    stop();
    this.#room.leave();
    player.match = '';
    player.playing = false;
    this.#forget();
  }

  #forget(): void {
    this.#sightings.left(this.#player.id);
    if (this.#sightings.players === 0) tables.delete(this.#match);
  }

  #see(view: View): void {
    const player = this.#player;
    this.#view = view;
    this.#sightings.saw(player.id, view.version, performance.now());
    player.playing = view.phase === 'playing';
    const puzzle = view.players.get(player.id)?.puzzle;
    if (puzzle) look(puzzle, this.#notes);
  }

  #act(lateMs: number): void {
    const { id, measures } = this.#player;
    const move = this.#move();
    if (!move) return;
    this.#requests += 1;
    const sentAt = performance.now();
    measures.time('late', lateMs);
    measures.count('actions');
    this.#room.ask('action', { request_id: `swarm-${this.#requests}`, ...move }, (ok, answer) => {
      if (!ok && answer instanceof Error) return measures.count('unanswered');
      if (!ok) return measures.refuse(String((answer as { code?: string } | undefined)?.code));
      measures.count('acknowledged');
      measures.time('ack', performance.now() - sentAt);
      this.#sightings.acted(id, (answer as { version: number }).version, sentAt);
    });
  }

  /** What it does now, from what its own player sees; null for nothing. */
  #move(): object | null {
    const { id, random } = this.#player;
    const own = this.#view?.phase === 'playing' ? this.#view.players.get(id) : undefined;
    const puzzle = own?.puzzle;
    if (!own?.active || !puzzle?.id) return null;
    const answer = random.chance(SLIPS) ? WRONG : answerTo(puzzle, this.#notes, random);
    if (answer === null && own.points > SKIP_COST) return { action: 'skip' };
    return { action: 'answer', puzzle_id: puzzle.id, answer: answer ?? WRONG };
  }
}
