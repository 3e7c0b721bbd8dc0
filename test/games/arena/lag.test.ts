import assert from 'node:assert/strict';
import { arena } from '../../../src/games/arena/arena.ts';
import { lagOf, noteView } from '../../../src/games/arena/lag.ts';
import { FIRE } from '../../../src/games/arena/shared/move.ts';
import type { ArenaPlayer, ArenaSecret, ArenaState } from '../../../src/games/arena/state.ts';
import { Match } from '../../../src/match/match.ts';
import { arenaMaker } from '../../../src/schema/arena.ts';
import { SentInputs } from '../../support/sentInputs.ts';
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

/** A match on its way, with places of before as a test says: ann commands, nobody else does. */
function underWay(change: (secret: ArenaSecret, state: ArenaState) => void) {
  const seats = ['ann', 'bob', 'cid'].map((id) => ({ id, name: id, bot: false }));
  const begun = Match.start(arena, arenaMaker.plain, { id: 'm', game: 'arena', seed: 'order', seats });
  begun.makeSteps(100);
  const frozen = begun.freeze();
  change(frozen.secret as ArenaSecret, frozen.state as ArenaState);
  const match = Match.thaw(arena, arenaMaker.plain, frozen, begun.journal);
  const sent = new SentInputs();
  match.commands?.connect((id) => (id === 'ann' ? sent : undefined));
  match.makeSteps(1); // who goes on has no credit
  return { match, sent, secret: () => match.freeze().secret as ArenaSecret };
}

describe('arena: lag, in the order of a server', () => {
  const [x, y, lag] = [3_000, 1_500, 6];
  const SPEED = 255;
  /**
   * Ann shoots to the right at what her screen shows.
   * @param bob where he was, in the one tick that is the third after that
   */
  function shot(bob?: number) {
    const one = underWay(({ fighters, past }, { players }) => {
      const { ann } = players as unknown as Record<string, ArenaPlayer>;
      for (const [i, fighter] of fighters.entries())
        Object.assign(fighter, { x: x + 10_000 * i, y, shielded: 0, lag: lag * 16 });
      Object.assign(ann ?? {}, { x, y });
      for (const places of past) places.fill(-1, 2);
      const third = past.at(-(lag - 3)); // a step on it is one more ago
      if (bob !== undefined) third?.splice(2, 2, bob, y);
    });
    one.sent.send({ mx: 0, my: 0, aim: 0, buttons: FIRE, view: one.match.state.tick - lag });
    return one;
  }

  it('AR11 a bullet has flown what the state tells after every step', () => {
    const { match, secret } = shot();
    for (let i = 0; i < 8; i++) {
      match.makeSteps(1);
      const { slag, stick } = match.state.players.get('ann') as ArenaPlayer;
      const [bullet] = secret().bullets;
      assert.equal(bullet?.far, (slag + ((match.state.tick - stick) & 0xff)) * SPEED);
      assert.equal(slag, lag);
    }
  });

  it('AR12 the k-th step of a new bullet is against where everybody was at the tick of the view plus k', () => {
    // Within reach of the end of the third step and not of the second, and of the beginning of the third and not of the
    // fourth.
    for (const bob of [x + 3 * SPEED + 490, x + 2 * SPEED - 490]) {
      const { match } = shot(bob);
      match.makeSteps(1);
      assert.equal(match.state.players.get('bob')?.hp, 80, `${bob - x} ahead`);
    }
  });
});
