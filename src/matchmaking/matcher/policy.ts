/** Every threshold of the matcher, one object per game. Times in ms, distances in rating points. */
export interface Policy {
  /** Fewest and most people at a table. Fewer than `min` play only with bots, and only who agreed to them. */
  seats: { min: number; max: number };
  /** How long people have to accept a table. 0: without asking. */
  readyCheckMs: number;
  /** Once the oldest at a table of people who all agreed to bots waited so long, bots fill it. */
  botsAfterMs: number;
  /** A table of so many people is taken once its oldest waited so long. */
  acceptAfterMs: Readonly<Record<number, number>>;
  /** How far from their own rating a player takes others. */
  window: {
    start: number;
    /** Points more per second of one's own wait. */
    growth: number;
    /** Never more than this, before sigma. */
    cap: number;
    /** Added: this share of a rating's sigma beyond `settledSigma`. Newcomers are wide. */
    sigmaShare: number;
    settledSigma: number;
    /** In a slow queue a ticket starts as if it had waited this share of the mean wait of those in it. */
    borrowedWait: number;
  };
  /** Who waited so long is put with anybody, and anybody with them: only blocks, regions and seats still hold. */
  starvedAfterMs: number;
  /** A full table no wider than this is made before anything else is looked at. */
  eagerSpread: number;
  /** A party counts as the mean of its members and this much for each one more than the first: they know each other. */
  partyBonus: number;
  /** Two who met are so much further apart, fading to nothing in `fadeMs`. */
  recent: { cost: number; fadeMs: number };
  /** A region is reachable up to `startMs` of latency, `growthMs` more per second of wait, `capMs` at most. */
  latency: {
    startMs: number;
    growthMs: number;
    capMs: number;
    /** Points that a ms of the worst latency at a table counts. */
    cost: number;
  };
  /** What a table is worth in points; of all ways to share people out the one worth most is taken. */
  worth: {
    /** Per number of people at it. */
    size: Readonly<Record<number, number>>;
    /** Per second that each of them waited. */
    wait: number;
    /** What a point of spread takes away. */
    spread: number;
  };
  /** Swaps and moves that are tried after that, and with how many neighbours by rating. */
  search: { steps: number; neighbours: number };
}

export const defaultPolicy: Policy = {
  seats: { min: 3, max: 5 },
  readyCheckMs: 10_000,
  botsAfterMs: 3_000,
  acceptAfterMs: { 5: 0, 4: 5_000, 3: 8_000 },
  window: { start: 170, growth: 5, cap: 600, sigmaShare: 0.25, settledSigma: 150, borrowedWait: 0.5 },
  starvedAfterMs: 150_000,
  eagerSpread: 120,
  partyBonus: 25,
  recent: { cost: 150, fadeMs: 30 * 60_000 },
  latency: { startMs: 100, growthMs: 3, capMs: 250, cost: 0.5 },
  worth: { size: { 3: 900, 4: 1_400, 5: 2_000 }, wait: 10, spread: 1 },
  search: { steps: 20_000, neighbours: 6 },
};

/** The fewest people at a table that somebody who waited so long takes. */
export function smallestTable(waitedMs: number, { seats, acceptAfterMs }: Policy): number {
  for (let size = seats.min; size < seats.max; size++)
    if (waitedMs >= (acceptAfterMs[size] ?? 0)) return size;
  return seats.max;
}

/** How far from their rating somebody takes others. Infinite for who is starved. */
export function windowAfter(waitedMs: number, sigma: number, borrowedMs: number, policy: Policy): number {
  if (waitedMs >= policy.starvedAfterMs) return Number.POSITIVE_INFINITY;
  const { start, growth, cap, sigmaShare, settledSigma } = policy.window;
  const grown = Math.min(cap, start + (growth * (waitedMs + borrowedMs)) / 1000);
  return grown + sigmaShare * Math.max(0, sigma - settledSigma);
}

/** The latency in ms up to which somebody who waited so long takes a region. */
export function latencyAfter(waitedMs: number, { latency }: Policy): number {
  return Math.min(latency.capMs, latency.startMs + (latency.growthMs * waitedMs) / 1000);
}
