import assert from 'node:assert/strict';
import type { Head } from '../../src/button/push.ts';
import type { ButtonState } from '../../src/protocol/button.ts';
import { fakeButton } from './fakeButton.ts';

const head = (epoch: number, version: number, by = 'ada'): Head => ({
  ...{ epoch, version, by, at: 1000, ends: 61_000, count: 1, startedAt: 1000 },
});
const turn = () => new Promise(setImmediate);

/** A socket, and what it was told: epoch and version. */
function watcher() {
  const told: [number, number, string | undefined][] = [];
  const socket = {
    full: false,
    unsent: () => (socket.full ? 100_000 : 0),
    write(frame: Uint8Array) {
      const [type, { epoch, version, by }]: [string, ButtonState] = JSON.parse(
        new TextDecoder().decode(frame),
      );
      assert.equal(type, 'button');
      told.push([epoch, version, by?.name]);
    },
  };
  return { told, socket };
}

describe('ButtonHub', () => {
  it('tells a new socket how it stands, and from then on each change', async () => {
    const { hub } = fakeButton();
    const [early, late, gone] = [watcher(), watcher(), watcher()];
    hub.attach(early.socket);
    hub.attach(gone.socket)();
    hub.hear(head(1, 1));
    await turn();
    hub.attach(late.socket);
    hub.hear(head(1, 2, 'bob'));
    await turn();
    const both = [
      [1, 1, 'name of ada'],
      [1, 2, 'name of bob'],
    ];
    assert.deepEqual([early.told, late.told, gone.told], [both, both, []]);
  });

  it('passes over what is older, and takes a new epoch whatever its version', async () => {
    const { hub } = fakeButton();
    const { told, socket } = watcher();
    hub.attach(socket);
    for (const one of [head(1, 5), head(1, 4), head(1, 5), head(2, 3), head(1, 9), head(2, 4)]) {
      hub.hear(one);
      await turn();
    }
    assert.deepEqual(
      told.map(([epoch, version]) => [epoch, version]),
      [
        [1, 5],
        [2, 3],
        [2, 4],
      ],
    );
  });

  it('tells the latest alone when pushes come faster than they can be told, and pauses between', async () => {
    const clock = { now: 0 };
    const pauses: number[] = [];
    let go = () => {};
    const pause = (ms: number) => {
      pauses.push(ms);
      return new Promise<void>((resolve) => {
        go = resolve;
      });
    };
    const { hub } = fakeButton({ now: () => clock.now, pause });
    const { told, socket } = watcher();
    hub.attach(socket);
    const slow = watcher();
    hub.attach({
      ...slow.socket,
      write(frame) {
        slow.socket.write(frame);
        clock.now += 40;
      },
    });
    for (const version of [1, 2, 3]) hub.hear(head(1, version));
    await turn();
    hub.hear(head(1, 4));
    hub.hear(head(1, 5));
    await turn();
    const soFar = () => [told.map(([, version]) => version), pauses];
    assert.deepEqual(soFar(), [[1], [80]], 'twice what it took');
    go();
    await turn();
    assert.deepEqual(soFar(), [
      [1, 5],
      [80, 80],
    ]);
    go();
    await turn();
    assert.equal(pauses.length, 2, 'nothing is told again and again');
  });

  it('tells who does not read when they have read', async () => {
    const { hub } = fakeButton();
    const { told, socket } = watcher();
    hub.attach(socket);
    socket.full = true;
    hub.hear(head(1, 1));
    hub.hear(head(1, 2));
    await turn();
    hub.tick();
    assert.deepEqual(told, []);
    socket.full = false;
    hub.tick();
    hub.tick();
    assert.deepEqual(told, [[1, 2, 'name of ada']]);
  });

  it('goes on telling after a state could not be encoded', async () => {
    let fails = true;
    const encode = (state: unknown) => {
      if (fails) throw new Error('not this time');
      return new TextEncoder().encode(JSON.stringify(['button', state]));
    };
    const { hub, warnings } = fakeButton({ encode });
    const { told, socket } = watcher();
    hub.attach(socket);
    hub.hear(head(1, 1));
    await turn();
    hub.tick();
    await turn();
    assert.deepEqual([told, warnings.length], [[], 2]);
    fails = false;
    hub.tick();
    await turn();
    hub.hear(head(1, 2));
    await turn();
    assert.deepEqual(
      told.map(([, version]) => version),
      [1, 2],
    );
  });

  it('tells the others when one cannot be written to, and that one when it can', async () => {
    const { hub } = fakeButton();
    const [broken, whole] = [watcher(), watcher()];
    let breaks = true;
    hub.hear(head(1, 1));
    await turn();
    hub.attach({
      ...broken.socket,
      write(frame) {
        if (breaks) throw new Error('it is closing');
        broken.socket.write(frame);
      },
    });
    hub.attach(whole.socket);
    whole.socket.full = true;
    hub.hear(head(1, 2));
    await turn();
    whole.socket.full = false;
    hub.tick();
    const versions = ({ told }: typeof whole) => told.map(([, version]) => version);
    assert.deepEqual([versions(broken), versions(whole)], [[], [1, 2]]);
    breaks = false;
    hub.tick();
    assert.deepEqual(versions(broken), [2]);
  });

  it('shows who pushed last by another name once they have one, and nobody else', async () => {
    const { hub, names } = fakeButton();
    const { told, socket } = watcher();
    hub.attach(socket);
    hub.hear(head(1, 1));
    await turn();
    names.set('ada', 'Deleted player');
    hub.accountChanged('bob');
    await turn();
    hub.accountChanged('ada');
    await turn();
    assert.deepEqual(
      told.map(([, , name]) => name),
      ['name of ada', 'Deleted player'],
    );
    assert.equal((await hub.state())?.by?.name, 'Deleted player');
  });

  it('lets all wait, however many they are', async () => {
    const { hub } = fakeButton();
    hub.hear(head(1, 1));
    let over = 0;
    const end = () => {
      over += 1;
    };
    const waiting = Array.from({ length: 1500 }, () => {
      const { came, stop } = hub.newer({ version: 1 }, 1e6);
      return { stop, came: came.then(end) };
    });
    await turn();
    assert.equal(over, 0);
    waiting[0]?.stop();
    await waiting[0]?.came;
    assert.equal(over, 1, 'who does not wait any more');
    hub.hear(head(1, 2));
    await Promise.all(waiting.map(({ came }) => came));
  });

  it('lets wait for what is newer than what is known', async () => {
    const { hub } = fakeButton();
    hub.hear(head(2, 7));
    await hub.newer({ version: 6 }, 1e6).came;
    await hub.newer({ epoch: 1, version: 99 }, 1e6).came;
    let woken = false;
    const waiting = hub.newer({ epoch: 2, version: 7 }, 1e6).came.then(() => {
      woken = true;
    });
    const ahead = hub.newer({ epoch: 2, version: 9 }, 1e6).came;
    await turn();
    assert.equal(woken, false);
    hub.hear(head(2, 8));
    await waiting;
    hub.hear(head(3, 1));
    await ahead;
  });
});
