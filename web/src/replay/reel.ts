import type { AnimationEvent, MatchView } from '../../../client/matchView.ts';

/** What was to be seen from a moment on. Times are game ms. */
export interface Frame {
  at: number;
  /** With what everybody hid: the match is over. */
  view: MatchView;
}

export interface Happening {
  at: number;
  event: AnimationEvent;
}

/** What a player did. */
export interface Move {
  at: number;
  by: string;
  /** As the game takes it: `action` and its fields. */
  action: Record<string, unknown>;
  before: MatchView;
  after: MatchView;
}

/** A whole match to look at. Every list is in the order of time; there is a frame at 0. */
export interface Film {
  frames: Frame[];
  happenings: Happening[];
  moves: Move[];
  /** Game ms. */
  endsAt: number;
  /** It came to the very state that the server had at the end. */
  faithful: boolean;
}

/** A moment worth jumping to. */
export interface Mark {
  at: number;
  kind: string;
}

/** A kind of moments that one can jump to in a replay. */
export interface Jump {
  /** Of events; `move` for what players do. */
  kind: string;
  /** One of them, in words: `solved puzzle`. */
  what: string;
  /** The same, where there is little room. */
  short: string;
  keys: readonly [back: string, on: string];
}

/** The moments of a film that one can jump to, in the order of time. */
export function marksOf({ happenings, moves }: Film, jumps: readonly Jump[]): Mark[] {
  const wanted = new Set(jumps.map(({ kind }) => kind));
  const events = happenings.map(({ at, event: { kind } }) => ({ at, kind }));
  const all = [...events, ...moves.map(({ at }) => ({ at, kind: 'move' }))];
  return all.filter(({ kind }) => wanted.has(kind)).sort((a, b) => a.at - b.at);
}

/** What was to be seen at a moment. */
export function frameAt({ frames }: Film, at: number): Frame {
  const frame = lastUntil(frames, at) ?? frames[0];
  if (!frame) throw new Error('A film has a frame.');
  return frame;
}

/** What happened after `from`, up to and with `to`. */
export function between<M extends { at: number }>(moments: readonly M[], from: number, to: number): M[] {
  return moments.filter(({ at }) => at > from && at <= to);
}

/** The latest of some moments that lies at `at` or before. */
export function lastUntil<M extends { at: number }>(moments: readonly M[], at: number): M | undefined {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return moments[low - 1];
}

/** Jumping back goes past a mark that was reached less than this ago, so that one can jump back twice. */
const JUST_REACHED_MS = 700;
/** One sees what led to a mark. */
const LEAD_MS = 1000;

/**
 * Where to jump to from a moment: shortly before the next mark of a kind, or the one before. Undefined: there is none.
 */
export function jumpFrom(
  marks: readonly Mark[],
  kind: Mark['kind'],
  at: number,
  direction: 1 | -1,
): number | undefined {
  const starts = marks.filter((mark) => mark.kind === kind).map((mark) => Math.max(0, mark.at - LEAD_MS));
  if (direction === 1) return starts.find((start) => start > at);
  return starts.findLast((start) => start < at - JUST_REACHED_MS);
}
