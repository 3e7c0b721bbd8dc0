import { BOXES, type Box, type Spot } from './map.ts';

const NEVER = Number.POSITIVE_INFINITY;

/**
 * The part of a way, 0 to 1, after which it comes into a box; `Infinity` when it does not.
 * @param margin how much larger the box is
 */
export function entersAt({ x, y }: Spot, dx: number, dy: number, box: Box, margin = 0): number {
  const left = box.left - margin - x;
  const right = box.right + margin - x;
  const top = box.top - margin - y;
  const bottom = box.bottom + margin - y;
  // Most boxes are out of the way altogether.
  if (right <= Math.min(0, dx) || left >= Math.max(0, dx)) return NEVER;
  if (bottom <= Math.min(0, dy) || top >= Math.max(0, dy)) return NEVER;
  const inX = dx === 0 ? 0 : (dx > 0 ? left : right) / dx;
  const outX = dx === 0 ? 1 : (dx > 0 ? right : left) / dx;
  const inY = dy === 0 ? 0 : (dy > 0 ? top : bottom) / dy;
  const outY = dy === 0 ? 1 : (dy > 0 ? bottom : top) / dy;
  const enters = Math.max(0, inX, inY);
  return enters >= Math.min(outX, outY) ? NEVER : enters;
}

/** Whether nothing stands between two spots. @param margin how far from walls to stay */
export function isClear(from: Spot, to: Spot, margin = 0): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  for (const box of BOXES) if (entersAt(from, dx, dy, box, margin) < 1) return false;
  return true;
}
