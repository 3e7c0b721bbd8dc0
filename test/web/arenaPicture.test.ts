import assert from 'node:assert/strict';
import { COMMAND_STEPS } from '../../src/games/arena/shared/numbers.ts';
import { Captions } from '../../web/src/games/arena/Captions.ts';
import { assisted, nearestAim } from '../../web/src/games/arena/controls/assist.ts';
import { Mouse } from '../../web/src/games/arena/controls/Mouse.ts';
import { STICK_REACH, Stick } from '../../web/src/games/arena/controls/Stick.ts';
import { commandOf, NOTHING, unitsOf } from '../../web/src/games/arena/controls/wish.ts';
import { Flights } from '../../web/src/games/arena/Flights.ts';
import { KillFeed } from '../../web/src/games/arena/KillFeed.ts';
import type { Body, Moment } from '../../web/src/games/arena/moment.ts';
import { intoRoom, onPicture, pictureIn, viewOf } from '../../web/src/games/arena/view.ts';
import { ME, warmUpSeats } from '../../web/src/games/arena/warmUp/seats.ts';
import { WarmUpMatch } from '../../web/src/games/arena/warmUp/WarmUpMatch.ts';

const MIDDLE = { x: 16_000, y: 13_000 };

describe('the arena’s picture', () => {
  it('shows the same of the room on every screen, turned where that is higher than wide', () => {
    assert.deepEqual(pictureIn(1_366, 768), { width: 1_363, height: 768, turned: false });
    assert.deepEqual(pictureIn(390, 844), { width: 390, height: 692, turned: true });
    for (const turned of [false, true]) {
      const [width, height] = turned ? [390, 692] : [1_363, 768];
      const view = viewOf(MIDDLE, width, height, turned);
      assert.deepEqual(onPicture(view, MIDDLE), { x: width / 2, y: height / 2 });
      // Where the thumb points is where one goes on the picture.
      const way = intoRoom(turned, { x: 1_000, y: 0 });
      const there = onPicture(view, { x: MIDDLE.x + way.x, y: MIDDLE.y + way.y });
      assert.ok(there.x > width / 2 + 20 && Math.abs(there.y - height / 2) < 1, `${turned}`);
    }
  });

  it('shows no more of what lies beyond than a rim', () => {
    const view = viewOf({ x: 500, y: 500 }, 1_363, 768, false);
    assert.ok(onPicture(view, { x: 0, y: 0 }).x < 1_363 * 0.07);
  });

  it('derives a bullet from the state of its shooter, and takes it away where it hit', () => {
    const flights = new Flights();
    const shooter = {
      id: 'a',
      seat: 0,
      shots: 4,
      sx: 6_000,
      sy: 1_500,
      saim: 0,
      slag: 3,
      stick: 100,
      sgun: 0,
    } as Body;
    const at = (tick: number, shots: number): Moment => ({
      tick,
      me: 'a',
      bodies: [{ ...shooter, shots }],
      pads: [],
      core: 0,
      dash: 1,
    });
    assert.equal(flights.follow(at(99, 4)).shots.length, 0, 'one that was there before is none');
    assert.equal(flights.follow(at(101, 5)).shots.length, 1);
    const [one] = flights.flying;
    assert.ok(one);
    assert.equal(flights.farOf(one, 101), 4 * 255);
    assert.equal(flights.farOf(one, 111.5), 14.5 * 255);
    flights.stop(0, { x: 6_000 + 15 * 255, y: 1_500 }, 111.5);
    assert.deepEqual(flights.flying, []);
    flights.follow(at(120, 6));
    const { ended } = flights.follow(at(330, 6));
    assert.equal(ended.length, 1);
    flights.follow(at(330, 7));
    assert.deepEqual(flights.follow(at(320, 6)).shots, []);
    assert.deepEqual(flights.flying, [], 'a little back, what is to be shot was not shot');
    assert.equal(flights.follow(at(330, 7)).shots.length, 1);
  });

  it('lists the latest kills of the moment that is seen, each as itself', () => {
    const feed = new KillFeed();
    const kill = (player: string) => ({ by: 'a', player, points: 3, bounty: false });
    const numbers = () => feed.shown.map(({ number }) => number);
    for (let i = 1; i <= 9; i++) feed.follow(100 * i, [kill('b')]);
    assert.deepEqual(numbers(), [2, 3, 4, 5, 6, 7, 8, 9]);
    feed.follow(890, []);
    assert.equal(numbers().length, 8, 'a replay that was paused');
    feed.follow(900, [kill('b')]);
    assert.deepEqual(numbers().slice(-2), [8, 10], 'told again it is the same');
    feed.follow(880, []);
    feed.follow(855, []);
    assert.deepEqual(numbers().slice(-2), [7, 8], 'slowly back');
    feed.follow(3_000, [kill('c')]);
    assert.deepEqual(numbers(), [11], 'jumped');
  });
});

