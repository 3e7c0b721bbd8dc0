/** Every threshold of the matcher, one object per game. Times in ms, distances in rating points. */
export interface Policy {
  /** Fewest and most people at a table. Fewer than `min` play only with bots, and only who agreed to them. */
  seats: { min: number; max: number };
  /** How long people have to accept a table. 0: without asking. */
  readyCheckMs: number;
  /** Once the oldest at a table of people who all agreed to bots waited so long, bots fill it. */
  botsAfterMs: number;
  /**
   * One policy for busy and quiet queues: with `s` seconds from one ticket to the next, as the queue itself shows,
   * times marked * count `s ** wait` times as much, and distances marked * `s ** spread` times while `s` is below 1.
   * `fastest` and `slowest` bound `s`.
   */
  pace: { wait: number; spread: number; fastest: number; slowest: number };
  /** By then a table of any size is taken. */
  acceptByMs: number;
  /** A table of so many people is taken once its oldest waited so long*. */
  acceptAfterMs: Readonly<Record<number, number>>;
  /** How far* from their own rating a player takes others. */
  window: {
    start: number;
    /** Points more per second of one's own wait. */
    growth: number;
    /** Points more, from the start, per second beyond `quietAfter` from one ticket to the next. */
    quiet: number;
    quietAfter: number;
    /** Never more than this, before sigma. */
    cap: number;
    /** Added: this share of a rating's sigma beyond `settledSigma`. Newcomers are wide. */
    sigmaShare: number;
    settledSigma: number;
  };
  /** Who waited so long is put with anybody, and anybody with them: only blocks, regions and seats still hold. */
  starvedAfterMs: number;
  /** A full table no wider than this* is made before anything else is looked at. */
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
    /** Per second* that each of them waited. */
    wait: number;
    /** What a point* of spread takes away. */
    spread: number;
  };
  /** Swaps and moves that are tried after that, and with how many neighbours by rating. */
  search: { steps: number; neighbours: number };
}

export const defaultPolicy: Policy = {
  seats: { min: 3, max: 5 },
  readyCheckMs: 10_000,
  botsAfterMs: 3_000,
  pace: { wait: 1.1, spread: 0.18, fastest: 0.05, slowest: 10 },
  acceptByMs: 7_600,
  acceptAfterMs: { 5: 0, 4: 60_000, 3: 45_000 },
  window: {
    start: 267,
    growth: 0.7,
    quiet: 85,
    quietAfter: 3.6,
    cap: 565,
    sigmaShare: 0.25,
    settledSigma: 150,
  },
  starvedAfterMs: 240_000,
  eagerSpread: 267,
  partyBonus: 25,
  recent: { cost: 150, fadeMs: 30 * 60_000 },
  latency: { startMs: 100, growthMs: 3, capMs: 250, cost: 0.5 },
  worth: { size: { 3: 900, 4: 1_200, 5: 2_400 }, wait: 8, spread: 1 },
  search: { steps: 8_000, neighbours: 6 },
};

/** How slow a queue is: factors for the times and distances of a policy. */
export interface Pace {
  /** From one ticket to the next. */
  seconds: number;
  wait: number;
  spread: number;
}

/**
 * The pace of a queue: the typical wait in it by the number of those who wait, which is about the time from one ticket
 * to the next at any rate. Typical is the geometric mean: a few who wait long because they are hard to match say
 * nothing about how fast others come.
 */
export function paceOf(tickets: readonly { enqueuedAt: number }[], now: number, { pace }: Policy): Pace {
  const count = Math.max(1, tickets.length);
  let logs = 0;
  for (const { enqueuedAt } of tickets) logs += Math.log(Math.max(0, now - enqueuedAt) / 1000 + 0.5);
  const seconds = Math.min(pace.slowest, Math.max(pace.fastest, Math.exp(logs / count) / count));
  return { seconds, wait: seconds ** pace.wait, spread: Math.min(1, seconds) ** pace.spread };
}

/** When a table of so many people is taken, in ms of wait. */
export function acceptedAfter(size: number, { wait }: Pace, policy: Policy): number {
  return Math.min(policy.acceptByMs, wait * (policy.acceptAfterMs[size] ?? 0));
}

/** The fewest people at a table that somebody who waited so long takes. */
export function smallestTable(waitedMs: number, pace: Pace, policy: Policy): number {
  const { min, max } = policy.seats;
  for (let size = min; size < max; size++) if (waitedMs >= acceptedAfter(size, pace, policy)) return size;
  return max;
}

/** How far from their rating somebody takes others. Infinite for who is starved. */
export function windowAfter(waitedMs: number, sigma: number, pace: Pace, policy: Policy): number {
  if (waitedMs >= policy.starvedAfterMs) return Number.POSITIVE_INFINITY;
  const { start, growth, quiet, quietAfter, cap, sigmaShare, settledSigma } = policy.window;
  const atOnce = start * pace.spread + quiet * Math.max(0, pace.seconds - quietAfter);
  const grown = Math.min(cap, atOnce + (growth * waitedMs) / 1000);
  return grown + sigmaShare * Math.max(0, sigma - settledSigma);
}

/** The latency in ms up to which somebody who waited so long takes a region. */
export function latencyAfter(waitedMs: number, { latency }: Policy): number {
  return Math.min(latency.capMs, latency.startMs + (latency.growthMs * waitedMs) / 1000);
}
