import { cos, ONE, sin } from './angles.ts';
import { BOXES, type Spot } from './map.ts';
import { HEIGHT, HIT_RADIUS, WIDTH } from './numbers.ts';
import { entersAt } from './segments.ts';
import type { Weapon } from './weapons.ts';

/** Where somebody shot from, and where to. Everything else of a bullet's way follows from it. */
export interface Flight extends Spot {
  aim: number;
}

/** How far a bullet gets: to the first wall, or to the end of its range. In mm. */
export function reachOf({ x, y, aim }: Flight, { range }: Weapon): number {
  const [dx, dy] = [(cos(aim) * range) / ONE, (sin(aim) * range) / ONE];
  let reach = 1;
  // The room itself is a wall seen from inside.
  if (dx !== 0) reach = Math.min(reach, ((dx > 0 ? WIDTH : 0) - x) / dx);
  if (dy !== 0) reach = Math.min(reach, ((dy > 0 ? HEIGHT : 0) - y) / dy);
  for (const box of BOXES) reach = Math.min(reach, entersAt({ x, y }, dx, dy, box));
  return Math.floor(Math.max(0, reach) * range);
}

/** Where a bullet is that flew so far. */
export function placeAfter({ x, y, aim }: Flight, far: number): Spot {
  return { x: x + Math.round((far * cos(aim)) / ONE), y: y + Math.round((far * sin(aim)) / ONE) };
}

/** Whether a bullet that goes from one spot to another comes near enough to a body there to hit it. */
export function hits(from: Spot, to: Spot, body: Spot): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [px, py] = [body.x - from.x, body.y - from.y];
  const reach = HIT_RADIUS * HIT_RADIUS;
  const along = px * dx + py * dy;
  if (along <= 0) return px * px + py * py <= reach;
  const length = dx * dx + dy * dy;
  if (along >= length) return (px - dx) * (px - dx) + (py - dy) * (py - dy) <= reach;
  const across = px * dy - py * dx;
  return across * across <= reach * length;
}

/** The angles at which the bullets of one shot leave. */
export function aimsOf(aim: number, { spread }: Weapon): number[] {
  return spread.map((by) => (aim + by + 4_096) & 4_095);
}