describe('steering the arena', () => {
  it('helps thumbs by 6 degrees, to who is in sight within 10 m, and no more', () => {
    const me = { x: 3_000, y: 1_500 };
    assert.equal(assisted(me, 40, [{ x: 8_000, y: 1_500 }]).aim, 0);
    assert.equal(assisted(me, 90, [{ x: 8_000, y: 1_500 }]).aim, 90, 'too far aside');
    assert.equal(assisted(me, 40, [{ x: 13_500, y: 1_500 }]).aim, 40, 'too far away');
    assert.equal(
      assisted({ x: 7_000, y: 3_000 }, 1_000, [{ x: 7_000, y: 6_500 }]).aim,
      1_000,
      'behind a wall',
    );
    assert.equal(
      nearestAim(me, [
        { x: 3_000, y: 3_000 },
        { x: 9_000, y: 1_500 },
      ])?.aim,
      1_024,
    );
    assert.equal(nearestAim(me, []), undefined);
    const target = { x: 8_000, y: 1_500, id: 'b' };
    assert.deepEqual(assisted(me, 40, [target]).target, target, 'a ring shows who');
    assert.equal(assisted(me, 90, [target]).target, undefined);
  });

  it('says sounds in words, each once and for a moment, and no shots', () => {
    const captions = new Captions();
    captions.heard('shot', 0);
    for (const [i, name] of (['dash', 'hit', 'struck', 'hit', 'core'] as const).entries())
      captions.heard(name, 100 * i);
    assert.deepEqual(captions.shown(500), ['Thud: you are hit', 'Tick: you hit', 'Hum: the core']);
    assert.deepEqual(captions.shown(2_350), ['Hum: the core']);
    assert.deepEqual(captions.shown(2_400), []);
  });

  it('a stick is where the thumb comes down, comes along, and a tap is no tilt', () => {
    const stick = new Stick();
    stick.press(1, { x: 100, y: 100 }, 0);
    assert.deepEqual(stick.tilt, { x: 0, y: 0 });
    assert.equal(stick.release(120), true);
    stick.press(2, { x: 100, y: 100 }, 0);
    stick.drag({ x: 100 + 2 * STICK_REACH, y: 100 });
    assert.deepEqual(stick.tilt, { x: 1, y: 0 });
    stick.drag({ x: 100 + STICK_REACH, y: 100 });
    assert.deepEqual(stick.tilt, { x: 0, y: 0 }, 'the way back is short');
    assert.equal(stick.release(100), false);
    assert.deepEqual(stick.tilt, { x: 0, y: 0 });
  });

  it('a mouse shoots and dashes at once, though only its first and its last button have events of their own', () => {
    const mouse = new Mouse();
    const told = (button: number, buttons: number, here = true) => [
      mouse.told({ button, buttons }, here),
      mouse.fires,
    ];
    assert.deepEqual(told(0, 1), [false, true]);
    assert.deepEqual(told(2, 3), [true, true], 'the right one, told by a move');
    assert.deepEqual(told(-1, 3), [false, true]);
    assert.deepEqual(told(0, 2), [false, false], 'the left one was let go first');
    assert.deepEqual(told(2, 0), [false, false]);
    assert.deepEqual(told(0, 1, false), [false, false], 'in the chat');
    assert.deepEqual(told(-1, 1), [false, false], 'and then held over the room');
  });

  it('makes commands that the rules take', () => {
    const wish = { x: 3, y: -4, aim: unitsOf(-Math.PI / 2), fire: true, dash: true };
    assert.deepEqual(commandOf(wish), { mx: 76, my: -102, aim: 3_072, buttons: 3 });
    assert.deepEqual(commandOf(NOTHING), { mx: 0, my: 0, aim: 0, buttons: 0 });
  });

  it('plays a whole warm-up by the rules of the server, at the page’s own pace', () => {
    const match = new WarmUpMatch(warmUpSeats('You', 'star-plum-hat'), ME, 0.4, 'test');
    const looks = new Set(warmUpSeats('You', 'star-plum-hat').map(({ face }) => face?.split('-')[0]));
    assert.equal(looks.size, 5);
    let now = 0;
    const first = match.moment(now);
    const me = (moment: Moment) => moment.bodies.find(({ id }) => id === ME) as Body;
    for (let i = 0; i < 30; i++) {
      match.steer({ ...NOTHING, x: me(first).x < MIDDLE.x ? 1 : -1 });
      now += 16;
      match.moment(now);
    }
    assert.ok(Math.abs(me(match.moment(now)).x - me(first).x) > 10 * COMMAND_STEPS * 93);
    match.moment(now + 60_000);
    assert.equal(match.over(), false, 'a page that was away did not play on');
    for (now += 60_000; !match.over() && now < 400_000; now += 16) match.moment(now);
    assert.equal(match.over(), true);
    assert.equal(match.standings().length, 5);
    assert.ok(match.kills().length > 10);
    assert.deepEqual(match.kills(), []);
  });
});
