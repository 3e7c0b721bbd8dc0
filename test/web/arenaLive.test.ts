import assert from 'node:assert/strict';
import { Emitter } from '../../client/Emitter.ts';
import { Foretelling } from '../../client/live/Foretelling.ts';
import type { MatchView } from '../../client/matchView.ts';
import { arena } from '../../src/games/arena/arena.ts';
import { type Command, DASH, FIRE } from '../../src/games/arena/shared/move.ts';
import { DASH_EVERY } from '../../src/games/arena/shared/numbers.ts';
import { tenthsIn } from '../../src/games/arena/shared/tenths.ts';
import { RAIL, SCATTER } from '../../src/games/arena/shared/weapons.ts';
import { Match } from '../../src/match/match.ts';
import { arenaMaker } from '../../src/schema/arena.ts';
import { arenaShape, type OwnBody } from '../../web/src/games/arena/arenaShape.ts';
import { NOTHING } from '../../web/src/games/arena/controls/wish.ts';
import { LiveSource } from '../../web/src/games/arena/live/LiveSource.ts';
import { OwnShots } from '../../web/src/games/arena/live/OwnShots.ts';
import { ReplaySource } from '../../web/src/games/arena/replay/ReplaySource.ts';
import { glimpsesOf } from '../../web/src/games/registry.ts';
import type { Film } from '../../web/src/replay/reel.ts';
import { stage } from '../games/arena/stage.ts';

const AT = { x: 5_000, y: 6_000 };
const TOLD = { shots: 7, sx: 0, sy: 0, saim: 0, slag: 0, stick: 0, sgun: 0 };
const ME = { hp: 100, weapon: 0, ammo: 0, flags: 0, ...TOLD };
const command = (buttons: number, aim = 100) => ({ mx: 0, my: 0, aim, buttons, view: 0 });

/** So many commands go out. @returns the numbers of the shots that are shown */
function shots(own: OwnShots, me: typeof ME, count: number): number[] {
  const seen = new Set<number>();
  for (let i = 0; i < count; i++) {
    own.command(command(FIRE), AT, me, 300 + 2 * i);
    if (own.shown.shots !== me.shots) seen.add(own.shown.shots);
  }
  return [...seen];
}

/** Nobody knows of this weapon but that it is ready. */
function ready(me: typeof ME = ME): OwnShots {
  const own = new OwnShots();
  own.told({ ...me, shots: 0 }, 0);
  own.told(me, 0);
  return own;
}

