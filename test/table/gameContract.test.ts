import assert from 'node:assert/strict';
import { t } from '@colyseus/schema';
import type { BotMind } from '../../src/games/game.ts';
import type { MatchStore } from '../../src/match/matchStore.ts';
import { replay } from '../../src/match/replay.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { policyOf } from '../../src/matchmaking/matcher/policies.ts';
import { gameRooms } from '../../src/rooms/gameRooms.ts';
import { stateMaker } from '../../src/schema/stateMaker.ts';
import { synced } from '../../src/schema/synced.ts';
import { tableFields, tablePlayerFields } from '../../src/schema/table.ts';
import { hosted } from '../../src/table/hosting.ts';
import { ids, tableFixture } from '../support/hostedToy.ts';
import { MemoryMatchStore } from '../support/memory/memoryMatchStore.ts';
import { schemaToy, toy } from '../support/toyGame.ts';

const [a, b, c] = ids as [string, string, string];

/** A table of a variant of the toy whose match runs, everybody here by HTTP. */
async function running(more: Partial<typeof toy>, store: MatchStore = new MemoryMatchStore()) {
  const at = await tableFixture({}, { store }, { ...toy, over: () => false, ...more });
  await at.here(a, b, c);
  await at.pass(3_100);
  assert.equal(at.table.state.phase, 'playing');
  return at;
}

