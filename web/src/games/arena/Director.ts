import { AWAY, CORE_HELD, DASHING } from '../../../../src/games/arena/shared/flags.ts';
import { CORE } from '../../../../src/games/arena/shared/map.ts';
import { DOUBLE_FROM } from '../../../../src/games/arena/shared/numbers.ts';
import { RAIL, SCATTER } from '../../../../src/games/arena/shared/weapons.ts';
import type { SoundName } from '../../sound/sounds.ts';
import { Flights, type Shot } from './Flights.ts';
import { isJump } from './jump.ts';
import type { Body, Moment } from './moment.ts';
import { letterOf, lookOf, type Palette } from './palette.ts';
import { Sparks } from './Sparks.ts';
import type { Actor, Scene } from './scene.ts';

/** A blow stops the picture of who took it for a moment. */
const HIT_STOP_MS = 40;

type Mutable<A> = { -readonly [field in keyof A]: A[field] };

/** Makes of what is the case what is to be seen: light, blows, trails. It decides nothing of the game. */
export class Director {
  #flights = new Flights();
  readonly #sparks = new Sparks();
  readonly #actors = new Map<string, Mutable<Actor>>();
  readonly #sound: (name: SoundName) => void;
  #last: Moment | null = null;
  #clock = 0;
  #stopped = 0;
  #shaken = 0;
  #pain = 0;
  #painFrom = 0;

  constructor(sound: (name: SoundName) => void) {
    this.#sound = sound;
  }

  /** Where frames take long there is less to draw. */
  set share(share: number) {
    this.#sparks.share = share;
  }

  /** The picture after so many ms more. @param calm nothing shakes, flashes or stops */
  direct(now: Moment, ms: number, palette: Palette, calm: boolean): Scene {
    this.#clock += ms;
    if (this.#last && isJump(this.#last.tick, now.tick)) this.#begin();
    this.#stopped = Math.max(0, this.#stopped - ms);
    // While it stops, everybody stands where the blow found them.
    const moment = this.#stopped > 0 && this.#last ? { ...now, bodies: this.#last.bodies } : now;
    for (const body of moment.bodies) this.#play(body, moment, ms, palette, calm);
    this.#followShots(moment, palette);
    const seat = moment.bodies.find(({ id }) => id === moment.me)?.seat;
    if (seat !== undefined && now.withdrawn) this.#flights.withdraw(seat, now.withdrawn);
    this.#followCore(moment, palette);
    this.#sparks.age(ms);
    this.#shaken *= 0.99 ** ms;
    this.#pain *= 0.9965 ** ms;
    this.#last = moment;
    return this.#scene(moment, calm);
  }

  /** As if nothing had been seen before. */
  #begin(): void {
    this.#flights = new Flights();
    this.#actors.clear();
    this.#last = null;
  }

  #scene(moment: Moment, calm: boolean): Scene {
    const mine = moment.bodies.find(({ id }) => id === moment.me);
    const shaken = calm ? 0 : this.#shaken;
    const angle = this.#clock / 17;
    return {
      moment,
      at: mine ?? CORE,
      whole: mine === undefined,
      shake: { x: Math.cos(angle) * shaken, y: Math.sin(angle * 1.3) * shaken },
      actors: moment.bodies.flatMap(({ id }) => this.#actors.get(id) ?? []),
      flying: this.#flights.flying,
      sparks: this.#sparks,
      clock: this.#clock,
      pain: this.#pain,
      painFrom: this.#painFrom,
      double: moment.tick >= DOUBLE_FROM,
      calm,
      helped: null,
    };
  }

