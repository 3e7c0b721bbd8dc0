import { aimFor, type Crowd } from './crowd.ts';
import { windowAfter } from './policy.ts';
import { compatible, distance } from './table.ts';
import type { Explanation } from './types.ts';

/** How far by rank among ratings it is looked for others: enough to say how many suit. */
const SIGHT = 24;

/** Says of a unit that waits why: in the numbers that were decided by, and in a sentence. */
export function explain(crowd: Crowd, tableOf: Int32Array, u: number): Explanation {
  const seen = lookAround(crowd, tableOf, u);
  const window = Number.isFinite(crowd.window[u]!) ? Math.round(crowd.window[u]!) : null;
  return { window, within: seen.within, needed: crowd.smallest[u]!, why: sentence(crowd, u, seen) };
}

interface Seen {
  /**
   * People, this unit's included, who suit; and those of them who are outside its window, as one has waited so long.
   */
  within: number;
  starved: number;
  /** People near enough by rating who are kept away by a block, or by having no region in common. */
  blocked: number;
  elsewhere: number;
}

function lookAround(crowd: Crowd, tableOf: Int32Array, u: number): Seen {
  const seen = { within: crowd.size[u]!, starved: 0, blocked: 0, elsewhere: 0 };
  for (const step of [-1, 1]) {
    const end = step < 0 ? Math.max(-1, u - SIGHT - 1) : Math.min(crowd.count, u + SIGHT + 1);
    for (let other = u + step; other !== end; other += step) {
      const far = Math.abs(crowd.mu[u]! - crowd.mu[other]!) > crowd.window[u]!;
      if (far && !crowd.starving) break; // as are all beyond
      if (tableOf[other]! >= 0 || crowd.impossible[other] === 1) continue;
      const size = crowd.size[other]!;
      if (compatible(crowd, u, other)) {
        seen.within += size;
        if (crowd.starved[u] === 0 && distance(crowd, u, other) > crowd.window[u]!) seen.starved += size;
      } else if (far) continue;
      else if (distance(crowd, u, other) === Number.POSITIVE_INFINITY) seen.blocked += size;
      else if ((crowd.reach[u]! & crowd.reach[other]!) === 0) seen.elsewhere += size;
    }
  }
  return seen;
}

function sentence(crowd: Crowd, u: number, { within, starved, blocked, elsewhere }: Seen): string {
  const { policy } = crowd;
  const size = crowd.size[u]!;
  if (size > policy.seats.max)
    return `Your party of ${size} is larger than a table of ${policy.seats.max}: no table can be made.`;
  if (crowd.apart[u] === 1) return 'Your party lists no region in common: no table can be made.';
  if (crowd.impossible[u] === 1)
    return 'Your party has two who have blocked each other: no table can be made.';
  const needed = crowd.smallest[u]!;
  const bots = botsIn(crowd, u);
  const near = `within ±${Math.round(crowd.window[u]!)}`;
  const far = starved > 0 ? `${near}, or further away and waiting so long that they take anybody` : near;
  const who = crowd.starved[u] === 1 ? 'taken at any rating' : far;
  const next = nextStep(crowd, u);
  if (within < needed) {
    const kept =
      blocked > 0 && within + blocked >= needed
        ? ` ${people(blocked)} more may not meet you, as one has blocked the other.`
        : elsewhere > 0 && within + elsewhere >= needed
          ? ` ${people(elsewhere)} more ${elsewhere === 1 ? 'has' : 'have'} no region in common with you.`
          : '';
    return `${within} of ${needed} needed ${within === 1 ? 'is' : 'are'} ${who}${next}.${kept}${bots}`;
  }
  return `${within} are ${who}, but no ${needed} of them suit each other yet${next}.${bots}`;
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

/** What becomes wider next: the size of a table, or the window. */
function nextStep(crowd: Crowd, u: number): string {
  const { policy } = crowd;
  const aim = aimFor(crowd, u);
  const wait = crowd.waited[u]!;
  const { widerAfterMs, smallerAfterMs } = aim;
  let next = '';
  if (wait < smallerAfterMs)
    next = `; a table of ${policy.seats.min} is taken in ${secondsTo(smallerAfterMs - wait)}`;
  if (wait < widerAfterMs && widerAfterMs < policy.starvedAfterMs) {
    const window = crowd.window[u]! + windowAfter(widerAfterMs, 0, aim, policy) - aim.window;
    const wider = `widening to ±${Math.round(window)} in ${secondsTo(widerAfterMs - wait)}`;
    next = next === '' ? `; ${wider}` : `${next}, ${wider}`;
  }
  if (next === '' && wait < policy.starvedAfterMs)
    next = `; anybody is taken in ${secondsTo(policy.starvedAfterMs - wait)}`;
  return next;
}

function secondsTo(ms: number): string {
  return `${Math.ceil(ms / 1000)} s`;
}

function botsIn(crowd: Crowd, u: number): string {
  const left = crowd.policy.botsAfterMs - crowd.waited[u]!;
  return crowd.bots[u] === 1 && left > 0 ? ` Bots fill the table in ${Math.ceil(left / 1000)} s.` : '';
}
