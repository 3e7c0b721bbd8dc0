import type { Spot } from '../../../../src/games/arena/shared/map.ts';
import { HEIGHT, SEEN_HEIGHT, SEEN_WIDTH, WIDTH } from '../../../../src/games/arena/shared/numbers.ts';

/** The part of the room that a screen shows, and how. */
export interface View extends Spot {
  /** px a mm. */
  scale: number;
  /** On a screen that is higher than wide the room is turned by a quarter: everybody sees the same of it. */
  turned: boolean;
  /** px of the picture. */
  width: number;
  height: number;
}

/** The largest picture of the right form that fits. */
export function pictureIn(width: number, height: number): { width: number; height: number; turned: boolean } {
  const turned = height > width;
  const [wide, high] = turned ? [SEEN_HEIGHT, SEEN_WIDTH] : [SEEN_WIDTH, SEEN_HEIGHT];
  const scale = Math.min(width / wide, height / high);
  return { width: Math.round(wide * scale), height: Math.round(high * scale), turned };
}

/** Of what lies beyond the room a screen shows so much, mm: near a wall one sees more of the room instead. */
const BEYOND = 1_300;

/** What a screen shows of the room when this spot is to be seen. @param whole all of it, for who watches */
export function viewOf(at: Spot, width: number, height: number, turned: boolean, whole = false): View {
  if (whole) {
    const [wide, high] = turned ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT];
    const scale = Math.min(width / wide, height / high);
    return { x: WIDTH / 2, y: HEIGHT / 2, width, height, turned, scale };
  }
  const x = kept(at.x, SEEN_WIDTH, WIDTH);
  const y = kept(at.y, SEEN_HEIGHT, HEIGHT);
  return { x, y, width, height, turned, scale: width / (turned ? SEEN_HEIGHT : SEEN_WIDTH) };
}

function kept(at: number, seen: number, whole: number): number {
  return Math.max(seen / 2 - BEYOND, Math.min(whole - seen / 2 + BEYOND, at));
}

/** Where a spot of the room is on the picture. */
export function onPicture(view: View, { x, y }: Spot): Spot {
  const [dx, dy] = [(x - view.x) * view.scale, (y - view.y) * view.scale];
  return view.turned
    ? { x: view.width / 2 - dy, y: view.height / 2 + dx }
    : { x: view.width / 2 + dx, y: view.height / 2 + dy };
}

/** A way on the screen as a way in the room. */
export function intoRoom(turned: boolean, { x, y }: Spot): Spot {
  return turned ? { x: y, y: -x } : { x, y };
}
