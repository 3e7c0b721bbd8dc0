import { between as drawnBetween } from '../../../../../client/live/between.ts';
import { STEP_MS } from '../../../../../src/games/arena/shared/numbers.ts';
import { between, type Film, type Frame } from '../../../replay/reel.ts';
import type { Playhead } from '../../../replay/usePlayhead.ts';
import { arenaShape } from '../arenaShape.ts';
import { isJump } from '../jump.ts';
import type { Body, KillTold, Moment } from '../moment.ts';
import type { Source } from '../source.ts';

/** The playhead goes on in steps; between two of them the picture goes on by itself, no longer than this, ms. */
const STEP = 60;

/** A match that is played again, in even time, from anybody's place. */
export class ReplaySource implements Source {
  readonly #film: Film;
  readonly #now: () => number;
  /** From whose place it is seen; null for all of the room. */
  followed: string | null = null;
  #head: Pick<Playhead, 'at' | 'playing' | 'speed'> = { at: 0, playing: false, speed: 1 };
  /** The time of the page at which the head was there, and where the picture went on from. */
  #since = 0;
  #from = 0;
  #at = 0;
  #told = 0;

  constructor(film: Film, now: () => number = () => performance.now()) {
    this.#film = film;
    this.#now = now;
  }

  /** Where the playhead is by now. */
  follow({ at, playing, speed }: Pick<Playhead, 'at' | 'playing' | 'speed'>): void {
    // Who pauses, goes on or changes the speed is where the picture is, not where the head was last.
    this.#from = at === this.#head.at ? this.#at : at;
    this.#head = { at, playing, speed };
    this.#since = this.#now();
  }

  moment(): Moment {
    const { playing, speed } = this.#head;
    const on = playing ? Math.min(STEP, this.#now() - this.#since) * speed : 0;
    const wanted = Math.min(this.#film.endsAt, this.#from + on);
    // It never goes back a little: only who jumps goes back.
    const isAhead = this.#at > wanted && !isJump(this.#at / STEP_MS, wanted / STEP_MS);
    this.#at = playing && isAhead ? this.#at : wanted;
    const [one, next] = framesAround(this.#film.frames, this.#at);
    const part = next.at > one.at ? (this.#at - one.at) / (next.at - one.at) : 0;
    const bodies = Object.values(one.view.players).map((player) => {
      const to = next.view.players[player.id] ?? player;
      const drawn = drawnBetween(arenaShape.smooth as never, arenaShape.jump, player, to, part);
      return { ...player, ...drawn } as unknown as Body;
    });
    const { pads, core } = one.view as unknown as { pads: number[]; core: number };
    return { tick: this.#at / STEP_MS, me: this.followed, bodies, pads, core, dash: 1 };
  }

  steer(): void {}

  kills(): KillTold[] {
    const from = this.#told;
    const jumped = isJump(from / STEP_MS, this.#at / STEP_MS);
    // A little back, what was told stays told.
    if (jumped || this.#at > from) this.#told = this.#at;
    if (jumped || this.#at <= from) return [];
    const told = between(this.#film.happenings, from, this.#at).map(({ event }) => event);
    return told.filter(({ kind }) => kind === 'kill') as unknown as KillTold[];
  }

  over(): boolean {
    return false;
  }
}

/** The frame of this moment and the next. */
function framesAround(frames: readonly Frame[], at: number): [Frame, Frame] {
  let [low, high] = [0, frames.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((frames[middle] as Frame).at <= at) low = middle + 1;
    else high = middle;
  }
  const one = frames[Math.max(0, low - 1)] as Frame;
  return [one, frames[low] ?? one];
}
