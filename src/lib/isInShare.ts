import { sha256 } from './sha256.ts';

/** Whether an id is among so many percent of all ids: always the same ones, and those of a smaller share as well. */
export function isInShare(id: string, percent: number): boolean {
  const place = Number.parseInt(sha256(id).slice(0, 8), 16) / 2 ** 32;
  return place * 100 < percent;
}
