import { isJump } from './jump.ts';
import type { KillTold, ShownKill } from './moment.ts';

const MOST = 8;
/** Nobody dies twice within so many steps: a kill that is told again is the same one. */
const SAME = 60;

/** The latest kills of the moment that is seen, numbered on. */
export class KillFeed {
  shown: readonly ShownKill[] = [];
  #count = 0;
  #tick = 0;

  /** @param told kills since the picture before this one */
  follow(tick: number, told: readonly KillTold[]): void {
    if (isJump(this.#tick, tick)) this.shown = [];
    this.#tick = tick;
    // Slowly back: what is far ahead did not happen yet.
    if (this.shown.some((one) => isJump(one.tick, tick) && one.tick > tick))
      this.shown = this.shown.filter((one) => one.tick <= tick);
    for (const kill of told) this.#add(kill);
  }

  #add(kill: KillTold): void {
    const tick = this.#tick;
    const others = this.shown.filter((one) => one.player !== kill.player || tick - one.tick >= SAME);
    this.#count += 1;
    this.shown = [...others, { ...kill, number: this.#count, tick }].slice(-MOST);
  }
}
