import assert from 'node:assert/strict';
import { Emitter } from '../../client/Emitter.ts';
import type { MatchView } from '../../client/matchView.ts';
import { arena } from '../../src/games/arena/arena.ts';
import { DASH, FIRE } from '../../src/games/arena/shared/move.ts';
import { RAIL, SCATTER } from '../../src/games/arena/shared/weapons.ts';
import { Match } from '../../src/match/match.ts';
import { arenaMaker } from '../../src/schema/arena.ts';
import { NOTHING } from '../../web/src/games/arena/controls/wish.ts';
import { LiveSource } from '../../web/src/games/arena/live/LiveSource.ts';
import { OwnShots } from '../../web/src/games/arena/live/OwnShots.ts';
import { ReplaySource } from '../../web/src/games/arena/replay/ReplaySource.ts';
import { glimpsesOf } from '../../web/src/games/registry.ts';
import type { Film } from '../../web/src/replay/reel.ts';

const AT = { x: 5_000, y: 6_000 };
const ME = { hp: 100, weapon: 0, ammo: 0, shots: 7, sx: 0, sy: 0, saim: 0, slag: 0, stick: 0, sgun: 0 };
const command = (buttons: number) => ({ mx: 0, my: 0, aim: 100, buttons, view: 0 });

/** So many commands go out, 30 ms apart. @returns the numbers of the shots that are shown */
function shots(own: OwnShots, me: typeof ME, count: number, from = 0): number[] {
  const seen = new Set<number>();
  for (let i = 0; i < count; i++) {
    own.command(command(FIRE), AT, me, 300 + 2 * i, from + 30 * i);
    if (own.shown.shots !== 7) seen.add(own.shown.shots);
  }
  return [...seen];
}

describe('one’s own shots in the arena', () => {
  it('are seen at once, as often as the weapon shoots, and not again when the server tells of them', () => {
    const own = new OwnShots();
    own.told(ME, 0);
    assert.deepEqual(shots(own, ME, 7), [8, 9]);
    const { sx, sy, saim, slag, stick } = own.shown;
    assert.deepEqual([sx, sy, saim, slag, stick], [5_000, 6_000, 100, 0, 312 & 0xff]);
    assert.deepEqual(own.told({ ...ME, shots: 9, sx: 1 }, 200), []);
    assert.equal(own.shown.shots, 9);
    assert.equal(own.shown.sx, 5_000, 'it is where it was seen');
    assert.deepEqual(own.told({ ...ME, shots: 10, sx: 1 }, 230), []);
    assert.deepEqual([own.shown.shots, own.shown.sx], [10, 1], 'one that was not foretold');
  });

  it('are taken back when the server tells nothing of them', () => {
    const own = new OwnShots();
    own.told(ME, 0);
    shots(own, ME, 1);
    assert.deepEqual(own.told(ME, 500), []);
    assert.deepEqual(own.told(ME, 700), [8]);
  });

  it('charge a rail first, and are the blaster’s when the last one is shot', () => {
    const own = new OwnShots();
    own.told(ME, 0);
    assert.deepEqual(shots(own, { ...ME, weapon: RAIL, ammo: 5 }, 7), []);
    assert.deepEqual(shots(own, { ...ME, weapon: RAIL, ammo: 5 }, 1), [8]);
    const other = new OwnShots();
    other.told(ME, 0);
    shots(other, { ...ME, weapon: SCATTER, ammo: 1 }, 30);
    assert.equal(other.shown.sgun, 0);
    assert.deepEqual(shots(new OwnShots(), { ...ME, hp: 0 }, 30), [0]);
  });
});

