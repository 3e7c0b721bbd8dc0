import assert from 'node:assert/strict';
import { leave } from '../../../src/games/arena/rules.ts';
import { CHARGING, CORE_COMING, CORE_HELD, CORE_LIES } from '../../../src/games/arena/shared/flags.ts';
import { placeAfter, reachOf } from '../../../src/games/arena/shared/flight.ts';
import { BOXES, CORE, PADS, STARTS } from '../../../src/games/arena/shared/map.ts';
import { FIRE } from '../../../src/games/arena/shared/move.ts';
import { CORE_AT, DOUBLE_FROM, HEAL_EVERY, MATCH_STEPS } from '../../../src/games/arena/shared/numbers.ts';
import { BLASTER, RAIL, SCATTER, WEAPONS } from '../../../src/games/arena/shared/weapons.ts';
import { standings } from '../../../src/games/arena/standings.ts';
import { stage } from './stage.ts';

type Stage = ReturnType<typeof stage>;

/** `by` shoots at `at`, who is next to them and has one shot's health left. */
function kills(on: Stage, by: string, at: string): void {
  on.put(by, 6_000, 1_500);
  on.put(at, 7_200, 1_500);
  on.fighter(by).wait = 0;
  on.player(at).hp = 20;
  on.send(by, { buttons: FIRE });
  on.steps(5);
  assert.equal(on.player(at).hp, 0);
}

function skipTo(on: Stage, tick: number): void {
  (on.table as { now: number }).now = tick * 15;
  for (const fighter of on.table.secret.fighters) fighter.heard = tick;
}

describe('arena: shooting', () => {
  it('AR7 shoots every 12 of its own steps, and never twice within four, however commands come', () => {
    const on = stage();
    for (let i = 0; i < 24; i++) {
      on.send('ann', { buttons: FIRE });
      on.steps(2);
    }
    assert.equal(on.player('ann').shots, 4);
    on.wait(40);
    for (let burst = 0; burst < 8; burst++) on.send('ann', { buttons: FIRE });
    assert.equal(on.player('ann').shots, 5, 'eight commands at once');
    on.steps(4);
    on.send('ann', { buttons: FIRE });
    assert.equal(on.player('ann').shots, 6, 'the one that was due comes later');
  });

  it('AR8 a bullet flies n times its speed, to a wall or its range, and stops at the first body', () => {
    const on = stage();
    on.put('ann', 2_000, 1_500);
    on.put('bob', 6_000, 1_600);
    on.put('cid', 8_000, 1_500);
    on.send('ann', { buttons: FIRE });
    let flown = 0;
    while (on.player('bob').hp === 100) {
      on.steps(1);
      flown += 1;
      assert.ok(flown < 40);
    }
    assert.equal(flown, Math.ceil((4_000 - Math.sqrt(500 ** 2 - 100 ** 2)) / 255));
    on.steps(20);
    assert.deepEqual([on.player('bob').hp, on.player('cid').hp], [80, 100]);
    const block = BOXES[0] as (typeof BOXES)[number];
    const flight = { x: block.left - 3_000, y: 10_000, aim: 0 };
    assert.equal(reachOf(flight, WEAPONS[BLASTER]), 3_000);
    assert.deepEqual(placeAfter(flight, 3_000), { x: block.left, y: 10_000 });
    assert.equal(reachOf({ x: 2_000, y: 1_500, aim: 0 }, WEAPONS[SCATTER]), WEAPONS[SCATTER].range);
    assert.equal(reachOf({ x: 2_000, y: 1_500, aim: 2_048 }, WEAPONS[BLASTER]), 2_000, 'the room’s own wall');
  });

  it('AR8 a rail does not fly through anybody between two steps', () => {
    const on = stage();
    on.put('ann', 2_000, 1_500);
    for (let x = 2_700; x < 3_600; x += 50) {
      on.put('bob', x, 1_500);
      on.player('bob').hp = 100;
      Object.assign(on.player('ann'), { weapon: RAIL, ammo: 5 });
      Object.assign(on.fighter('ann'), { wait: 0, charge: 2 });
      on.send('ann');
      on.steps(4);
      assert.equal(on.player('bob').hp, 40, `at ${x}`);
    }
  });

  it('AR9 a rail charges for 210 ms before everybody, then shoots where its player looks', () => {
    const on = stage();
    Object.assign(on.player('ann'), { weapon: RAIL, ammo: 5 });
    on.send('ann', { buttons: FIRE, aim: 0 });
    on.steps(2);
    assert.ok(on.player('ann').flags & CHARGING);
    for (let i = 1; i < 7; i++) {
      on.send('ann', { aim: 512 });
      assert.equal(on.player('ann').shots, 0);
      on.steps(2);
    }
    on.send('ann', { aim: 1_024 });
    assert.deepEqual([on.player('ann').shots, on.player('ann').saim], [1, 1_024]);
    on.steps(1);
    assert.equal(on.player('ann').flags & CHARGING, 0);
  });

  it('AR10 the last shot gives the blaster back', () => {
    const on = stage();
    Object.assign(on.player('ann'), { weapon: SCATTER, ammo: 1 });
    on.send('ann', { buttons: FIRE });
    assert.deepEqual([on.player('ann').weapon, on.player('ann').sgun], [BLASTER, SCATTER]);
    assert.equal(on.table.secret.bullets.length, 5);
  });

  it('AR11 the state tells the whole flight', () => {
    const on = stage();
    on.put('ann', 6_000, 12_000);
    on.send('ann', { buttons: FIRE, aim: 300, view: on.tick() - 1 });
    for (let i = 0; i < 10; i++) {
      const { sx, sy, saim, slag, stick, sgun } = on.player('ann');
      const steps = slag + ((on.tick() - stick) & 0xff);
      const [bullet] = on.table.secret.bullets;
      assert.equal(bullet?.far, Math.min(bullet?.reach ?? 0, steps * WEAPONS[sgun as 0].speed));
      assert.deepEqual([bullet?.x, bullet?.y, bullet?.aim], [sx, sy, saim]);
      on.steps(1);
    }
  });
});

