import assert from 'node:assert/strict';
import { drilledArena } from '../../../scripts/drill/games/arena.ts';
import { arena } from '../../../src/games/arena/arena.ts';
import type { ArenaSecret, ArenaState } from '../../../src/games/arena/state.ts';
import { Random } from '../../../src/lib/random.ts';
import { canonical } from '../../../src/match/canonical.ts';
import type { TakenOver } from '../../../src/match/matchStore.ts';
import { replay } from '../../../src/match/replay.ts';
import { arenaMaker } from '../../../src/schema/arena.ts';
import { ids, MATCH, tableFixture } from '../../support/hostedToy.ts';
import { MemoryMatchStore } from '../../support/memory/memoryMatchStore.ts';
import { SentInputs } from '../../support/sentInputs.ts';

const PEOPLE = ids.slice(0, 3);
const WHAT_STAYS = ['seat', 'score', 'kills', 'deaths', 'hp', 'x', 'y', 'weapon', 'ammo'] as const;

/** A table of the arena that some who hunt each other play. */
async function hunting(store = new MemoryMatchStore(), taken?: TakenOver) {
  const sent = new Map(PEOPLE.map((id) => [id, new SentInputs()]));
  const at = await tableFixture({}, { store }, arena as never, taken, arenaMaker.plain as never, (id) =>
    sent.get(id),
  );
  const state = at.table.state as unknown as ArenaState;
  const random = Random.seeded('hunting');
  await at.here(...PEOPLE);
  if (!taken) await at.pass(3_100);
  assert.equal(state.phase, 'playing');
  const players = () =>
    [...state.players.values()].map((player) =>
      Object.fromEntries(WHAT_STAYS.map((what) => [what, player[what]])),
    );
  /** By tick. */
  const seen = new Map<number, unknown>();
  return {
    ...at,
    state,
    seen,
    players,
    /** So many steps, in which everybody hunts, or nobody does anything. */
    async steps(count: number, hunts = true): Promise<void> {
      for (let i = 0; i < count; i++) {
        for (const [id, inputs] of hunts && i % 2 === 0 ? sent : []) {
          const own = state.players.get(id);
          if (own) inputs.send(drilledArena.command?.(state as never, own, random) ?? {});
        }
        at.table.step(1);
        seen.set(state.tick, players());
        await new Promise(setImmediate);
        if (i % 4 === 3) await at.pass(60, 60);
      }
    },
    kills: () => [...state.players.values()].reduce((sum, player) => sum + player.kills, 0),
    async found() {
      const found = await store.find(MATCH);
      assert.ok(found);
      const again = await store.takeOver(found, 'there');
      assert.ok(again);
      return again;
    },
  };
}

describe('arena: taken over', function () {
  this.timeout(60_000);

  it('AR25 keeps score, health and place as of a second before at most, never loses a kill, and begins with shields', async () => {
    const store = new MemoryMatchStore();
    let at = await hunting(store);
    let kills = 0;
    for (let cuts = 0; cuts < 3; cuts++) {
      while (at.kills() === kills) {
        assert.ok(at.state.tick < 6_000, 'nobody is killed: the test shows nothing');
        await at.steps(2);
      }
      kills = at.kills(); // just now, and it has been shown
      assert.ok(
        at.shown().includes(`"kills":${Math.max(...at.players().map(({ kills: own }) => Number(own)))}`),
      );
      const there = await hunting(store, await at.found());
      const { tick } = there.state;
      assert.ok(at.state.tick - tick <= 1_000 / 15, `${at.state.tick} → ${tick}`);
      assert.deepEqual(there.players(), at.seen.get(tick));
      assert.equal(there.kills(), kills);
      await there.table.checkpoint();
      const again = await there.found();
      const { journal, table, clock } = again;
      assert.equal(journal.at(-1)?.kind, 'restored');
      assert.ok(table.match);
      const { bullets, fighters } = table.match.secret as ArenaSecret;
      assert.deepEqual(bullets, []);
      for (const { shielded } of fighters) assert.equal(shielded, tick + 133);
      const replayed = replay(arena, arenaMaker, table.match.setup, journal, clock);
      assert.equal(canonical(replayed.state), canonical(there.state));
      at = await hunting(store, again);
    }
  });

  it('AR24 AR25 a death of who went away is stored before it is shown: a crash does not take it back', async () => {
    const store = new MemoryMatchStore();
    const at = await hunting(store);
    const [silent] = PEOPLE;
    const own = at.state.players.get(silent ?? '');
    assert.ok(own);
    own.hp = 40;
    await at.table.checkpoint();
    while (!at.shown().includes('"deaths":1')) {
      assert.ok(at.state.tick < 300, 'nobody went away');
      await at.steps(1, false);
    }
    const there = await hunting(store, await at.found());
    assert.equal(there.state.players.get(silent ?? '')?.deaths, 1);
  });
});
