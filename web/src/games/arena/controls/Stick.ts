import type { Spot } from '../../../../../src/games/arena/shared/map.ts';

/** px from its middle to where a stick is tilted fully. */
export const STICK_REACH = 56;
/** A touch that is over so soon and moved so little is a tap. */
const TAP_MS = 200;
const TAP_PX = 14;

/** A stick that is wherever a finger came down. */
export class Stick {
  pointer: number | null = null;
  base: Spot = { x: 0, y: 0 };
  knob: Spot = { x: 0, y: 0 };
  #downAt = 0;
  #farthest = 0;

  press(pointer: number, at: Spot, now: number): void {
    this.pointer = pointer;
    this.base = at;
    this.knob = at;
    this.#downAt = now;
    this.#farthest = 0;
  }

  /** The middle comes along when a finger goes too far: nobody has to find it again. */
  drag(at: Spot): void {
    this.knob = at;
    const [dx, dy] = [at.x - this.base.x, at.y - this.base.y];
    const far = Math.hypot(dx, dy);
    this.#farthest = Math.max(this.#farthest, far);
    if (far <= STICK_REACH) return;
    const over = 1 - STICK_REACH / far;
    this.base = { x: this.base.x + dx * over, y: this.base.y + dy * over };
  }

  /** Whether it was a tap. */
  release(now: number): boolean {
    this.pointer = null;
    return now - this.#downAt <= TAP_MS && this.#farthest <= TAP_PX;
  }

  /** Where it is tilted to, at most 1 long; nothing below a tenth. */
  get tilt(): Spot {
    if (this.pointer === null) return { x: 0, y: 0 };
    const x = (this.knob.x - this.base.x) / STICK_REACH;
    const y = (this.knob.y - this.base.y) / STICK_REACH;
    return Math.hypot(x, y) < 0.1 ? { x: 0, y: 0 } : { x, y };
  }
}