describe('an arena on a server', () => {
  it('stays as it was while the line is away, and what is pressed meanwhile is not for later', () => {
    const seats = ['a', 'b', 'c'].map((id) => ({ id, name: id, bot: false, skill: 0.5 }));
    const { state } = Match.start(arena, arenaMaker.plain, { id: 'm', game: 'arena', seed: 's', seats });
    state.phase = 'playing';
    const sent: { buttons?: number }[] = [];
    const data = {};
    const commands = { data, epoch: 0, lastProcessed: 0, send: () => sent.push({ ...data }) };
    const onStateChange = Object.assign(() => {}, { remove() {} });
    const room = { state: state as object | undefined, onStateChange, input: () => commands };
    const events = new Emitter<{ room: typeof room; animation: object }>();
    const on = events.on.bind(events);
    const match = { role: 'player', closed: null, room: room as typeof room | null, on };
    const source = new LiveSource(match as never, 'a');
    const before = source.moment();
    assert.equal(before.bodies.length, 3);
    source.steer({ ...NOTHING, dash: true });
    assert.equal(sent.at(-1)?.buttons, DASH);
    match.room = null;
    source.steer({ ...NOTHING, dash: true });
    assert.equal(sent.length, 1);
    match.room = { ...room, state: undefined };
    events.emit('room', match.room);
    assert.deepEqual(source.moment().bodies, before.bodies, 'nothing is known yet');
    match.room = room;
    events.emit('room', room);
    source.moment();
    source.steer(NOTHING);
    assert.equal(sent.at(-1)?.buttons, 0);
    source.close();
  });
});

describe('an arena that is played again', () => {
  const view = (x: number) =>
    ({ players: { a: { id: 'a', seat: 0, x, y: 0, aim: 0 } }, pads: [0], core: 0 }) as never;
  const film: Film = {
    frames: [
      { at: 0, view: view(0) },
      { at: 60, view: view(600) },
      { at: 120, view: view(9_000) },
    ],
    happenings: [{ at: 50, event: { kind: 'kill', by: 'a', player: 'b' } as never }],
    moves: [],
    endsAt: 120,
    faithful: true,
  };

  it('is seen between two pictures, but not on the way of who was put elsewhere', () => {
    let now = 0;
    const source = new ReplaySource(film, () => now);
    source.follow({ at: 0, playing: true, speed: 1 });
    now = 30;
    assert.equal(source.moment().bodies[0]?.x, 300);
    now = 55;
    source.moment();
    assert.equal(source.kills().length, 1);
    assert.deepEqual(source.kills(), []);
    source.follow({ at: 90, playing: false, speed: 1 });
    assert.equal(source.moment().bodies[0]?.x, 600);
    source.follow({ at: 0, playing: false, speed: 1 });
    assert.equal(source.moment().bodies[0]?.x, 0);
  });

  it('stays where it is when it is paused or slowed, and tells each kill once', () => {
    let now = 0;
    const source = new ReplaySource(film, () => now);
    const shown = (head: Parameters<ReplaySource['follow']>[0]) => {
      source.follow(head);
      return Math.round(source.moment().tick * 15);
    };
    shown({ at: 0, playing: true, speed: 1 });
    now = 55;
    source.moment();
    assert.equal(source.kills().length, 1);
    assert.equal(shown({ at: 40, playing: true, speed: 1 }), 55);
    now = 75;
    source.moment();
    assert.equal(shown({ at: 40, playing: false, speed: 1 }), 60);
    assert.equal(shown({ at: 40, playing: true, speed: 0.5 }), 60);
    assert.equal(shown({ at: 45, playing: false, speed: 1 }), 45, 'who seeks a little back goes back');
    assert.deepEqual(source.kills(), []);
    assert.equal(shown({ at: 70, playing: false, speed: 1 }), 70);
    assert.deepEqual(source.kills(), []);
  });

  it('is seen from afar by points, health and clock', () => {
    const player = (more: object) => ({
      name: '',
      bot: true,
      left: false,
      connected: true,
      flags: 0,
      ...more,
    });
    const state = {
      phase: 'playing',
      ends_at: 180_000,
      tick: 4_000,
      players: {
        a: player({ id: 'a', seat: 1, score: 8, hp: 50 }),
        b: player({ id: 'b', seat: 0, score: 0, hp: 0 }),
      },
    } as unknown as MatchView;
    const { seats, centre } = glimpsesOf('arena').of(state);
    assert.equal(centre, '2:00');
    assert.deepEqual(
      seats.map(({ id, figure, light, mood }) => [id, figure, light, mood]),
      [
        ['b', '0', 0, 'ghost'],
        ['a', '8', 0.5, 'calm'],
      ],
    );
  });
});
