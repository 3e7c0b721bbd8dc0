import assert from 'node:assert/strict';
import { LiveMatch } from '../../../client/live/LiveMatch.ts';
import { arena } from '../../../src/games/arena/arena.ts';
import { AWAY } from '../../../src/games/arena/shared/flags.ts';
import { DASH } from '../../../src/games/arena/shared/move.ts';
import { DASH_TIMES, SPEED } from '../../../src/games/arena/shared/numbers.ts';
import type { ArenaPlayer, ArenaState } from '../../../src/games/arena/state.ts';
import { arenaMaker } from '../../../src/schema/arena.ts';
import { arenaShape } from '../../../web/src/games/arena/arenaShape.ts';
import { SimulatedLine } from '../../client/live/SimulatedLine.ts';

const FRAME_MS = 16;
/** mm of a dash in one frame. */
const FASTEST = (SPEED * DASH_TIMES * FRAME_MS) / 15;

/** An arena over an uneven line, in which nobody dies. */
function playing(stalls: { oneIn: number; ms: number }) {
  const keep = (player: object) => void Object.assign(player, { hp: 100 });
  const line = new SimulatedLine({
    roundTrip: 100,
    jitter: 25,
    stalls,
    of: { game: arena, maker: arenaMaker, keep },
  });
  const live = new LiveMatch<ArenaState, never, { x: number; y: number }>(line, arenaShape as never, {
    me: 'ann',
    now: () => line.clock.now(),
  });
  let frames = 0;
  return {
    line,
    live,
    server: () => line.match.state as unknown as ArenaState,
    /** One frame of a page. @returns where everybody is drawn */
    frame(): { ann: { x: number; y: number } | null; bob: ArenaPlayer | null; cid: ArenaPlayer | null } {
      line.clock.advance(FRAME_MS);
      frames += 1;
      if (frames % 60 === 0) line.ping();
      const [mx, my] = [Math.round(110 * Math.cos(frames / 40)), Math.round(110 * Math.sin(frames / 40))];
      live.send({ mx, my, aim: 0, buttons: frames % 200 < 4 ? DASH : 0 } as never);
      return { ann: live.own(), bob: live.seen('bob') as never, cid: live.seen('cid') as never };
    },
  };
}

describe('arena: smooth over an uneven line', () => {
  it('draws oneself and the others without a leap at 25 ms more or less and with one frame in a hundred standing', () => {
    const { frame } = playing({ oneIn: 100, ms: 100 });
    for (let i = 0; i < 60; i++) frame(); // the line becomes known
    let before = frame();
    const most = { ann: 0, bob: 0, cid: 0 };
    let moved = 0;
    for (let i = 0; i < 1_200; i++) {
      const now = frame();
      for (const who of ['ann', 'bob', 'cid'] as const) {
        const [one, next] = [before[who], now[who]];
        assert.ok(one && next);
        const way = Math.hypot(next.x - one.x, next.y - one.y);
        most[who] = Math.max(most[who], way);
        moved += way;
      }
      before = now;
    }
    assert.ok(moved > 100_000, 'somebody moves');
    assert.ok(most.ann <= 1.1 * FASTEST, `${most.ann}`);
    assert.ok(Math.max(most.bob, most.cid) <= 1.1 * FASTEST, JSON.stringify(most));
  });

  it('is as it was within a second after the page was hidden', () => {
    const { line, live, server, frame } = playing({ oneIn: 100, ms: 100 });
    for (let i = 0; i < 200; i++) frame();
    line.clock.advance(20_000);
    assert.ok((server().players.get('ann')?.flags ?? 0) & AWAY);
    for (let i = 0; i < 1_000 / FRAME_MS; i++) frame();
    assert.equal((server().players.get('ann')?.flags ?? AWAY) & AWAY, 0);
    assert.ok(server().tick - live.view <= (50 + 25 + 120 + 100) / 15, `${server().tick} ${live.view}`);
    const { right, wrong } = live.foretold;
    for (let i = 0; i < 60; i++) frame();
    assert.ok(live.foretold.right > right);
    assert.equal(live.foretold.wrong, wrong, 'and what one does is foretold again');
  });
});