describe('one’s own shots in the arena', () => {
  it('are seen at once, as often as the weapon shoots, and not again when the server tells of them', () => {
    const own = ready();
    assert.deepEqual(shots(own, ME, 7), [8, 9]);
    const { sx, sy, saim, slag, stick } = own.shown;
    assert.deepEqual([sx, sy, saim, slag, stick], [5_000, 6_000, 100, 0, 312 & 0xff]);
    assert.deepEqual(own.told({ ...ME, shots: 9, sx: 1 }, 0), []);
    assert.equal(own.shown.shots, 9);
    assert.equal(own.shown.sx, 5_000, 'it is where it was seen');
    assert.deepEqual(own.told({ ...ME, shots: 10, sx: 1 }, 0), []);
    assert.deepEqual([own.shown.shots, own.shown.sx], [10, 1], 'one that was not foretold');
  });

  it('are taken back when the server has answered their commands and tells nothing of them, however slow the line', () => {
    const own = ready();
    shots(own, ME, 1);
    for (let i = 0; i < 30; i++) own.command(command(0), AT, ME, 320);
    assert.deepEqual(own.told(ME, 31), [], 'a second later, over a line that stands');
    assert.deepEqual(own.told(ME, 28), []);
    assert.deepEqual(own.told(ME, 26), [8]);
  });

  it('are told by what they are: one that the server passed over is taken back, and not the next', () => {
    const own = ready();
    own.command(command(FIRE, 100), AT, ME, 300);
    for (let i = 0; i < 6; i++) own.command(command(0), AT, ME, 302);
    own.command(command(FIRE, 900), AT, ME, 314);
    const next = { ...ME, shots: 8, sx: AT.x, sy: AT.y, saim: 900 };
    assert.deepEqual(own.told(next, 0), [8]);
    for (let i = 0; i < 9; i++) own.command(command(0), AT, next, 320);
    assert.deepEqual(own.told(next, 0), []);
  });

  it('are shown late rather than for nothing by a page that comes in later, and go on as they were after a drop', () => {
    const late = new OwnShots();
    const armed = { ...ME, weapon: SCATTER, ammo: 9 };
    late.told(armed, 0);
    assert.deepEqual(shots(late, armed, 20), [8]);
    late.reset();
    late.told({ ...armed, shots: 8 }, 0);
    assert.deepEqual(shots(late, { ...armed, shots: 8 }, 18), []);
    assert.deepEqual(shots(late, { ...armed, shots: 8 }, 2), [9]);
  });

  it('charge a rail first, and are the blaster’s when the last one is shot', () => {
    const own = ready();
    assert.deepEqual(shots(own, { ...ME, weapon: RAIL, ammo: 5 }, 7), []);
    assert.deepEqual(shots(own, { ...ME, weapon: RAIL, ammo: 5 }, 1), [8]);
    const other = ready();
    shots(other, { ...ME, weapon: SCATTER, ammo: 1 }, 30);
    assert.equal(other.shown.sgun, 0);
    assert.deepEqual(shots(ready(), { ...ME, hp: 0 }, 30), []);
  });
});

describe('one’s own dash in the arena', () => {
  it('waits as the server says for who reloads, drops, or comes in another tab', () => {
    const [own] = warmedUp();
    for (const known of [null, { ...own.body, dash_wait: 0 }]) {
      const body = arenaShape.body({ ...own.player, dash_due: 8 } as never, known);
      assert.ok(body.dash_wait >= 47 && body.dash_wait <= 53, `${body.dash_wait}`);
      assert.equal(arenaShape.body({ ...own.player, dash_due: 0 } as never, known).dash_wait, 0);
    }
    for (let wait = 0; wait <= DASH_EVERY; wait++) {
      const told = { ...own.player, dash_due: tenthsIn(wait) } as never;
      assert.equal(arenaShape.body(told, { ...own.body, dash_wait: wait }).dash_wait, wait);
      const anew = arenaShape.body(told, null).dash_wait;
      assert.ok(anew >= wait && anew < wait + 7, `${wait} ${anew}`);
    }
  });

  it('is foretold over a drop and in a new page as the server has it', () => {
    const table = stage();
    const live = () => new Foretelling<never, Command, OwnBody>(arenaShape);
    const page = live();
    const shown = (to: typeof page, answered: number) =>
      to.told({ ...table.player('ann') } as never, answered);
    shown(page, 0);
    const dash = { mx: 127, my: 0, aim: 0, buttons: DASH, view: 0 };
    const both = (to: typeof page, seq: number, command: Command) => {
      to.sent(seq, command);
      table.send('ann', command);
      table.steps(2);
    };
    for (let seq = 1; seq <= 20; seq++) both(page, seq, dash);
    assert.ok(shown(page, 20));
    const reloaded = live();
    page.reset();
    for (const one of [page, reloaded]) shown(one, 0);
    for (let seq = 1; seq <= 70; seq++) {
      page.sent(seq, dash);
      both(reloaded, seq, dash);
      for (const one of [page, reloaded]) shown(one, seq);
    }
    assert.equal(page.wrong, 0);
    assert.ok(reloaded.wrong <= 4, `${reloaded.wrong}`);
  });
});

/** A player as the state has them, and their body. */
function warmedUp() {
  const player = { x: 5_000, y: 6_000, hp: 100, flags: 0, dash_due: 0 };
  return [{ player, body: arenaShape.body(player as never, null) }] as const;
}

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
