import type { Player } from '../swarm/Player.ts';
import { schedule } from '../swarm/schedule.ts';
import type { RoomSocket } from '../wire/RoomSocket.ts';
import type { Scenario } from './Scenario.ts';

/** One in so many decodes the lobby's state; the others count what they get. */
const DECODES = 100;
/** One in so many asks the server for an echo now and then: that is the lobby's action. */
const ECHOES = 50;
const ECHO_EVERY_MS = 5000;

/** Everybody is in the lobby and waits for nothing. */
export const lobby: Scenario = {
  text: 'everybody sits in the lobby; some ask for an echo',
  signsIn: true,
  group: 500,
  room: 'lobby',

  async join(player, name) {
    const seat = await player.reserve(name);
    const room = await player.enter(seat, player.index % DECODES === 0 ? { changed() {} } : {});
    return async () => {
      player.playing = true;
      const stop = player.index % ECHOES === 0 ? echoes(player, room) : () => {};
      await player.until(room.closed);
      player.playing = false;
      stop();
    };
  },
};

function echoes({ random, measures }: Player, room: RoomSocket): () => void {
  const first = random.between(0, ECHO_EVERY_MS);
  return schedule(
    first,
    () => ECHO_EVERY_MS,
    (lateMs) => {
      const sentAt = performance.now();
      measures.time('late', lateMs);
      measures.count('actions');
      room.ping(() => {
        measures.count('acknowledged');
        measures.time('ack', performance.now() - sentAt);
      });
    },
  );
}