  /** What happened to a body since the last frame. */
  #play(body: Body, moment: Moment, ms: number, palette: Palette, calm: boolean): void {
    const known = this.#actors.get(body.id);
    const look = lookOf(body, palette);
    const mine = body.id === moment.me;
    const actor = known ?? this.#enter(body, mine, palette);
    actor.mine = mine;
    const before = actor.body;
    actor.look = look;
    actor.body = body;
    const rounds = (body.aim * Math.PI) / 2_048;
    const by = Math.atan2(Math.sin(rounds - actor.aim), Math.cos(rounds - actor.aim));
    actor.aim += by * (mine ? 1 : Math.min(1, ms / 45));
    actor.flash *= 0.986 ** ms;
    actor.bar += (body.hp - actor.bar) * Math.min(1, ms / 90);
    actor.since += ms;
    const slow = Math.min(1, ms / 60);
    const way = { x: body.x - before.x, y: body.y - before.y };
    actor.lean = {
      x: actor.lean.x + (way.x - actor.lean.x) * slow,
      y: actor.lean.y + (way.y - actor.lean.y) * slow,
    };
    const dashes = (body.flags & DASHING) !== 0;
    actor.ghosts = dashes ? [...actor.ghosts, { x: body.x, y: body.y }].slice(-9) : actor.ghosts.slice(1);
    if (!known) return;
    if (dashes && (before.flags & DASHING) === 0 && mine) this.#sound('dash');
    if (body.hurt !== before.hurt) this.#blow(actor, before, moment, calm);
    if (body.hp === 0 && before.hp > 0) this.#fall(actor, moment, calm);
    if (body.hp > 0 && (before.hp === 0 || (before.flags & AWAY) > (body.flags & AWAY))) {
      actor.since = 0;
      this.#sparks.wave(body, look.coat, 1_600, 450, 450);
    }
    if (body.hp > before.hp && before.hp > 0)
      this.#sparks.word(body, `+${body.hp - before.hp}`, palette.felt);
    if (body.weapon !== before.weapon && body.ammo > 0) {
      this.#sparks.wave(body, palette.brass, 400, 1_200, 380);
      if (mine) this.#sound('taken');
    }
  }

  #enter(body: Body, mine: boolean, palette: Palette): Mutable<Actor> {
    const actor: Mutable<Actor> = {
      body,
      look: lookOf(body, palette),
      letter: letterOf(body.seat),
      mine,
      flash: 0,
      lean: { x: 0, y: 0 },
      aim: (body.aim * Math.PI) / 2_048,
      ghosts: [],
      bar: body.hp,
      since: 0,
    };
    this.#actors.set(body.id, actor);
    return actor;
  }

  /** Somebody was hit. */
  #blow(actor: Mutable<Actor>, before: Body, moment: Moment, calm: boolean): void {
    const { body, look } = actor;
    const by = moment.bodies.find(({ seat }) => seat === (body.hurt & 7));
    const damage = Math.max(0, before.hp - body.hp);
    this.#flights.stop(body.hurt & 7, body, moment.tick);
    if (!calm) actor.flash = 1;
    const from = by ? Math.atan2(body.y - by.y, body.x - by.x) : 0;
    this.#sparks.spray(body, look.coat, 5 + damage / 5, 7_000, from, 1.6);
    if (actor.mine) {
      this.#sound('struck');
      this.#pain = Math.min(1, this.#pain + 0.3 + damage / 90);
      this.#painFrom = from + Math.PI;
      if (calm) return;
      this.#shaken = Math.min(14, this.#shaken + 3 + damage / 8);
      this.#stopped = HIT_STOP_MS;
    } else if (by?.id === moment.me && damage > 0) {
      this.#sound('hit');
      this.#sparks.word(body, String(damage), '#fff6dc');
    }
  }

  /** Somebody is out. */
  #fall({ body, look, mine }: Actor, moment: Moment, calm: boolean): void {
    this.#sparks.burst(body, look.coat, 34, 6_500, 130, 620);
    this.#sparks.burst(body, '#fff3cf', 12, 4_000, 70, 400);
    this.#sparks.wave(body, look.coat, 300, 2_600, 520);
    this.#sparks.wave(body, '#fff3cf', 200, 1_500, 300);
    const by = moment.bodies.find(({ seat }) => seat === (body.hurt & 7));
    if (by?.id === moment.me && !mine) {
      this.#sound('kill');
      if (!calm) this.#shaken = Math.min(14, this.#shaken + 5);
    }
    if (!mine) return;
    this.#sound('fallen');
    this.#pain = 1;
  }

  #followShots(moment: Moment, palette: Palette): void {
    const { shots, ended } = this.#flights.follow(moment);
    for (const shot of shots) this.#muzzle(shot, moment, palette);
    for (const { x, y, seat, wall } of ended) {
      if (!wall) continue;
      const body = moment.bodies.find((one) => one.seat === seat);
      const colour = body ? lookOf(body, palette).coat : palette.lamp;
      this.#sparks.burst({ x, y }, colour, 5, 2_600, 55, 260);
    }
  }

  #muzzle({ body, gun }: Shot, moment: Moment, palette: Palette): void {
    const angle = (body.saim * Math.PI) / 2_048;
    const at = { x: body.sx + Math.cos(angle) * 620, y: body.sy + Math.sin(angle) * 620 };
    const count = gun === SCATTER ? 10 : gun === RAIL ? 12 : 4;
    this.#sparks.spray(at, palette.lamp, count, 6_000, angle, gun === SCATTER ? 1 : 0.6);
    this.#sparks.wave(at, '#fff3cf', 60, gun === RAIL ? 900 : 330, 110);
    if (body.id !== moment.me) return;
    this.#sound(gun === RAIL ? 'rail' : 'shot');
    this.#shaken = Math.max(this.#shaken, gun === RAIL ? 6 : gun === SCATTER ? 3.5 : 1);
  }

  #followCore(moment: Moment, palette: Palette): void {
    const before = this.#last?.core ?? moment.core;
    if (moment.core === before) return;
    if (moment.core === 1 || moment.core === 2) this.#sound('core');
    if (moment.core === 2) this.#sparks.wave(CORE, palette.lamp, 400, 5_000, 900);
    const holder = moment.bodies.find(({ seat }) => seat === moment.core - CORE_HELD);
    if (!holder) return;
    this.#sparks.burst(CORE, palette.lamp, 30, 5_000, 120, 700);
    this.#sparks.wave(holder, palette.lamp, 500, 3_000, 600);
    if (holder.id === moment.me) this.#sound('taken');
  }
}
