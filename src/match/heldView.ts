/** What the way there and back over a player's line takes, ms, and by how much it takes more or less than that. */
export interface MeasuredLine {
  roundTrip: number;
  uneven: number;
}

/** A line of which nothing is known yet. */
export const MIDDLING_LINE: MeasuredLine = { roundTrip: 100, uneven: 15 };

/** What is taken for the line of who does not answer: the shortest, so that not to answer gains nothing. */
export const SHORTEST_LINE: MeasuredLine = { roundTrip: 0, uneven: 0 };

/** Clients show others so long after they could, to show them evenly, ms: a patch at least. */
const SHOWN_AFTER_MS = 60;
/** A command waits for the step that takes it, ms at most; and clocks never agree. */
const TAKEN_WITHIN_MS = 20;
/** Times by which a line is uneven: clients show others later for it, and commands come later, too. */
const UNEVEN_TIMES = 1.5;
/** What is more uneven than this helps nobody, ms. */
const MOST_UNEVEN = 30;

/** A line by its latest round trips, ms. The middle one: a line that stood still for a moment is no slower for it. */
export function measuredLine(trips: readonly number[]): MeasuredLine {
  if (trips.length === 0) return MIDDLING_LINE;
  const sorted = trips.toSorted((a, b) => a - b);
  const roundTrip = sorted[Math.floor((sorted.length - 1) / 2)] as number;
  const uneven = trips.reduce((sum, trip) => sum + Math.abs(trip - roundTrip), 0) / trips.length;
  return { roundTrip, uneven: Math.min(MOST_UNEVEN, uneven) };
}

/** How often a live game goes on, and tells it. */
export interface Rhythm {
  stepMs: number;
  patchSteps: number;
}

/** By how many steps a screen may be behind at the end of this line, when its command is taken. */
export function mostBehind({ roundTrip, uneven }: MeasuredLine, { stepMs, patchSteps }: Rhythm): number {
  const shownAfter = Math.max(SHOWN_AFTER_MS, patchSteps * stepMs);
  return Math.round((roundTrip + shownAfter + TAKEN_WITHIN_MS + UNEVEN_TIMES * uneven) / stepMs);
}

/**
 * The step that a screen showed, as far as that can be: who says that it was older than the line explains is taken for
 * who saw the oldest that it explains. A client cannot make itself slow for a shot, or for all of them, by saying so.
 * @param view as it was said, low 16 bits
 * @param step in which it is taken
 */
export function heldView(view: number, step: number, line: MeasuredLine, rhythm: Rhythm): number {
  const behind = (step - view) & 0xffff;
  if (behind >= 0x8000) return view; // ahead: the rules know what that is worth
  return (step - Math.min(behind, mostBehind(line, rhythm))) & 0xffff;
}
