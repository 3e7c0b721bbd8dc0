import { RelayMind } from './RelayMind.ts';
import type { Scenario } from './Scenario.ts';
import { TableSeat } from './TableSeat.ts';

/** The same players at the same pace on `bench/vanilla.ts`: rooms of plain Colyseus, joined without an account. */
export const vanilla: Scenario = {
  text: 'the players of relay in plain Colyseus rooms that store nothing (bench/vanilla.ts)',
  signsIn: false,
  group: 5,
  room: 'relay',

  async join(player, room) {
    const playOn = async (first: TableSeat) => {
      await first.play();
      while (!player.signal.aborted) await (await sit()).play();
    };
    const sit = async () => {
      const reserved = await player.reserve(room);
      player.id = reserved.sessionId; // nobody asks who one is there
      return TableSeat.take(player, reserved, new RelayMind(player));
    };
    const seat = await sit();
    return () => playOn(seat);
  },
};
