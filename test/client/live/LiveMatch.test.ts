import assert from 'node:assert/strict';
import { LiveMatch } from '../../../client/live/LiveMatch.ts';
import { Random } from '../../../src/lib/random.ts';
import type { SparksInput } from '../../games/sparks/moving.ts';
import { sparksShape } from '../../games/sparks/shape.ts';
import { SimulatedLine } from './SimulatedLine.ts';

/** A frame of a page. */
const FRAME_MS = 16;
const still = { mx: 0, my: 0, aim: 0, buttons: 0 };

function connected(roundTrip: number, jitter: number, seed = 'line') {
  const line = new SimulatedLine({ roundTrip, jitter, seed });
  const live = new LiveMatch(line, sparksShape, { me: 'ann', now: () => line.clock.now() });
  return { line, live };
}

type Connected = ReturnType<typeof connected>;

/** Frames go by, and ann steers as somebody does. */
function plays({ line, live }: Connected, ms: number, seen: (shown: Connected['live']) => void = () => {}) {
  const random = Random.seeded('ann');
  let wish: Omit<SparksInput, 'view'> = still;
  for (let at = 0; at < ms; at += FRAME_MS) {
    line.clock.advance(FRAME_MS);
    if (random.chance(0.1))
      wish = { ...still, mx: random.int(-127, 127), my: random.int(-127, 127), buttons: random.int(0, 1) };
    live.send(wish);
    seen(live);
  }
}

const ann = (line: SimulatedLine) => {
  const player = line.match.state.players.get('ann');
  assert.ok(player);
  return player;
};

