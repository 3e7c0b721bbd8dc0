import type { Spot } from './shared/map.ts';
import { PAST_STEPS } from './shared/numbers.ts';
import { type ArenaSecret, stands } from './state.ts';

const NOWHERE = -1;

/** Keeps where everybody is who can be hit. */
export function remember({ fighters, past }: ArenaSecret): void {
  const places: number[] = [];
  for (const fighter of fighters) {
    const there = stands(fighter);
    places.push(there ? fighter.x : NOWHERE, there ? fighter.y : NOWHERE);
  }
  past.push(places);
  if (past.length > PAST_STEPS) past.shift();
}

/** Where somebody was so many steps ago, if they could be hit there. */
export function placeThen({ past }: ArenaSecret, seat: number, ago: number): Spot | undefined {
  const places = past.at(-1 - ago);
  const x = places?.[2 * seat] ?? NOWHERE;
  const y = places?.[2 * seat + 1] ?? NOWHERE;
  return x === NOWHERE ? undefined : { x, y };
}

/** Who comes in at a new place was not hit at an old one. */
export function forget({ past }: ArenaSecret, seat: number): void {
  for (const places of past) {
    places[2 * seat] = NOWHERE;
    places[2 * seat + 1] = NOWHERE;
  }
}