describe('arena: health, pads and the core', () => {
  it('AR15 and AR16 nothing heals but a pad, for who is hurt, and again after 10 s', () => {
    const on = stage();
    const [pad] = PADS;
    assert.ok(pad);
    on.put('ann', pad.x, pad.y);
    on.steps(1);
    assert.equal(on.table.state.pads[0], 0, 'of no use');
    on.player('ann').hp = 30;
    on.steps(1);
    assert.deepEqual([on.player('ann').hp, on.table.state.pads[0]], [70, 11]);
    on.wait(HEAL_EVERY - 1);
    assert.equal(on.player('ann').hp, 70);
    on.wait(1);
    assert.equal(on.player('ann').hp, 100, 'no more than 100');
    on.player('ann').hp = 50;
    on.put('ann', 2_000, 1_500);
    on.wait(100);
    assert.equal(on.player('ann').hp, 50);
  });

  it('AR16 a pad gives its weapon, and ends a charge', () => {
    const on = stage();
    const pad = PADS.find(({ gift }) => gift === 'rail');
    assert.ok(pad);
    on.put('ann', pad.x, pad.y);
    on.steps(1);
    assert.deepEqual([on.player('ann').weapon, on.player('ann').ammo], [RAIL, 5]);
    on.wait(60);
    assert.equal(on.player('ann').ammo, 5);
  });

  it('AR17 the core is announced, comes, goes to the one who needs it, and does half as much again for 10 s', () => {
    const on = stage();
    const at = CORE_AT[0] as number;
    skipTo(on, at - 334);
    assert.equal(on.table.state.core, 0);
    on.steps(1);
    assert.equal(on.table.state.core, CORE_COMING);
    skipTo(on, at - 1);
    on.steps(1);
    assert.equal(on.table.state.core, CORE_LIES);
    on.put('ann', CORE.x - 1_300, CORE.y);
    on.put('bob', CORE.x + 1_300, CORE.y);
    on.player('ann').score = 5;
    on.steps(1);
    assert.equal(on.table.state.core, CORE_HELD + on.player('bob').seat);
    assert.equal(on.events.at(-1)?.player, 'bob');
    on.put('bob', 6_000, 1_500);
    on.put('ann', 7_200, 1_500);
    on.send('bob', { buttons: FIRE });
    on.wait(5);
    assert.equal(on.player('ann').hp, 70);
    on.wait(667);
    assert.equal(on.table.state.core, 0);
  });

  it('AR17 ends when who has it dies', () => {
    const on = stage();
    on.table.state.core = CORE_HELD + on.player('bob').seat;
    on.fighter('bob').charged = 5_000;
    kills(on, 'ann', 'bob');
    assert.equal(on.table.state.core, 0);
  });
});

