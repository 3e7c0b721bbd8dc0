import assert from 'node:assert/strict';
import type { Room } from '@colyseus/sdk';
import sinon from 'sinon';
import { ParlorError } from '../../client/ParlorError.ts';
import { RoomKeeper } from '../../client/RoomKeeper.ts';
import type { RoomOpener } from '../../client/RoomOpener.ts';
import type { SeatReservation } from '../../src/protocol/seat.ts';
import { settle } from './support/happens.ts';
import { ManualClock } from './support/ManualClock.ts';

/** A room whose socket the test drops and brings back. */
class FakeRoom {
  readonly reconnection = { enabled: true };
  closed = false;
  readonly connection = {
    events: {} as { onmessage?: (event: object) => void },
    close: () => {
      this.closed = true;
    },
  };
  drop: (code: number) => void = () => {};
  comeBack: () => void = () => {};
  onDrop(fn: (code: number) => void): void {
    this.drop = fn;
  }
  onReconnect(fn: () => void): void {
    this.comeBack = fn;
  }
  leave: (code: number) => void = () => {};
  onLeave(fn: (code: number) => void): void {
    this.leave = fn;
  }
  ping(): void {}
}

/** A keeper that opens these rooms, each when the test says so. */
function keeper(...rooms: FakeRoom[]) {
  const clock = new ManualClock();
  const seen = { reserved: 0, opened: 0 };
  const opening: (() => void)[] = [];
  const open = () =>
    new Promise<Room>((resolve) => opening.push(() => resolve(rooms.shift() as unknown as Room)));
  const user = {
    async reserve(): Promise<SeatReservation> {
      seen.reserved += 1;
      return {} as SeatReservation;
    },
    opened() {
      seen.opened += 1;
    },
    changed() {},
    finalClose: () => false,
    refused() {},
  };
  const it = new RoomKeeper({ rooms: { open } as unknown as RoomOpener, clock, random: () => 1 }, user);
  async function started(): Promise<void> {
    const starting = it.start();
    await settle();
    opening.shift()?.();
    await starting;
  }
  return { it, clock, seen, opening, started };
}

describe('RoomKeeper', () => {
  it('closes a room that opens only after it was closed itself', async () => {
    const room = new FakeRoom();
    const { it, seen, opening, clock } = keeper(room);
    void it.start();
    await settle();

    it.close();
    opening.shift()?.();
    await settle();

    assert.equal(room.closed, true);
    assert.equal(seen.opened, 0);
    assert.equal(it.up, false);
    assert.equal(clock.pending, 0);
  });

  it('comes back later, not at once, after the server closed it for sending too much', async () => {
    const room = new FakeRoom();
    const { seen, clock, started } = keeper(room);
    await started();
    clock.advance(5000); // it held: what failed before is forgotten

    room.leave(4105);
    await settle();
    assert.equal(seen.reserved, 1);
    clock.advance(9999);
    await settle();
    assert.equal(seen.reserved, 1);
    clock.advance(1000);
    await settle();
    assert.equal(seen.reserved, 2);
  });

  it('says that the server restarts when the server does, and not when the browser lost its network', async () => {
    const room = new FakeRoom();
    const { it, started } = keeper(room);
    await started();
    const online = sinon.stub(globalThis, 'navigator').value({ onLine: false });

    room.drop(4010); // the SDK closes by the same code itself
    const offline = it.restarting;
    room.comeBack();
    online.value({ onLine: true });
    room.drop(4010);

    online.restore();
    assert.deepEqual([offline, it.restarting], [false, true]);
  });

  it('says that an open socket is silent when nothing comes over it, until something does', async () => {
    const room = new FakeRoom();
    const { it, clock, started } = keeper(room);
    await started();

    clock.advance(2500);
    const silent = [it.silent, it.status];
    room.connection.events.onmessage?.({});

    assert.deepEqual(silent, [true, 'reconnecting']);
    assert.deepEqual([it.silent, it.status], [false, 'live']);
  });

  it('asks for no seat earlier than the server says', async () => {
    const clock = new ManualClock();
    let reserved = 0;
    const user = {
      reserve(): Promise<SeatReservation> {
        reserved += 1;
        throw new ParlorError('rate_limited', 'Slower.', 429, { retry_after_ms: 4000 });
      },
      opened() {},
      changed() {},
      finalClose: () => false,
      refused: () => assert.fail('it passes'),
    };
    const it = new RoomKeeper({ rooms: {} as RoomOpener, clock, random: () => 1 }, user);
    await assert.rejects(it.start(), { code: 'rate_limited' });
    clock.advance(4000);
    await settle();
    assert.equal(reserved, 1);
    clock.advance(500);
    await settle();
    assert.equal(reserved, 2);
    it.close();
  });

  it('counts a drop once, however often the SDK fails to return', async () => {
    const room = new FakeRoom();
    const { it, started } = keeper(room);
    await started();

    for (let tries = 0; tries < 5; tries++) room.drop(1006);

    assert.equal(it.failures, 1);
    assert.equal(room.closed, false);
  });

  it('gives a socket time that drops again and again, and asks for another seat', async () => {
    const room = new FakeRoom();
    const { it, clock, seen, started } = keeper(room);
    await started();

    for (let drops = 1; drops <= 3; drops++) {
      room.drop(1006);
      assert.equal(room.closed, drops === 3, `after ${drops} drops`);
      if (drops < 3) room.comeBack();
    }
    const before = seen.reserved;
    clock.advance(500);
    await settle();

    assert.equal(it.failures, 3);
    assert.deepEqual([before, seen.reserved], [1, 2]);
    it.close();
  });

  it('forgets failures once the socket held', async () => {
    const room = new FakeRoom();
    const { it, clock, started } = keeper(room);
    await started();
    room.drop(1006);
    room.comeBack();

    clock.advance(5000);

    assert.equal(it.failures, 0);
  });
});
