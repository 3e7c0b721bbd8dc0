import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { AuthContext, ServerError } from '@colyseus/core';
import { LobbyDoor } from '../../src/rooms/LobbyDoor.ts';

interface FakeRoom {
  roomId: string;
  locked: boolean;
  there: boolean;
}

class SeatReservationError extends Error {}

/** The door of a process called `here`, with rooms for two that the test opens. */
function doorOf(loads: Record<string, number> = { here: 0 }) {
  const rooms: FakeRoom[] = [];
  const opens: (() => void)[] = [];
  const taken = new Map<string, string[]>();
  const world = { refuses: false, full: 0 };
  const door = new LobbyDoor({
    loads: async () => Object.entries(loads).map(([processId, ccu]) => ({ processId, ccu })),
    ownId: () => 'here',
    async admit(options) {
      if (world.refuses) throw new Error('banned');
      return { id: String(options), tokenVersion: 1 };
    },
    async open() {
      const room = { roomId: `room ${rooms.push({} as FakeRoom)}`, locked: false, there: false };
      rooms[rooms.length - 1] = room;
      door.opened(room);
      await new Promise<void>((resolve) => opens.push(resolve));
      room.there = true;
    },
    isThere: (room) => (room as unknown as FakeRoom).there,
    async reserve({ roomId }, _options, { id }) {
      world.full -= 1;
      if (world.full >= 0) throw new SeatReservationError(`${roomId} is already full.`);
      const players = [...(taken.get(roomId) ?? []), id];
      taken.set(roomId, players);
      const room = rooms.find((one) => one.roomId === roomId) as FakeRoom;
      assert.ok(room.there && !room.locked);
      room.locked = players.length === 2;
      return { roomId };
    },
  });
  return {
    door,
    rooms,
    taken,
    world,
    seat: (player: string) => door.seat(player, {} as AuthContext),
    async open() {
      await turn();
      opens.shift()?.();
      await turn();
    },
  };
}

describe('the door of the lobby', () => {
  it('seats who comes in rooms of this process, one after the other, and opens one for all who wait', async () => {
    const { seat, open, rooms, taken } = doorOf({ here: 10, there: 0 });
    const first = [seat('a'), seat('b'), seat('c')];
    await open();
    assert.equal(rooms.length, 2, 'the third waits for another');
    await open();
    assert.deepEqual(await Promise.all(first), [
      { roomId: 'room 1' },
      { roomId: 'room 1' },
      { roomId: 'room 2' },
    ]);
    assert.deepEqual(await seat('d'), { roomId: 'room 2' });
    (rooms[0] as FakeRoom).locked = false; // somebody left
    assert.deepEqual(await seat('e'), { roomId: 'room 1' });
    assert.deepEqual([...taken.keys()], ['room 1', 'room 2']);
  });

  it('leaves it to all processes where another has far fewer players', async () => {
    assert.equal(await doorOf({ here: 500, there: 0 }).seat('a'), null);
    const even = doorOf({ here: 499, there: 0 });
    const seated = even.seat('a');
    await even.open();
    assert.deepEqual(await seated, { roomId: 'room 1' });
  });

  it('seats nobody in a room that is gone, and nobody who may not come in', async () => {
    const { door, seat, open, rooms, world, taken } = doorOf();
    const seated = seat('a');
    await open();
    await seated;
    world.refuses = true;
    await assert.rejects(seat('b'), /banned/);
    world.refuses = false;
    door.closed(rooms[0] as object);
    const other = seat('c');
    await open();
    assert.deepEqual(await other, { roomId: 'room 2' });
    assert.deepEqual([...taken.values()], [['a'], ['c']]);
  });

  it('asks for another seat where there was none, and has people come again where there is none', async () => {
    const { seat, open, world } = doorOf();
    world.full = 2;
    const seated = seat('a');
    await open();
    assert.deepEqual(await seated, { roomId: 'room 1' });
    world.full = 3;
    await assert.rejects(
      seat('b'),
      ({ code, message }: ServerError) => code === 503 && /^retry_later/.test(message),
    );
  });
});
