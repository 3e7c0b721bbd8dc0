import type { Player } from '../swarm/Player.ts';
import { schedule } from '../swarm/schedule.ts';
import type { RoomSocket, SeatReservation } from '../wire/RoomSocket.ts';

/** The frame of a player's `n`th command. */
type CommandOf = (index: number, n: number) => Uint8Array;

const COMMAND_MS = 30;
/** Commands go ahead of the server's answer for so many at most, as the SDK's do: before the match it takes none. */
const MOST_AHEAD = 32;

/** One player in one match of a game that moves. It reads of patches only how many commands were taken. */
export class LiveSeat {
  readonly #player: Player;
  readonly #commandOf: CommandOf;
  readonly #over = Promise.withResolvers<void>();
  /** When commands were sent that were not taken yet, the oldest first. */
  #sentAt: number[] = [];
  #sent = 0;
  #room!: RoomSocket;

  private constructor(player: Player, commandOf: CommandOf) {
    this.#player = player;
    this.#commandOf = commandOf;
  }

  /** @throws Error when the room does not let the player in */
  static async take(player: Player, reserved: SeatReservation, commandOf: CommandOf): Promise<LiveSeat> {
    const seat = new LiveSeat(player, commandOf);
    seat.#room = await player.enter(reserved, {
      taken: (count) => seat.#taken(count),
      messages: { result: () => seat.#over.resolve() },
    });
    player.match = reserved.roomId;
    return seat;
  }

  /** Commands until the match is over, the socket is closed, or the run ends. Then it leaves. */
  async play(): Promise<void> {
    const player = this.#player;
    const stop = schedule(
      player.random.between(0, COMMAND_MS),
      () => COMMAND_MS,
      (lateMs) => this.#send(lateMs),
    );
    await player.until(Promise.race([this.#over.promise, this.#room.closed]));
    stop();
    this.#room.leave();
    player.match = '';
    player.playing = false;
  }

  #send(lateMs: number): void {
    const { index, measures } = this.#player;
    if (this.#sentAt.length >= MOST_AHEAD) return;
    this.#room.input(this.#commandOf(index, this.#sent));
    this.#sent += 1;
    this.#sentAt.push(performance.now());
    measures.time('late', lateMs);
    measures.count('actions');
  }

  #taken(count: number): void {
    const { measures } = this.#player;
    const fresh = count - (this.#sent - this.#sentAt.length);
    if (fresh <= 0) return;
    const now = performance.now();
    // Those of before the match waited for it.
    for (const sentAt of this.#sentAt.splice(0, fresh))
      if (this.#player.playing) measures.time('ack', now - sentAt);
    measures.count('acknowledged', fresh);
    this.#player.playing = true;
  }
}
