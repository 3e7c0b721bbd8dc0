import { HEIGHT, WIDTH } from './numbers.ts';

export interface Spot {
  x: number;
  y: number;
}

/** A wall: from (left, top) to (right, bottom). */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const block: Box = { left: 15_200, top: 9_200, right: 16_800, bottom: 10_800 };

const half: readonly Box[] = [
  { left: 4_500, top: 4_200, right: 10_500, bottom: 5_400 },
  { left: 5_200, top: 8_400, right: 6_400, bottom: 13_200 },
  { left: 14_200, top: 2_600, right: 17_800, bottom: 4_000 },
  { left: 9_400, top: 14_000, right: 11_800, bottom: 16_400 },
  { left: 10_600, top: 7_800, right: 11_800, bottom: 10_600 },
];

/** Eleven walls. Turned by half a turn about its middle the map is the same: no start is better than another. */
export const BOXES: readonly Box[] = [block, ...half, ...half.map(opposite)];

/** The core lies on the block in the middle; a player who stands next to it takes it. */
export const CORE: Spot = { x: WIDTH / 2, y: HEIGHT / 2 };

const starts: readonly Spot[] = [
  { x: 2_200, y: 2_200 },
  { x: 2_200, y: 17_600 },
  { x: 12_600, y: 1_400 },
  { x: 3_200, y: 10_400 },
  { x: 8_200, y: 7_200 },
];

/** Where players come in. */
export const STARTS: readonly Spot[] = [...starts, ...starts.map(acrossFrom)];

/** What a pad gives. */
export type Gift = 'heal' | 'scatter' | 'rail';

export interface Pad extends Spot {
  gift: Gift;
}

const left: Spot = { x: 8_400, y: 11_600 };
const top: Spot = { x: CORE.x, y: 6_400 };

export const PADS: readonly Pad[] = [
  { ...left, gift: 'heal' },
  { ...acrossFrom(left), gift: 'heal' },
  { ...top, gift: 'scatter' },
  { ...acrossFrom(top), gift: 'rail' },
];

function acrossFrom({ x, y }: Spot): Spot {
  return { x: WIDTH - x, y: HEIGHT - y };
}

function opposite(box: Box): Box {
  return {
    left: WIDTH - box.right,
    top: HEIGHT - box.bottom,
    right: WIDTH - box.left,
    bottom: HEIGHT - box.top,
  };
}

/** Square of how far two spots are from each other. */
export function apart(a: Spot, b: Spot): number {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

export function within(reach: number, a: Spot, b: Spot): boolean {
  return apart(a, b) <= reach * reach;
}
