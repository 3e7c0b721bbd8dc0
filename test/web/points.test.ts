import assert from 'node:assert/strict';
import { dangersOf } from '../../web/src/games/relay/dangers.ts';
import {
  coldIn,
  drained,
  drainOf,
  gaugePoints,
  inDanger,
  leaders,
  nextLook,
  secondsLeft,
} from '../../web/src/games/relay/points.ts';
import { usedTiles } from '../../web/src/games/relay/puzzleControls.ts';
import type { RelayPlayerView } from '../../web/src/games/relay/relayView.ts';
import { seatNote } from '../../web/src/games/relay/seatNote.ts';
import { guessedTime, timeLeft } from '../../web/src/table/gameTime.ts';

describe('points on the page', () => {
  it('go smoothly between two words of the server, for a second at most, and never below nothing', () => {
    assert.equal(drained(50, 4, 0), 50);
    assert.equal(drained(50, 4, 250), 49);
    assert.equal(drained(50, 4, 60_000), 46);
    assert.equal(drained(1, 4, 900), 0);
    assert.equal(drained(50, 4, -20), 50);
  });

  it('last so many seconds', () => {
    assert.equal(secondsLeft(9, 2), 5);
    assert.equal(secondsLeft(9, 0), null);
  });

  it('go three times as fast from who is cold', () => {
    assert.deepEqual([drainOf({ cold: true }, 2), drainOf({ cold: false }, 2)], [6, 2]);
  });

  it('warn of the cold in its last ten seconds', () => {
    const player = { cold: false, cold_at: 30_000 };
    assert.deepEqual(
      [19_000, 20_000, 29_400, 30_100].map((time) => coldIn(player, time)),
      [null, 10, 1, 1],
    );
    assert.equal(coldIn({ ...player, cold: true }, 29_000), null);
    assert.equal(coldIn({ cold: false, cold_at: 0 }, 29_000), null);
  });

  it('that were passed on tell who leads, of those who stay', () => {
    const player = (id: string, passed: number, left = false) => ({ id, passed, left });
    assert.deepEqual(leaders([player('a', 0), player('b', 0)]), []);
    assert.deepEqual(leaders([player('a', 9), player('b', 12), player('c', 12)]), ['b', 'c']);
    assert.deepEqual(leaders([player('a', 9), player('b', 12, true)]), ['a']);
  });

  it('are few before they are gone, for who is still in', () => {
    assert.equal(inDanger({ active: true, points: 24 }), true);
    assert.equal(inDanger({ active: true, points: 25 }), false);
    assert.equal(inDanger({ active: false, points: 0 }), false);
  });
});

describe('gauges', () => {
  it('drain with game time: as fast as it runs, and not while it stands still', () => {
    const told = { points: 80, drain: 4, since: 1000 };
    assert.equal(gaugePoints(told, 1000, 1), 80);
    assert.equal(gaugePoints(told, 1500, 1), 78);
    assert.equal(gaugePoints(told, 1250, 2), 78);
    assert.equal(gaugePoints(told, 9000, 0), 80);
  });

  it('move on a gauge in every frame after a jump, else as often as one sees it', () => {
    assert.equal(nextLook(12, 1), 0);
    assert.equal(nextLook(-0.06, 0), 0);
    assert.equal(nextLook(0.3, 1), 0);
    assert.equal(nextLook(0.11, 1), 120, 'as far behind as one that burns down always is');
    assert.equal(nextLook(0.01, 6), 20);
    assert.equal(nextLook(0, 0), null, 'nothing goes: it rests');
  });
});

describe('the clock', () => {
  it('goes on between two words of the server, for two seconds at most', () => {
    assert.equal(guessedTime(10_000, 400, 1), 10_400);
    assert.equal(guessedTime(10_000, 400, 4), 11_600);
    assert.equal(guessedTime(10_000, 60_000, 1), 12_000);
  });

  it('shows what is left, and nothing before the end is known', () => {
    assert.equal(timeLeft(300_000, 10_400), 289_600);
    assert.equal(timeLeft(300_000, 300_100), 0);
    assert.equal(timeLeft(0, 5), null);
  });
});

describe('what is below a name', () => {
  const player = { left: false, grace: 42_000, passed: 7 };
  const known = { away: false, soon: null, fed: false, own: true, active: true, cold: null, started: true };

  it('is what matters most', () => {
    assert.equal(seatNote({ ...player, left: true }, { ...known, away: true }), 'left');
    assert.equal(seatNote(player, { ...known, away: true, soon: 4 }), 'away 0:42');
    assert.equal(seatNote(player, { ...known, active: false }), 'passed 7');
    assert.equal(seatNote(player, { ...known, fed: true, soon: 4 }), 'out in 4 s');
    assert.equal(seatNote(player, { ...known, fed: true }), 'you feed · 7');
    assert.equal(seatNote(player, { ...known, fed: true, own: false }), 'is fed · 7');
    assert.equal(seatNote(player, { ...known, cold: 6 }), 'cold −6/s');
    assert.equal(seatNote(player, known), 'passed 7');
    assert.equal(seatNote(player, { ...known, fed: true, started: false }), 'you feed');
    assert.equal(seatNote(player, { ...known, started: false }), '');
  });
});

describe('a warning', () => {
  const player = (id: string, points: number) =>
    ({ id, name: id, points, active: true, cold: false }) as unknown as RelayPlayerView;
  const [ada, bob, cem] = [player('ada', 20), player('bob', 30), player('cem', 99)];
  const table = (players: RelayPlayerView[], decay = 3) => ({ phase: 'playing' as const, players, decay });

  it('is of oneself, and of whom one feeds', () => {
    assert.deepEqual(dangersOf(table([ada, bob, cem]), ada), { own: true, cold: false, fed: 'bob' });
    assert.deepEqual(dangersOf(table([ada, bob, cem], 2), ada), { own: true, cold: false, fed: null });
    assert.deepEqual(dangersOf(table([ada, bob, cem]), bob), { own: false, cold: false, fed: null });
    const freezing = { ...cem, cold: true };
    assert.deepEqual(dangersOf(table([ada, bob, freezing]), freezing).cold, true);
    assert.equal(dangersOf(table([bob, { ...cem, points: 80, cold: true }], 3), bob).fed, 'cem');
  });

  it('is for who plays, while they play', () => {
    const nothing = { own: false, cold: false, fed: null };
    assert.deepEqual(dangersOf({ ...table([ada, bob]), phase: 'finished' }, ada), nothing);
    assert.deepEqual(dangersOf(table([ada, bob]), { ...ada, active: false }), nothing);
    assert.deepEqual(dangersOf(table([ada, bob]), undefined), nothing);
  });
});

describe('letter tiles', () => {
  it('are used up one by one, in whatever case one types', () => {
    assert.deepEqual(usedTiles('ETSE', 'ee'), [true, false, false, true]);
    assert.deepEqual(usedTiles('ETSE', 'eeex'), [true, false, false, true]);
    assert.deepEqual(usedTiles('ETSE', ''), [false, false, false, false]);
  });
});
