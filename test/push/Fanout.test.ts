import assert from 'node:assert/strict';
import type { Priority } from '../../src/protocol/notifications.ts';
import { Fanout } from '../../src/push/Fanout.ts';

describe('the fan-out', () => {
  let waiting: (() => void)[];
  let fanout: Fanout;
  let written: string[];
  beforeEach(() => {
    waiting = [];
    written = [];
    fanout = new Fanout({ later: (work) => waiting.push(work) });
  });
  const turn = () => waiting.shift()?.();
  function run(): void {
    while (waiting.length > 0) turn();
  }
  const receivers = (count: number, name: string) =>
    Array.from({ length: count }, () => ({ write: () => void written.push(name) }));
  const send = (lane: Priority, count: number) =>
    fanout.send(lane, receivers(count, lane), new Uint8Array([1]));

  it('writes in slices, with everybody else between them', async () => {
    const done = send('normal', 250);
    assert.equal(written.length, 25);
    turn();
    assert.equal(written.length, 50);
    assert.equal(fanout.waiting('normal'), 200);
    run();
    assert.equal(await done, 250);
    assert.equal(fanout.waiting('normal'), 0);
  });

  it('lets what is urgent overtake', async () => {
    const low = send('low', 1000);
    const urgent = send('urgent', 40);
    turn();
    turn();
    assert.equal(await urgent, 40);
    assert.equal(written.filter((lane) => lane === 'low').length, 25);
    run();
    assert.equal(await low, 1000);
  });

  it('gives each lane its share, and starves none', () => {
    void send('low', 5000);
    void send('normal', 5000);
    void send('high', 5000);
    for (let i = 0; i < 28; i++) turn();
    const slices = (lane: string) => Math.round(written.filter((one) => one === lane).length / 25);
    assert.ok(slices('high') >= 14 && slices('high') <= 18, `${slices('high')}`);
    assert.ok(slices('normal') >= 7 && slices('normal') <= 9, `${slices('normal')}`);
    assert.ok(slices('low') >= 4, `${slices('low')}`);
    run();
    assert.equal(written.length, 15_000);
  });

  it('lets what is for few come before the rest of what is for many, in the same lane', async () => {
    const many = send('normal', 1000);
    const few = Array.from({ length: 10 }, (_, i) =>
      fanout.send('normal', receivers(1, `${i}`), new Uint8Array([1])),
    );
    const others = send('normal', 500);
    turn();
    assert.equal(written.length, 50);
    turn();
    assert.deepEqual(await Promise.all(few), Array(10).fill(1), 'several in one turn');
    assert.equal(written.length, 75);
    run();
    assert.deepEqual([await many, await others, fanout.waiting('normal')], [1000, 500, 0]);
  });

  it('goes on when one of them is just gone', async () => {
    const gone = {
      write() {
        throw new Error('gone');
      },
    };
    const others = receivers(2, 'low');
    const done = fanout.send('low', [others[0] as never, gone, others[1] as never], new Uint8Array([1]));
    run();
    assert.equal(await done, 3);
    assert.equal(written.length, 2);
  });

  it('refuses more than can wait', async () => {
    void send('low', 150_000);
    assert.equal(await send('low', 100_000), 0);
    assert.ok(fanout.waiting('low') <= 150_000);
    run();
  });
});
