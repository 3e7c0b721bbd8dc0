import { aimAt, chooseTarget } from '../../src/games/arena/bot/aiming.ts';
import { asMove, chooseWay } from '../../src/games/arena/bot/moving.ts';
import type { Other, Sight } from '../../src/games/arena/bot/sight.ts';
import { type Command, FIRE, type Mover, move } from '../../src/games/arena/shared/move.ts';
import { BLASTER } from '../../src/games/arena/shared/weapons.ts';
import { type ArenaTable, type Fighter, playerOf, stands } from '../../src/games/arena/state.ts';
import type { BotMind } from '../../src/games/game.ts';
import { Random } from '../../src/lib/random.ts';
import { type MeasuredLine, measuredLine } from '../../src/match/heldView.ts';
import { stepsIn } from './rules.ts';

const SKILL = 0.7;
/** Steps between the two places by which one sees how somebody moves. */
const APART = 6;

/** What everybody's screens get of a player in one step. */
export interface Shown {
  x: number;
  y: number;
  hp: number;
  shielded: boolean;
  there: boolean;
}

interface Sent {
  command: Command;
  arrives: number;
}

/** What a player does to gain by their network. */
export type Trick = 'none' | 'old views' | 'lag switch';

/** Somebody at the table: how long a message takes there and back, in ms, give or take, and what they try. */
export interface Networked {
  rtt: number;
  /** ms, each way. */
  jitter?: number;
  trick?: Trick;
}

/** The server pings every so many steps, a second or so, and goes by so many of the latest. */
const PING_STEPS = 66;
const PINGS = 9;
/** Who lies says that their screen is so many steps older. */
const OLDER = 17;

/** Somebody who plays over a network as slow as this, as well as everybody else. */
export class Client {
  readonly fighter: Fighter;
  readonly rtt: number;
  readonly #buffer: number;
  readonly #jitter: number;
  readonly #trick: Trick;
  readonly #line: Random;
  #trips: number[] = [];
  readonly #mind: BotMind;
  #sent: Sent[] = [];

  constructor(
    fighter: Fighter,
    { rtt, jitter = 0, trick = 'none' }: Networked,
    buffer: number,
    seed: string,
  ) {
    this.fighter = fighter;
    this.rtt = rtt;
    this.#buffer = buffer;
    this.#jitter = jitter;
    this.#trick = trick;
    this.#line = Random.seeded(`${seed} ${fighter.id} line`);
    this.#mind = { random: Random.seeded(`${seed} ${fighter.id}`), skill: SKILL, notes: {}, lookAt: 0 };
  }

  /** Looks, decides, and sends a command that is on its way for a while. */
  send(table: ArenaTable, tick: number, past: readonly Shown[][]): void {
    const seen = tick - stepsIn(this.rtt / 2 + this.#buffer);
    const chosen = this.#choose(table, tick, seen, past);
    const view = this.#trick === 'old views' ? seen - OLDER : seen;
    const command = { ...chosen, view: Math.max(0, view) & 0xffff };
    const arrives = tick + stepsIn(this.#oneWay());
    this.#sent.push({ command, arrives: Math.max(arrives, this.#sent.at(-1)?.arrives ?? 0) });
    if (tick % PING_STEPS === 0)
      this.#trips = [...this.#trips.slice(1 - PINGS), this.#oneWay() + this.#oneWay()];
  }

  /** The line as the server measures it. */
  get line(): MeasuredLine {
    return measuredLine(this.#trips);
  }

  /** What arrives now. A lag switch keeps all back for 240 ms, again and again. */
  arrived(tick: number): Command[] {
    if (this.#trick === 'lag switch' && tick % 32 >= 16 && this.#sent.length < 8) return [];
    const here = this.#sent.filter(({ arrives }) => arrives <= tick);
    this.#sent = this.#sent.filter(({ arrives }) => arrives > tick);
    return here.map(({ command }) => command);
  }

  /** ms that something takes to the server, or from it. */
  #oneWay(): number {
    return this.rtt / 2 + this.#line.int(-this.#jitter, this.#jitter);
  }

  #choose(table: ArenaTable, tick: number, seen: number, past: readonly Shown[][]): Command {
    const idle = { mx: 0, my: 0, aim: 0, buttons: 0, view: 0 };
    const { hp, aim } = playerOf(table, this.fighter);
    const shown = past.at(-1 - (tick - seen));
    if (!stands(this.fighter) || !shown) return { ...idle, aim };
    const before = past.at(-1 - (tick - seen) - APART) ?? shown;
    const me = this.#foretold();
    const last = this.#sent.at(-1)?.command.aim ?? aim;
    const others = othersOf(shown, before, this.fighter.seat);
    const sight: Sight = {
      tick,
      me,
      hp,
      weapon: BLASTER,
      aim: last,
      others,
      dangers: [],
      pads: [99, 99, 99, 99],
      core: 0,
    };
    const target = chooseTarget(sight, this.#mind);
    const way = asMove(chooseWay(sight, target, this.#mind), 1);
    if (!target) return { ...idle, ...way, aim: last };
    const aimed = aimAt(sight, target, this.#mind);
    return { ...idle, ...way, aim: aimed.aim, buttons: aimed.fire ? FIRE : 0 };
  }

  /** Where one will be once all that was sent has arrived: it is what one's own screen shows. */
  #foretold(): Mover {
    const { x, y, dash, dash_wait, dash_x, dash_y } = this.fighter;
    const mover = { x, y, dash, dash_wait, dash_x, dash_y };
    for (const { command } of this.#sent) move(mover, command);
    return mover;
  }
}

function othersOf(shown: readonly Shown[], before: readonly Shown[], own: number): Other[] {
  return shown.flatMap(({ x, y, hp, shielded, there }, seat) => {
    if (seat === own || !there) return [];
    const was = before[seat]?.there ? (before[seat] as Shown) : { x, y };
    return [{ seat, x, y, hp, shielded, vx: (x - was.x) / APART, vy: (y - was.y) / APART }];
  });
}
