import type { ButtonState } from '../../../client/Button.ts';

/** How far a round is run down. Near its end everything says so: colour, shape, and words. */
export type Phase = 'calm' | 'soon' | 'close' | 'over';

/** Below these parts of a whole countdown. */
const [SOON, CLOSE] = [1 / 3, 1 / 6];

/** What of a round's state counts it down. */
export type Round = Pick<ButtonState, 'epoch' | 'version' | 'at' | 'ends'>;

/**
 * Counts rounds down in tenths of a second. Within a version it never runs back, however the server's clock is
 * estimated anew.
 */
export class Countdown {
  #version = '';
  #tenths = 0;

  /** What is left of a round, in tenths that have begun: 0 when it is over. @param now the server's time, epoch ms */
  tenths({ epoch, version, ends }: Round, now: number): number {
    const left = Math.max(0, Math.ceil((ends - now) / 100));
    const counted = `${epoch}.${version}`;
    this.#tenths = counted === this.#version ? Math.min(this.#tenths, left) : left;
    this.#version = counted;
    return this.#tenths;
  }
}

/** The part of a round's countdown that is left, 1 at a push and 0 when it is over. */
export function partLeft({ at, ends }: Pick<Round, 'at' | 'ends'>, tenths: number): number {
  return ends > at ? Math.min(1, (tenths * 100) / (ends - at)) : 0;
}

export function phaseOf(part: number): Phase {
  if (part <= 0) return 'over';
  if (part <= CLOSE) return 'close';
  return part <= SOON ? 'soon' : 'calm';
}

/** What is left as it stands on the button: "42.7"; in whole seconds for who wants little to move. */
export function shownLeft(tenths: number, calm: boolean): string {
  return calm ? String(Math.ceil(tenths / 10)) : (tenths / 10).toFixed(1);
}
