import { bot } from '../../../../../src/games/arena/bot/bot.ts';
import { command } from '../../../../../src/games/arena/command.ts';
import { type LocalSeat, localTable, seenBy } from '../../../../../src/games/arena/local.ts';
import { COMMAND_STEPS, DASH_EVERY, STEP_MS } from '../../../../../src/games/arena/shared/numbers.ts';
import { standings } from '../../../../../src/games/arena/standings.ts';
import type { BotMind, Standing } from '../../../../../src/games/game.ts';
import { Random } from '../../../../../src/lib/random.ts';
import { commandOf, NOTHING, type Wish } from '../controls/wish.ts';
import type { Body, KillTold, Moment } from '../moment.ts';
import type { Source } from '../source.ts';

/** A page that was away does not play on without its player. */
const MOST_STEPS = 8;

/** A match against bots in this page alone: the very rules that a server plays by, and no server. */
export class WarmUpMatch implements Source {
  readonly #local: ReturnType<typeof localTable>;
  readonly #minds = new Map<string, BotMind>();
  readonly #me: string;
  #wish: Wish = NOTHING;
  #wanted = 0;
  #steps = 0;
  #last: number | null = null;
  #before = new Map<string, { x: number; y: number }>();
  #told = 0;

  /** @param skill of the bots, 0 to 1 */
  constructor(seats: readonly LocalSeat[], me: string, skill: number, seed: string) {
    this.#local = localTable(seats, seed);
    this.#me = me;
    for (const [i, { id, bot: isBot }] of seats.entries()) {
      if (!isBot) continue;
      const own = Math.max(0, Math.min(1, skill + (i - 2.5) * 0.08));
      this.#minds.set(id, { random: Random.seeded(`${seed} ${id}`), skill: own, notes: {}, lookAt: 0 });
    }
  }

  steer(wish: Wish): void {
    this.#wish = wish;
    // A tap between two commands counts.
    if (wish.dash) this.#wanted = 1;
  }

  moment(now: number): Moment {
    const since = this.#last === null ? 0 : now - this.#last;
    this.#last = now;
    this.#steps = Math.min(this.#steps + since / STEP_MS, MOST_STEPS);
    while (this.#steps >= 1 && !this.over()) {
      this.#steps -= 1;
      this.#step();
    }
    return this.#shown();
  }

  kills(): KillTold[] {
    const events = this.#local.events.slice(this.#told);
    this.#told = this.#local.events.length;
    return events.filter(({ kind }) => kind === 'kill') as unknown as KillTold[];
  }

  over(): boolean {
    return this.#local.table.secret.over;
  }

  standings(): Standing[] {
    return standings(this.#local.table);
  }

  #step(): void {
    const { table } = this.#local;
    const tick = Math.round(table.now / STEP_MS);
    if (tick % COMMAND_STEPS === 0) {
      this.#before = new Map([...table.state.players.values()].map(({ id, x, y }) => [id, { x, y }]));
      const wish = { ...this.#wish, dash: this.#wish.dash || this.#wanted === 1 };
      this.#wanted = 0;
      command(table, this.#me, { ...commandOf(wish), view: tick & 0xffff });
      for (const [id, mind] of this.#minds) command(table, id, bot(seenBy(table, id), mind));
    }
    this.#local.step();
  }

  /** On the way of the latest command, as far as the next one is near. */
  #shown(): Moment {
    const { state, secret, now } = this.#local.table;
    const tick = now / STEP_MS + this.#steps;
    const done = Math.round(now / STEP_MS + COMMAND_STEPS - 1) % COMMAND_STEPS;
    const part = this.over() ? 1 : Math.min(1, (done + this.#steps) / COMMAND_STEPS);
    const bodies: Body[] = [...state.players.values()].map((player) => {
      const before = this.#before.get(player.id) ?? player;
      const jumped = Math.abs(player.x - before.x) + Math.abs(player.y - before.y) > 2_000;
      const from = jumped ? player : before;
      return { ...player, x: from.x + (player.x - from.x) * part, y: from.y + (player.y - from.y) * part };
    });
    const wait = secret.fighters.find(({ id }) => id === this.#me)?.dash_wait ?? 0;
    return {
      tick,
      me: this.#me,
      bodies,
      pads: [...state.pads],
      core: state.core,
      dash: 1 - wait / DASH_EVERY,
    };
  }
}