describe('what a game says of itself', () => {
  describe('its deadline', () => {
    it('is shown in epoch ms, and is the same as long as the same is awaited', async () => {
      const at = await running({ dueAt: ({ now }) => (now < 6_000 ? 6_000 : 9_000), step: () => false });
      const began = at.now();
      const shown = new Set<number>();
      for (let i = 0; i < 50; i++) {
        shown.add(at.table.state.deadline);
        await at.pass(100);
      }
      assert.equal(shown.size, 1);
      const [deadline = 0] = shown;
      assert.ok(Math.abs(deadline - (began + 6_000)) < 200, `${deadline - began}`);
      await at.pass(1_500);
      assert.ok(Math.abs(at.table.state.deadline - (began + 9_000)) < 250);
    });

    it('is what the game calls so, where it wakes for other things', async () => {
      const at = await running({ dueAt: ({ now }) => now + 100, deadline: () => 60_000 });
      const { deadline } = at.table.state;
      assert.ok(deadline > at.now() + 50_000);
      await at.pass(3_000);
      assert.equal(at.table.state.deadline, deadline);
    });

    it('is 0 where nothing happens by itself', async () => {
      for (const never of [{}, { dueAt: () => Number.POSITIVE_INFINITY }]) {
        const at = await running(never);
        assert.equal(at.table.state.deadline, 0);
      }
    });

    it('moves on while the game stands, as nothing can be stored', async () => {
      let broken = false;
      const store = new MemoryMatchStore();
      const append = store.append.bind(store);
      store.append = async (...args) => {
        if (broken) throw new Error('away');
        return append(...args);
      };
      const at = await running({ dueAt: () => 30_000, step: () => false }, store);
      const { deadline } = at.table.state;
      broken = true;
      await at.pass(8_000);
      broken = false;
      await at.pass(2_000);
      const late = at.table.state.deadline - deadline;
      assert.ok(late > 3_000 && late < 8_500, `${late}`);
    });
  });

  describe('who is away', () => {
    const seen: string[] = [];
    const minding: Partial<typeof toy> = {
      away: ({ state }, id) => {
        state.taken += 100;
        seen.push(`${id.slice(-1)} away`);
      },
      back: ({ state }, id) => {
        state.taken -= 10;
        seen.push(`${id.slice(-1)} back`);
      },
    };
    beforeEach(() => seen.splice(0));

    it('is told to the rules after a second, once, and again when they are back', async () => {
      const at = await running(minding);
      await at.pass(32_500); // a poll counts for 35 s
      assert.deepEqual(seen, []);
      await at.here(b, c);
      await at.pass(5_000);
      assert.deepEqual(seen, ['0 away']);
      await at.pass(5_000);
      await at.here(a);
      await at.pass(200);
      assert.deepEqual(seen, ['0 away', '0 back']);
      assert.equal(at.table.state.taken, 90);
    });

    it('is in the journal, so that the match is replayed and goes on elsewhere as it was', async () => {
      const store = new MemoryMatchStore();
      const at = await running(minding, store);
      await at.pass(32_500);
      await at.here(b, c);
      await at.pass(5_000);
      await at.here(a);
      await at.pass(200);
      await at.table.people.leave(a);
      await at.table.people.leave(b);
      await at.table.people.leave(c);
      await at.pass(500);
      const [result] = at.results;
      const [start] = at.started;
      assert.ok(result && start);
      const kinds = result.journal.map(({ kind }) => kind);
      assert.deepEqual(kinds, ['away', 'back', 'leave', 'leave', 'leave']);
      const game = { ...toy, over: () => false, ...minding };
      const again = replay(game, schemaToy, start.setup, result.journal, result.gameMs);
      assert.equal(stateHash(again.state), result.stateHash);
    });

    it('is no entry in a game that does not ask', async () => {
      const at = await running({});
      await at.pass(40_000);
      for (const id of [a, b, c]) await at.table.people.leave(id);
      await at.pass(500);
      assert.deepEqual(
        at.results[0]?.journal.map(({ kind }) => kind),
        ['leave', 'leave', 'leave'],
      );
    });
  });

  it('is how long a seat waits: as told, or as long as the match goes on', async () => {
    const left = async (grace?: number | 'match') => {
      const at = await running(grace === undefined ? {} : { grace });
      await at.pass(34_000);
      const dropped = at.now();
      for (;;) {
        await at.here(b, c);
        await at.pass(1_000, 500);
        if (at.table.state.players.get(a)?.left) return Math.round((at.now() - dropped) / 1000);
        if (at.now() - dropped > 300_000) return null;
      }
    };
    // Who asked last 2 s before has been away for as long.
    assert.ok(Math.abs(((await left(5_000)) ?? 0) - 4) <= 2);
    assert.ok(Math.abs(((await left()) ?? 0) - 59) <= 2);
    assert.equal(await left('match'), null);
  });

  it('is a step of any length from 10 to 1000 ms, and game time passes by it', async () => {
    for (const stepMs of [10, 15, 33, 60, 250, 333, 600, 700, 900, 999, 1000]) {
      const times: number[] = [];
      const at = await running({
        stepMs,
        step({ now }) {
          times.push(now);
          return false;
        },
      });
      times.splice(0);
      await at.pass(20_000);
      assert.ok(
        times.every((time) => time % stepMs === 0),
        `${stepMs}`,
      );
      const passed = times.length * stepMs;
      assert.ok(Math.abs(passed - 20_000) <= 1_000 + stepMs, `${stepMs}: ${passed} of 20000 ms`);
    }
  });

  it('is what its bots see: their player’s view, and no table', async () => {
    const looks: [string, unknown, BotMind][] = [];
    const game: typeof toy = {
      ...toy,
      bot: (seen, mind) => {
        looks.push([seen.me, seen, mind]);
        return undefined;
      },
    };
    const at = await tableFixture({ botsAllowed: true, waitMs: 2_000 }, {}, game);
    await at.here(a);
    await at.pass(6_000);
    assert.ok(looks.length > 10);
    for (const [me, seen] of looks) {
      const { players } = (seen as { state: { players: Record<string, object> } }).state;
      const hints = Object.entries(players).filter(([, player]) => 'hint' in player);
      assert.deepEqual(
        hints.map(([id]) => id),
        [me],
      );
      assert.ok(!('secret' in (seen as object)));
    }
  });

  it('is refused at the start when no server can keep it', () => {
    const wrong: [Partial<typeof toy>, RegExp][] = [
      [{ stepMs: 9 }, /stepMs is a whole number from 10 to 1000/],
      [{ stepMs: 1001 }, /stepMs/],
      [{ stepMs: 16.5 }, /stepMs/],
      [{ stepMs: Number.NaN }, /stepMs/],
      [{ seats: { min: 2, max: 5 } }, /3 to 5 seats/],
      [{ seats: { min: 3, max: 6 } }, /3 to 5 seats/],
      [{ seats: { min: 4, max: 3 } }, /3 to 5 seats/],
      [{ name: 'lobby' }, /is not lobby/],
      [{ name: 'A game' }, /lower-case/],
      [{ grace: -1 }, /grace/],
      [{ maxActions: 0 }, /maxActions/],
      [{ rules: 0 }, /rules/],
      [{ act: undefined as never }, /toy: it has no function act/],
      [{ bot: undefined as never }, /no function bot/],
      [{ dueAt: 5 as never }, /dueAt is a function/],
      [{ commands: { skip: 'all' } as never }, /its command skip is a function/],
    ];
    for (const [more, why] of wrong) assert.throws(() => hosted({ ...toy, ...more }, schemaToy), why);
    for (const stepMs of [10, 60, 1000]) hosted({ ...toy, stepMs }, schemaToy);
    const { version: _, ...unversioned } = schemaToy.plain.state();
    const { seat: __, ...unseated } = schemaToy.plain.player();
    const made = (more: object) => ({ ...schemaToy, plain: { ...schemaToy.plain, ...more } }) as never;
    assert.throws(() => hosted(toy, made({ state: () => unversioned })), /no version: spread tableFields/);
    assert.throws(() => hosted(toy, made({ player: () => unseated })), /no seat: spread tablePlayerFields/);
    const slow = { ...toy, queue: 'slow' as never };
    assert.throws(() => policyOf(slow), /toy: queue is one of default, .* and slow is none/);
    const one = synced('Twice', { everybody: { a: t.uint8().default(0) } });
    const other = synced('Twice', { everybody: { b: t.uint8().default(0) } });
    const Player = synced('OnePlayer', {
      everybody: { ...tablePlayerFields, one: t.ref(one), other: t.ref(other) },
    });
    const State = synced('OneState', { everybody: { ...tableFields, players: t.map(Player) } });
    assert.throws(() => stateMaker(State as never), /two classes are called Twice/);
    const renamed = { other: hosted(toy, schemaToy) };
    assert.throws(() => gameRooms(renamed, {} as never), /toy is registered as other/);
  });
});