describe('LiveMatch', () => {
  for (const roundTrip of [0, 100, 200]) {
    it(`foretells all of 500 commands at ${roundTrip} ms, give or take 25`, () => {
      for (const seed of ['one', 'two', 'three']) {
        const one = connected(roundTrip, 25, seed);
        plays(one, 16_500);
        const { right, wrong } = one.live.foretold;
        assert.equal(wrong, 0, seed);
        assert.ok(right >= 500, `${right}`);
        assert.ok(one.line.sent.length - right < 12);
      }
    });
  }

  it('sends as many commands as the game takes, however long frames are', () => {
    for (const frame of [4, 16, 33, 90]) {
      const { line, live } = connected(0, 0);
      line.clock.advance(100);
      for (let at = 0; at < 9_000; at += frame) {
        live.send(still);
        line.clock.advance(frame);
      }
      assert.ok(Math.abs(line.sent.length - 300) <= 4, `${frame} ms: ${line.sent.length}`);
    }
  });

  it('moves one’s own body at once, and evenly between two commands', () => {
    const { line, live } = connected(200, 0);
    line.clock.advance(300);
    const toTheRight = ann(line).x < 5_000;
    const from = ann(line).x;
    let before = 0;
    for (let frame = 0; frame < 9; frame++) {
      live.send({ ...still, mx: toTheRight ? 127 : -127 });
      const gone = Math.abs((live.own()?.x ?? 0) - from);
      if (frame > 0) assert.ok(Math.abs(gone - before - 186 / 3) < 1, `${frame}: ${gone - before}`);
      before = gone;
      line.clock.advance(10);
    }
    assert.equal(ann(line).x, from); // the first command is not there yet
  });

  it('believes the server where it says otherwise, and draws that without a leap', () => {
    const one = connected(100, 0);
    const { line, live } = one;
    plays(one, 1_000);
    line.clock.advance(500);
    live.send(still);
    const before = live.own();
    assert.ok(before);
    ann(line).x += ann(line).x < 5_000 ? 400 : -400;
    line.clock.advance(100);
    const after = live.own();
    assert.ok(after && after.x !== before.x && Math.abs(after.x - before.x) < 400);
    line.clock.advance(1_000);
    assert.ok(Math.abs((live.own()?.x ?? 0) - ann(line).x) < 1);
    assert.equal(live.own()?.y, ann(line).y);
  });

  it('counts what was foretold wrong once, and goes on right', () => {
    const one = connected(100, 0);
    plays(one, 1_000);
    assert.equal(one.live.foretold.wrong, 0);
    const { x } = ann(one.line);
    ann(one.line).x = x < 5_000 ? x + 700 : x - 700;
    plays(one, 2_000);
    const { wrong } = one.live.foretold;
    assert.ok(wrong >= 1 && wrong <= 3, `${wrong}`);
    plays(one, 2_000);
    assert.equal(one.live.foretold.wrong, wrong);
  });

  it('bounds what is sent as the server does, so that a wild wish is foretold, too', () => {
    const { line, live } = connected(0, 0);
    line.clock.advance(100);
    for (let i = 0; i < 30; i++) {
      live.send({ mx: 1e9, my: Number.NaN, aim: 0.5, buttons: -4 });
      line.clock.advance(30);
    }
    assert.deepEqual(live.foretold.wrong, 0);
    assert.ok(live.foretold.right > 25);
    assert.deepEqual({ ...line.sent[0], view: 0 }, { mx: 127, my: 0, aim: 0, buttons: 0, view: 0 });
  });

  for (const [jitter, least, most] of [
    [0, 60, 60],
    [25, 60, 90],
    [80, 110, 120],
  ] as const) {
    it(`shows others in even time where patches come ${jitter} ms early or late, ${least} to ${most} ms ago`, () => {
      const one = connected(200, jitter);
      plays(one, 3_000);
      let before = one.live.view;
      plays(one, 6_000, ({ view }) => {
        const gone = (view - before) * 15;
        // What jitters more than that is not here in time now and then.
        const slowest = jitter > 25 ? 0 : FRAME_MS * 0.85;
        assert.ok(gone >= slowest && gone < FRAME_MS * 1.15, `${gone} ms in ${FRAME_MS}`);
        before = view;
      });
      assert.ok(one.live.delay >= least && one.live.delay <= most, `${one.live.delay}`);
    });
  }

  it('shows others where they were at the tick that its commands tell', () => {
    const one = connected(100, 25);
    const { line, live } = one;
    const places = new Map<number, { x: number; y: number }>();
    const seen: number[] = [];
    plays(one, 4_000, () => {
      const { tick, players } = line.match.state;
      const bob = players.get('bob');
      if (bob && tick % 2 === 0) places.set(tick, { x: bob.x, y: bob.y });
      const shown = live.seen('bob');
      const whole = Math.floor(live.view);
      if (!shown || !places.has(whole - (whole % 2))) return;
      const from = places.get(whole - (whole % 2));
      assert.ok(from && Math.abs(shown.x - from.x) <= 187 && Math.abs(shown.y - from.y) <= 187);
      seen.push((line.sent.at(-1) as SparksInput).view - whole);
    });
    assert.ok(seen.length > 100);
    assert.ok(seen.every((off) => off <= 0 && off >= -2));
    assert.equal(live.seen('nobody'), null);
  });

  it('sends nothing where nobody plays: before, when out, and who only watches', () => {
    const { line, live } = connected(0, 0);
    line.match.state.phase = 'countdown';
    line.clock.advance(100);
    assert.equal(live.send(still), 0);
    line.match.state.phase = 'playing';
    line.clock.advance(100);
    assert.equal(live.send(still), 1);
    ann(line).left = true;
    line.clock.advance(100);
    assert.equal(live.send(still), 0);
    const watching = new LiveMatch(line, sparksShape, { me: null, now: () => line.clock.now() });
    line.clock.advance(100);
    assert.ok(watching.state);
    assert.equal(watching.send(still), 0);
    assert.equal(watching.own(), null);
    assert.equal(line.sent.length, 1);
  });

  it('goes a second ahead of a server that answers nothing, and no further', () => {
    const one = connected(0, 0);
    plays(one, 300);
    const sent = one.line.sent.length;
    one.line.running = false;
    plays(one, 5_000);
    assert.ok(one.line.sent.length - sent <= 32);
    one.line.running = true;
    plays(one, 3_000);
    assert.ok(one.line.sent.length - sent > 100);
    assert.ok(Math.abs((one.live.own()?.x ?? 0) - ann(one.line).x) < 400);
  });

  it('begins anew after a drop, also where the match goes on from earlier', () => {
    const one = connected(100, 25);
    const { line, live } = one;
    plays(one, 2_000);
    const { tick } = live;
    const wrong = () => live.foretold.wrong;
    line.running = false;
    line.drop();
    const sent = line.sent.length;
    plays(one, 400);
    assert.equal(line.sent.length, sent);
    line.comeBack('before');
    line.running = true;
    plays(one, 96);
    assert.ok(live.tick < tick, `${live.tick} after ${tick}`);
    assert.ok(live.view <= live.tick);
    plays(one, 4_000);
    assert.equal(wrong(), 0);
    assert.ok(live.foretold.right > 150);
    const own = live.own();
    assert.ok(own && Math.abs(own.x - ann(line).x) < 1_500);
  });

  it('makes up for nothing after the page was hidden', () => {
    const one = connected(50, 10);
    plays(one, 1_000);
    const sent = one.line.sent.length;
    one.line.clock.advance(20_000);
    assert.equal(one.live.send(still), 1);
    assert.equal(one.line.sent.length, sent + 1);
    assert.ok(one.live.tick - one.live.view < 12);
    plays(one, 1_000);
    assert.equal(one.live.foretold.wrong, 0);
  });

  it('keeps showing and sends nothing when the match was opened elsewhere, and nothing at all when closed', () => {
    const one = connected(50, 0);
    plays(one, 1_000);
    one.line.drop();
    assert.ok(one.live.state);
    assert.ok(one.live.seen('bob'));
    assert.equal(one.live.send(still), 0);
    assert.equal(one.line.told.size, 1);
    one.live.close();
    assert.equal(one.line.told.size, 0);
    assert.equal(one.live.state, null);
    assert.equal(one.live.own(), null);
    assert.equal(one.live.seen('bob'), null);
  });

  it('hands out the state itself', () => {
    const { line, live } = connected(0, 0);
    assert.equal(live.state, null);
    line.clock.advance(50);
    assert.equal(live.state, line.room?.state);
  });
});
