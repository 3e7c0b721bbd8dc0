import { aimFor, type Crowd } from './crowd.ts';
import { compatible, distance } from './table.ts';
import type { Explanation } from './types.ts';

/** How far by rank among ratings it is looked for others: enough to say how many suit. */
const SIGHT = 24;

/** Up to so many rating points to either side others are of one's strength, and near it. */
const [EVEN, NEAR] = [150, 350];

/** Says of a unit that waits why: in the numbers that were decided by, and in words that need none of them. */
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
  if (crowd.impossible[u] === 1) return 'Your party has two who have muted each other: no table can be made.';
  const needed = crowd.smallest[u]!;
  const bots = botsIn(crowd, u);
  const near = strength(crowd.starved[u] === 1 ? Number.POSITIVE_INFINITY : crowd.window[u]!);
  const who = starved > 0 ? `${near}, or here so long that they take anybody,` : near;
  const next = nextStep(crowd, u);
  if (within < needed) {
    const kept =
      blocked > 0 && within + blocked >= needed
        ? ` ${people(blocked)} more may not meet you, as one has muted the other.`
        : elsewhere > 0 && within + elsewhere >= needed
          ? ` ${people(elsewhere)} more ${elsewhere === 1 ? 'plays' : 'play'} in other regions than you.`
          : '';
    return `${company(size, within - size, who)}; a table needs ${needed}.${next}${kept}${bots}`;
  }
  return `${company(size, within - size, who)}, but no ${needed} of you suit each other yet.${next}${bots}`;
}

/** How strong those are who suit. @param window rating points to either side */
function strength(window: number): string {
  if (window <= EVEN) return 'of your strength';
  if (window <= NEAR) return 'near your strength';
  return Number.isFinite(window) ? 'of nearly any strength' : 'of any strength';
}

/** Who waits, as a player would say it. @param size of one's own party, or 1 @param others who suit */
function company(size: number, others: number, who: string): string {
  if (others === 0) return `Nobody else ${who} waits yet`;
  const you = size === 1 ? 'You' : `Your party of ${size}`;
  return `${you} and ${others} ${others === 1 ? 'other' : 'others'} ${who} wait`;
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

/** What becomes wider next: the size of a table, or the window. A sentence, with the space before it. */
function nextStep(crowd: Crowd, u: number): string {
  const { policy } = crowd;
  const aim = aimFor(crowd, u);
  const wait = crowd.waited[u]!;
  const { widerAfterMs, smallerAfterMs } = aim;
  const steps: string[] = [];
  if (wait < smallerAfterMs)
    steps.push(`in ${secondsTo(smallerAfterMs - wait)} a table of ${policy.seats.min} is enough`);
  if (wait < widerAfterMs && widerAfterMs < policy.starvedAfterMs)
    steps.push(`in ${secondsTo(widerAfterMs - wait)} stronger and weaker players count, too`);
  if (steps.length === 0 && wait < policy.starvedAfterMs)
    steps.push(`in ${secondsTo(policy.starvedAfterMs - wait)} anybody counts`);
  return steps.length === 0 ? '' : ` ${steps.join('; ').replace('in', 'In')}.`;
}

function secondsTo(ms: number): string {
  return `${Math.ceil(ms / 1000)} s`;
}

function botsIn(crowd: Crowd, u: number): string {
  const left = crowd.policy.botsAfterMs - crowd.waited[u]!;
  return crowd.bots[u] === 1 && left > 0 ? ` Bots take the empty seats in ${Math.ceil(left / 1000)} s.` : '';
}
