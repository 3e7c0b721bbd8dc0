/** A picture may go back so many steps and is still the same one, as where the fastest replay becomes slower. */
const BACK = 40;
/** More steps than this from one picture to the next are a jump. */
const ON = 200;

/** Whether from one tick to another is a jump, as in a replay: nothing happened in between. */
export function isJump(from: number, to: number): boolean {
  return to < from - BACK || to > from + ON;
}
