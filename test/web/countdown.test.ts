import assert from 'node:assert/strict';
import { Countdown, partLeft, phaseOf, shownLeft } from '../../web/src/button/Countdown.ts';
import { withState } from '../../web/src/button/seenPushes.ts';

const MIA = { id: 'mia', name: 'Mia', face: 'star-plum-hat' };
const round = (version: number, ends: number, more: object = {}) => ({
  ...{ epoch: 1, version, at: ends - 60_000, ends, by: MIA, count: version },
  ...more,
});

describe('the countdown of the button', () => {
  it('is 0 only when the round is over', () => {
    const countdown = new Countdown();
    const tenths = [0, 50, 101, 59_950, 60_000, 70_000].map((now) => countdown.tenths(round(1, 60_000), now));
    assert.deepEqual(tenths, [600, 600, 599, 1, 0, 0]);
  });

  it('never runs back within a version, and begins anew with another', () => {
    const countdown = new Countdown();
    assert.equal(countdown.tenths(round(1, 60_000), 10_000), 500);
    assert.equal(countdown.tenths(round(1, 60_000), 9000), 500, 'the server’s clock is estimated anew');
    assert.equal(countdown.tenths(round(2, 70_000), 10_000), 600);
    assert.equal(countdown.tenths(round(2, 75_000, { epoch: 2 }), 10_000), 650);
  });

  it('has a shape for each time, by the part that is left', () => {
    const phases = [600, 201, 200, 101, 100, 1, 0].map((tenths) =>
      phaseOf(partLeft(round(1, 60_000), tenths)),
    );
    assert.deepEqual(phases, ['calm', 'calm', 'soon', 'soon', 'close', 'close', 'over']);
    assert.equal(phaseOf(partLeft({ at: 0, ends: 0 }, 0)), 'over', 'nobody ever pushed');
  });

  it('shows tenths, and whole seconds to who wants it calm', () => {
    assert.deepEqual(
      [427, 1].map((tenths) => shownLeft(tenths, false)),
      ['42.7', '0.1'],
    );
    assert.deepEqual(
      [427, 1].map((tenths) => shownLeft(tenths, true)),
      ['43', '1'],
    );
  });
});

describe('pushes that were seen', () => {
  it('are the newest first, each with what was left where the one before was seen', () => {
    let seen = withState([], round(1, 60_000, { count: 1 }));
    seen = withState(seen, round(2, 119_000));
    seen = withState(seen, round(4, 170_000));
    seen = withState(seen, round(5, 240_000, { count: 1 }));
    assert.deepEqual(
      seen.map(({ version, leftMs }) => [version, leftMs]),
      [
        [5, null],
        [4, null],
        [2, 1000],
        [1, null],
      ],
    );
  });

  it('are the same list where nothing is new, and know who is called something else', () => {
    const seen = withState(withState([], round(1, 60_000)), round(2, 119_000));
    assert.equal(withState(seen, round(2, 119_000)), seen);
    assert.equal(withState(seen, round(1, 60_000)), seen);
    assert.equal(withState(seen, null), seen);
    const renamed = withState(seen, round(2, 119_000, { by: { ...MIA, name: 'Maya' } }));
    assert.deepEqual(
      renamed.map(({ by, leftMs }) => [by.name, leftMs]),
      [
        ['Maya', 1000],
        ['Mia', null],
      ],
    );
  });

  it('begin anew with an epoch, and are not kept without end', () => {
    const seen = withState([], round(9, 60_000));
    assert.equal(withState(seen, round(3, 70_000, { epoch: 2 })).length, 1);
    let many = seen;
    for (let version = 10; version < 99; version++) many = withState(many, round(version, 60_000));
    assert.equal(many.length, 8);
  });
});