describe('arena: score, lives and places', () => {
  it('AR18 a kill brings 3, help 1, the leader 2 more; double in the last 30 s', () => {
    const on = stage();
    on.put('cid', 6_000, 1_500);
    on.put('bob', 7_200, 1_500);
    for (let i = 0; i < 2; i++) {
      on.fighter('cid').wait = 0;
      on.send('cid', { buttons: FIRE });
      on.steps(6);
    }
    assert.equal(on.player('bob').hp, 60);
    on.put('cid', 2_000, 18_000);
    kills(on, 'ann', 'bob');
    assert.deepEqual([on.player('ann').score, on.player('cid').score], [3, 1]);
    on.wait(240);
    kills(on, 'bob', 'ann');
    assert.equal(on.player('bob').score, 5, 'ann led alone');
    skipTo(on, DOUBLE_FROM);
    on.steps(1);
    kills(on, 'cid', 'bob');
    assert.equal(on.player('cid').score, 1 + 2 * (3 + 2));
    assert.deepEqual(on.events.at(-1), {
      kind: 'kill',
      by: 'cid',
      player: 'bob',
      weapon: 'blaster',
      points: 10,
      bounty: true,
    });
  });

  it('AR18 help is 40 of damage within 5 s, not less and not longer ago', () => {
    const on = stage();
    on.fighter('bob').hurts = [[2, 39, on.tick()]];
    kills(on, 'ann', 'bob');
    assert.equal(on.player('cid').score, 0);
    const late = stage();
    late.fighter('bob').hurts = [[2, 40, late.tick()]];
    late.wait(333);
    kills(late, 'ann', 'bob');
    assert.equal(late.player('cid').score, 0);
  });

  it('AR20 is back after 2 s, far from the others, whole, and not to be hurt until 1.5 s later or the first shot', () => {
    const on = stage();
    on.wait(60);
    Object.assign(on.player('bob'), { weapon: RAIL, ammo: 3 });
    kills(on, 'ann', 'bob');
    on.put('ann', 2_200, 2_200);
    on.put('cid', 2_200, 2_200);
    on.wait(128);
    assert.equal(on.player('bob').hp, 0);
    assert.equal(on.player('bob').respawn, 1);
    on.wait(5);
    const { x, y, hp, weapon, respawn, shield } = on.player('bob');
    assert.deepEqual([hp, weapon, respawn, shield], [100, BLASTER, 0, 15]);
    assert.deepEqual({ x, y }, { x: 29_800, y: 17_800 });
    assert.ok(STARTS.some((start) => start.x === x && start.y === y));
    const { shielded } = on.fighter('bob');
    on.put('bob', 7_200, 1_500);
    on.fighter('bob').shielded = shielded;
    on.put('ann', 6_000, 1_500);
    on.fighter('ann').wait = 0;
    on.send('ann', { buttons: FIRE });
    on.wait(6);
    assert.equal(on.player('bob').hp, 100);
    on.send('bob', { buttons: FIRE, aim: 1_024 });
    on.fighter('ann').wait = 0;
    on.send('ann', { buttons: FIRE });
    on.wait(4);
    assert.equal(on.player('bob').hp, 80, 'who shoots can be shot');
  });

  it('AR21 ends after 180 s, or with fewer than two', () => {
    const on = stage();
    skipTo(on, MATCH_STEPS - 2);
    on.steps(1);
    assert.equal(on.table.secret.over, false);
    assert.equal(on.step(), 'decided');
    assert.equal(on.table.secret.over, true);
    const early = stage();
    leave(early.table, 'ann');
    assert.equal(early.table.secret.over, false);
    leave(early.table, 'bob');
    assert.equal(early.table.secret.over, true);
  });

  it('AR22 and AR23 sorts by score, kills, deaths; equals tie; who left comes last', () => {
    const on = stage(['ann', 'bob', 'cid', 'dan', 'eve']);
    Object.assign(on.player('ann'), { score: 6, kills: 1, deaths: 0 });
    Object.assign(on.player('bob'), { score: 6, kills: 2, deaths: 3 });
    Object.assign(on.player('cid'), { score: 6, kills: 2, deaths: 3 });
    Object.assign(on.player('dan'), { score: 90 });
    Object.assign(on.player('eve'), { score: 3 });
    leave(on.table, 'dan');
    const ranks = standings(on.table).map(({ id, rank }) => `${rank} ${id}`);
    assert.deepEqual(ranks, ['1 bob', '1 cid', '3 ann', '4 eve', '5 dan']);
    on.put('ann', 6_000, 1_500);
    on.send('ann', { buttons: FIRE });
    Object.assign(on.fighter('dan'), { x: 7_200, y: 1_500 });
    on.steps(8);
    assert.equal(on.player('dan').deaths, 0, 'nobody is there');
  });

  it('AR24 who sends nothing is out of the way after 3 s; low on health it costs a life that nobody scores', () => {
    const on = stage();
    on.player('bob').hp = 60;
    on.player('cid').hp = 49;
    const { x, y } = on.player('bob');
    on.wait(198, ['bob', 'cid']);
    assert.equal(on.player('bob').flags, 0);
    on.wait(3, ['bob', 'cid']);
    assert.deepEqual([on.player('bob').flags & 8, on.player('bob').deaths], [8, 0]);
    assert.deepEqual([on.player('cid').hp, on.player('cid').deaths], [0, 1]);
    assert.equal(on.lines.length, 0);
    on.put('ann', x - 1_200, y);
    on.send('ann', { buttons: FIRE });
    on.wait(8, ['bob', 'cid']);
    assert.equal(on.player('bob').hp, 60, 'not to be hit');
    on.send('bob');
    on.send('cid');
    on.steps(1);
    assert.deepEqual([on.player('bob').flags, on.player('bob').x, on.player('bob').shield], [0, x, 15]);
    assert.deepEqual([on.player('cid').hp, on.player('cid').shield], [100, 15]);
  });

  it('AR25 after a takeover nothing flies and nobody can be hurt for 2 s', () => {
    const on = stage();
    on.put('ann', 6_000, 1_500);
    on.put('bob', 9_000, 1_500);
    on.send('ann', { buttons: FIRE });
    on.restore();
    on.wait(20);
    assert.equal(on.player('bob').hp, 100);
    assert.equal(on.player('bob').shield, 17);
  });
});
