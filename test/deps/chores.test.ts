import assert from 'node:assert/strict';
import { createChores } from '../../src/deps/chores.ts';
import type { Parts } from '../../src/deps/parts.ts';
import { LeasePlace, MemoryLease } from '../../src/persistence/memory/memoryLease.ts';
import { queueFixture } from '../matchmaking/queueFixture.ts';

const nothing = async () => {};

describe('a process that goes down', () => {
  it('leaves making matches to another at once, also in the middle of a pass, and hears of nobody who comes', async () => {
    const place = new LeasePlace();
    const [own, other] = [new MemoryLease(() => 0, place), new MemoryLease(() => 0, place)];
    const gate = Promise.withResolvers<[]>();
    const at = queueFixture({ lead: () => own.hold(), openRooms: () => gate.promise });
    for (const player of ['a', 'b', 'c', 'd', 'e']) await at.join(player);
    at.later(1_000);
    let came: (() => void) | null = null;
    const part = { listen: nothing, sweep: nothing, stop: nothing, chores: [] };
    const chores = createChores({
      stores: {
        shared: { liveness: { beat: nothing, leave: nothing }, matchmaker: own, chores: [] },
        health: async () => ({}),
        jobs: { finish() {} },
        close: nothing,
      },
      players: { spending: null, budgets: {}, listen: nothing },
      matches: { recovery: { stop() {}, sweep: nothing } },
      queue: {
        passes: at.passes,
        tellStatus: nothing,
        async listen(listener: () => void) {
          came = listener;
          return () => {
            came = null;
          };
        },
      },
      ...{ push: part, button: part, ranking: { check: nothing } },
      metrics: { queue: { stoodBack() {} }, stores: { looked() {} } },
      log: { error() {}, warn() {}, info() {} },
    } as unknown as Parts);

    try {
      await chores.start();
      await own.hold();
      (came as (() => void) | null)?.(); // a pass begins, and looks for open rooms
      const drained = chores.drain();
      assert.equal(came, null);
      gate.resolve([]);
      await Promise.all([drained, at.passes.pass()]);

      assert.equal(await other.hold(), true);
      assert.equal(at.told.filter(({ type }) => type === 'ready_check').length, 0);
    } finally {
      gate.resolve([]);
      await chores.drain();
      await chores.stop();
    }
  });
});
