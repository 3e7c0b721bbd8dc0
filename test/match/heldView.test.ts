import assert from 'node:assert/strict';
import { LiveMatch } from '../../client/live/LiveMatch.ts';
import { Playback } from '../../client/live/Playback.ts';
import { liveRulesOf } from '../../src/games/liveGame.ts';
import { heldView, MIDDLING_LINE, measuredLine, mostBehind } from '../../src/match/heldView.ts';
import { unpackCommands } from '../../src/match/inputLog.ts';
import { SimulatedLine } from '../client/live/SimulatedLine.ts';
import { sparksShape } from '../games/sparks/shape.ts';
import { sparks } from '../games/sparks/sparks.ts';

const RHYTHM = { stepMs: 15, patchSteps: 2 };
const shape = liveRulesOf(sparks)?.input ?? {};

/** Some seconds of the SDK over a line: by how many steps each of its views was taken for newer than it said. */
function heldOf(roundTrip: number, jitter: number, lies: number): number[] {
  const line = new SimulatedLine({ roundTrip, jitter });
  const live = new LiveMatch(line, sparksShape, { me: 'ann', now: () => line.clock.now() });
  line.ping();
  for (let frame = 0; frame < 900; frame++) {
    line.clock.advance(16);
    if (frame % 60 === 0) line.ping();
    live.send({ mx: 0, my: 0, aim: 0, buttons: 0 });
    const last = line.sent.at(-1) as { view: number; lied?: boolean } | undefined;
    if (!last || last.lied) continue;
    last.lied = true;
    last.view = (last.view - lies) & 0xffff; // it is on its way, and nobody has read it
  }
  line.match.logInputs();
  const logs = line.match.journal.filter(({ kind }) => kind === 'inputs');
  const taken = logs.flatMap(({ input }) => unpackCommands(shape, input)).filter(({ seat }) => seat === 0);
  const said = line.sent as { view: number }[];
  // The first second measures.
  return taken.slice(30).map(({ input }, i) => ((input.view ?? 0) - (said[i + 30]?.view ?? 0)) & 0xffff);
}

const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;

describe('views that are held to the line', () => {
  for (const roundTrip of [20, 80, 150, 250]) {
    it(`costs the SDK nothing at ${roundTrip} ms, evenly and give or take 25, and a liar nearly all of 17 steps`, () => {
      for (const jitter of [0, 25]) {
        const honest = heldOf(roundTrip, jitter, 0);
        assert.ok(honest.length > 350);
        assert.ok(mean(honest) < 0.05, `${jitter}: ${mean(honest)}`);
        assert.ok(
          mean(heldOf(roundTrip, jitter, 17)) > (jitter > 0 ? 13 : 16),
          `${jitter}: ${mean(heldOf(roundTrip, jitter, 17))}`,
        );
      }
    });
  }

  it('leaves views alone that the line explains, and those that are ahead', () => {
    const line = { roundTrip: 60, uneven: 0 };
    const most = mostBehind(line, RHYTHM);
    assert.equal(most, 9);
    for (const behind of [0, 3, most])
      assert.equal(heldView(1_000 - behind, 1_000, line, RHYTHM), 1_000 - behind);
    assert.equal(heldView(1_001, 1_000, line, RHYTHM), 1_001);
    assert.equal(heldView(0, 1_000, line, RHYTHM), 1_000 - most);
  });

  it('allows for what a screen is behind where patches are rare', () => {
    const line = { roundTrip: 60, uneven: 0 };
    assert.equal(mostBehind(line, { stepMs: 15, patchSteps: 4 }), 9);
    assert.equal(mostBehind(line, { stepMs: 20, patchSteps: 10 }), 14);
    for (const [stepMs, patchSteps] of [
      [15, 2],
      [20, 10],
      [50, 4],
    ] as const) {
      const patchMs = stepMs * patchSteps;
      const playback = new Playback(stepMs, patchSteps);
      for (let tick = 0, now = 0; tick < 400; tick += patchSteps, now += patchMs) playback.told(tick, now);
      assert.ok(playback.delay >= patchMs, 'it runs dry before the next patch');
      // Half of the way there and back, and the same again; a step in which it is taken.
      const behind = (line.roundTrip + playback.delay) / stepMs + 1;
      assert.ok(mostBehind(line, { stepMs, patchSteps }) >= Math.floor(behind), `${stepMs} × ${patchSteps}`);
    }
  });

  it('compares steps around the end of 16 bits', () => {
    const line = { roundTrip: 60, uneven: 0 };
    assert.equal(heldView(65_530, 65_538, line, RHYTHM), 65_530);
    assert.equal(heldView(65_000, 65_538, line, RHYTHM), 65_529);
    assert.equal(heldView(65_535, 65_540, line, RHYTHM), 65_535);
  });

  it('goes by the middle one of some round trips: one that stood still is no slower', () => {
    assert.deepEqual(measuredLine([]), MIDDLING_LINE);
    assert.deepEqual(measuredLine([40]), { roundTrip: 40, uneven: 0 });
    assert.equal(measuredLine([40, 42, 41, 900, 43, 1_200]).roundTrip, 42);
    assert.ok(measuredLine([40, 42, 41, 900, 43, 1_200]).uneven <= 30);
  });
});
