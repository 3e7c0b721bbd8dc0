import assert from 'node:assert/strict';
import { lagOf, noteView } from '../../../src/games/arena/lag.ts';
import { FIRE } from '../../../src/games/arena/shared/move.ts';
import { stage } from './stage.ts';

type Stage = ReturnType<typeof stage>;

/** Their screen has been so many steps behind for a while. */
function behind(on: Stage, id: string, lag: number): void {
  Object.assign(on.fighter(id), { lag: lag * 16, view: Math.max(0, on.tick() - lag) });
}

/** Bob runs to the right for so many commands; ann stands left of where he was. */
function run(on: Stage, commands: number): void {
  for (let i = 0; i < commands; i++) {
    on.send('bob', { mx: 0, my: 127 });
    on.steps(2);
  }
}

describe('arena: lag', () => {
  it('AR12 hits what the screen showed, when it showed it, and not without', () => {
    for (const [lag, hp] of [
      [12, 80],
      [0, 100],
    ] as const) {
      const on = stage();
      on.put('ann', 6_000, 1_500);
      on.put('bob', 7_100, 1_500);
      on.wait(30);
      run(on, 6); // 12 steps: more than a metre away from where ann sees him
      behind(on, 'ann', lag);
      on.send('ann', { buttons: FIRE, view: on.tick() - lag });
      on.steps(10);
      assert.equal(on.player('bob').hp, hp, `${lag} steps behind`);
    }
  });

  it('AR12 a bullet lives in the present once it has caught up: who steps aside is not hit round the corner', () => {
    const on = stage();
    on.put('ann', 3_000, 1_500);
    on.put('bob', 12_000, 1_500);
    on.wait(30);
    behind(on, 'ann', 12);
    on.send('ann', { buttons: FIRE, view: on.tick() - 12 });
    assert.equal(on.table.secret.bullets[0]?.far, 12 * 255);
    run(on, 12);
    assert.equal(on.player('bob').hp, 100);
  });

  it('AR12 is 17 steps at most', () => {
    const on = stage();
    on.wait(40);
    behind(on, 'ann', 30);
    on.send('ann', { buttons: FIRE, view: on.tick() - 30 });
    assert.equal(on.player('ann').slag, 17);
  });

  it('AR13 a view is never ahead and never goes back', () => {
    const on = stage();
    on.wait(40);
    on.send('ann', { buttons: FIRE, view: on.tick() + 500 });
    assert.equal(on.player('ann').slag, 0);
    on.wait(20);
    on.send('ann', { view: on.tick() - 2 });
    on.send('ann', { buttons: FIRE, view: on.tick() - 9 });
    assert.equal(on.player('ann').slag, 2);
  });

  it('AR13 nobody lags for one shot', () => {
    const on = stage();
    for (let i = 0; i < 400; i++) {
      on.send('ann', { view: on.tick() - 2 });
      on.steps(2);
    }
    on.fighter('ann').view = 0;
    on.send('ann', { buttons: FIRE, view: on.tick() - 17 });
    assert.ok(on.player('ann').slag <= 2 + 4 + 1, String(on.player('ann').slag));
  });

  it('AR13 compares ticks around the end of 16 bits', () => {
    const on = stage();
    const ann = on.fighter('ann');
    ann.view = 65_530;
    noteView(ann, 65_538, 65_535);
    assert.equal(lagOf(ann, 65_538), 3);
    noteView(ann, 65_540, 1);
    assert.equal(lagOf(ann, 65_540), 3);
  });

  it('AR14 nobody is hit where they were before they came in', () => {
    const on = stage();
    on.put('ann', 6_000, 1_500);
    on.put('bob', 7_500, 1_500);
    on.wait(30);
    on.player('bob').hp = 20;
    on.send('ann', { buttons: FIRE });
    on.steps(6);
    assert.equal(on.player('bob').deaths, 1);
    on.fighter('bob').back = on.tick() + 1;
    on.steps(1);
    assert.equal(on.player('bob').hp, 100);
    on.fighter('bob').shielded = 0;
    behind(on, 'ann', 17);
    on.fighter('ann').wait = 0;
    on.send('ann', { buttons: FIRE, view: on.tick() - 10 });
    on.steps(3);
    assert.equal(on.player('bob').hp, 100);
  });
});
