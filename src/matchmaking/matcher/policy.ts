/** What is taken while tickets come at one pace. Times in ms. */
export interface Aim {
  /** From one ticket to the next. */
  everyMs: number;
  /** How far from their own rating a player takes others. */
  window: number;
  /** Until its oldest waited so long, only a full table is taken; then any that is large enough. */
  smallerAfterMs: number;
  /** Who waited so long takes others from further away: `window.wider` times as far. */
  widerAfterMs: number;
}

/** Every threshold of the matcher, one object per game. Times in ms, distances in rating points. */
export interface Policy {
  /** Fewest and most people at a table. Fewer than `min` play only with bots, and only who agreed to them. */
  seats: { min: number; max: number };
  /** How long people have to accept a table. 0: without asking. */
  readyCheckMs: number;
  /** Once the oldest at a table of people who all agreed to bots waited so long, bots fill it. */
  botsAfterMs: number;
  /** By how fast tickets come, fastest first. Between two of them in proportion, by logarithms; beyond, the last. */
  aims: readonly Aim[];
  window: {
    /** How many times as wide it is for who waits long. */
    wider: number;
    /** Added: this share of a rating's sigma beyond `settledSigma`. Newcomers are wide. */
    sigmaShare: number;
    settledSigma: number;
  };
  /** Who waited so long is put with anybody, and anybody with them: only blocks, regions and seats still hold. */
  starvedAfterMs: number;
  /** A party counts as the mean of its members and this much for each one more than the first: they know each other. */
  partyBonus: number;
  /** Two who met are so much further apart, fading to nothing in `fadeMs`. */
  recent: { cost: number; fadeMs: number };
  /**
   * A region is reachable up to `startMs` of latency, `growthMs` more per second of wait, `capMs` at most. One's
   * nearest always is.
   */
  latency: {
    startMs: number;
    growthMs: number;
    capMs: number;
    /** Points that a ms of the worst latency at a table counts. */
    cost: number;
  };
  /** What a table is worth in points, less its spread; of all ways to share people out the one worth most is taken. */
  worth: {
    /** Per number of people at it. */
    size: Readonly<Record<number, number>>;
    /** For each of them, and each ticket that came on average while they waited. */
    wait: number;
    /** For who has nobody near; for others by how many are near. Their chance may not come again soon. */
    rare: number;
  };
  /** Swaps and moves that are tried after that, and with how many neighbours by rating. */
  search: { steps: number; neighbours: number };
}

export const defaultPolicy: Policy = {
  seats: { min: 3, max: 5 },
  readyCheckMs: 10_000,
  botsAfterMs: 3_000,
  aims: [
    { everyMs: 100, window: 172, smallerAfterMs: 3_100, widerAfterMs: 3_200 },
    { everyMs: 500, window: 238, smallerAfterMs: 8_200, widerAfterMs: 8_700 },
    { everyMs: 2_000, window: 274, smallerAfterMs: 9_000, widerAfterMs: 22_500 },
    { everyMs: 10_000, window: 547, smallerAfterMs: 9_000, widerAfterMs: 60_000 },
  ],
  window: { wider: 2, sigmaShare: 0.25, settledSigma: 150 },
  starvedAfterMs: 240_000,
  partyBonus: 25,
  recent: { cost: 150, fadeMs: 30 * 60_000 },
  latency: { startMs: 100, growthMs: 3, capMs: 250, cost: 0.5 },
  worth: { size: { 3: 900, 4: 1_500, 5: 3_000 }, wait: 20, rare: 2_000 },
  search: { steps: 8_000, neighbours: 6 },
};

/** What a policy aims at when tickets come so fast, in ms from one to the next. */
export function aimAt(everyMs: number, { aims }: Policy): Aim {
  const first = aims[0];
  const last = aims.at(-1);
  if (!first || !last) throw new Error('A policy has no aims.');
  const next = aims.findIndex((aim) => aim.everyMs >= everyMs);
  if (next < 0) return last;
  const [slower, faster] = [aims[next] ?? last, aims[next - 1]];
  if (!faster) return first;
  const share = Math.log(everyMs / faster.everyMs) / Math.log(slower.everyMs / faster.everyMs);
  const between = (a: number, b: number) => (a + 1) ** (1 - share) * (b + 1) ** share - 1; // either may be 0
  return {
    everyMs,
    window: between(faster.window, slower.window),
    smallerAfterMs: between(faster.smallerAfterMs, slower.smallerAfterMs),
    widerAfterMs: between(faster.widerAfterMs, slower.widerAfterMs),
  };
}

/** The fewest people at a table that somebody who waited so long takes. */
export function smallestTable(waitedMs: number, { smallerAfterMs }: Aim, { seats }: Policy): number {
  return waitedMs >= smallerAfterMs ? seats.min : seats.max;
}

/** How far from their rating somebody takes others. Infinite for who is starved. */
export function windowAfter(waitedMs: number, sigma: number, aim: Aim, policy: Policy): number {
  if (waitedMs >= policy.starvedAfterMs) return Number.POSITIVE_INFINITY;
  const { wider, sigmaShare, settledSigma } = policy.window;
  const window = waitedMs >= aim.widerAfterMs ? wider * aim.window : aim.window;
  return window + sigmaShare * Math.max(0, sigma - settledSigma);
}

/** The latency in ms up to which somebody who waited so long takes a region. */
export function latencyAfter(waitedMs: number, { latency }: Policy): number {
  return Math.min(latency.capMs, latency.startMs + (latency.growthMs * waitedMs) / 1000);
}
