import type { Player } from '../swarm/Player.ts';
import { Sightings } from '../swarm/Sightings.ts';
import { schedule } from '../swarm/schedule.ts';
import type { RoomSocket, SeatReservation } from '../wire/RoomSocket.ts';
import type { Mind, TableView } from './Mind.ts';

/** Who at which match saw what, in this process. */
const tables = new Map<string, Sightings>();

/** One player in one match. */
export class TableSeat {
  readonly #player: Player;
  readonly #match: string;
  readonly #sightings: Sightings;
  readonly #over = Promise.withResolvers<void>();
  readonly #mind: Mind;
  #view: TableView | null = null;
  #requests = 0;
  #room!: RoomSocket;

  private constructor(player: Player, match: string, mind: Mind) {
    this.#player = player;
    this.#mind = mind;
    this.#match = match;
    this.#sightings = tables.get(match) ?? new Sightings((ms) => player.measures.time('seen', ms));
    tables.set(match, this.#sightings); // all of a table come at the same time
  }

  /** @throws Error when the room does not let the player in */
  static async take(player: Player, reserved: SeatReservation, mind: Mind): Promise<TableSeat> {
    const seat = new TableSeat(player, reserved.roomId, mind);
    try {
      seat.#room = await player.enter(reserved, {
        changed: (state) => seat.#see(state as TableView),
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
    const { from, to } = this.#mind.pace;
    const stop = schedule(
      random.between(0, to),
      () => random.between(from, to),
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

  #see(view: TableView): void {
    const player = this.#player;
    this.#view = view;
    this.#sightings.saw(player.id, view.version, performance.now());
    player.playing = view.phase === 'playing';
    this.#mind.sees(view);
  }

  #act(lateMs: number): void {
    const { id, measures } = this.#player;
    const move = this.#view?.phase === 'playing' ? this.#mind.move(this.#view) : null;
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
}
