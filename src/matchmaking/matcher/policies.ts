import { type Aim, defaultPolicy, type Policy } from './policy.ts';

function aim(everyMs: number, window: number, smallerAfterMs: number, widerAfterMs: number): Aim {
  return { everyMs, window, smallerAfterMs, widerAfterMs };
}

/** Three at once, as soon as they are not absurd. */
const quick: Policy = {
  ...defaultPolicy,
  aims: [
    aim(100, 370, 0, 1_000),
    aim(500, 680, 0, 3_000),
    aim(2_000, 950, 0, 7_000),
    aim(10_000, 1_400, 0, 10_000),
  ],
};

/** More full tables, for some points of spread when many come and for longer waits when few do. */
const fives: Policy = {
  ...defaultPolicy,
  aims: [
    aim(100, 180, 3_200, 3_500),
    aim(500, 286, 8_600, 11_000),
    aim(2_000, 270, 30_000, 35_000),
    aim(10_000, 300, 60_000, 200_000),
  ],
  starvedAfterMs: 600_000,
};

/** Equals only, and as long waits as that takes. */
const tight: Policy = {
  ...defaultPolicy,
  aims: [
    aim(100, 150, 4_500, 6_000),
    aim(500, 185, 13_200, 20_000),
    aim(2_000, 183, 25_000, 70_000),
    aim(10_000, 190, 30_000, 200_000),
  ],
  starvedAfterMs: 900_000,
};

/** As soon as can be with who lives near: where people move, a short line is worth more than an even table. */
const near: Policy = {
  ...quick,
  latency: { startMs: 60, growthMs: 3, capMs: 150, cost: 4 },
};

/** Points on the frontier between short waits, equal tables and full ones, by name. */
export const POLICIES = { default: defaultPolicy, quick, near, fives, tight } as const satisfies Record<
  string,
  Policy
>;

/** What a game says of its tables. */
interface GameQueue {
  name?: string;
  queue?: keyof typeof POLICIES;
  seats: Policy['seats'];
}

/** The policy of a game, at tables of its size. @throws Error when it names none */
export function policyOf({ name = 'a game', queue = 'default', seats }: GameQueue): Policy {
  if (!Object.hasOwn(POLICIES, queue))
    throw new Error(`${name}: queue is one of ${Object.keys(POLICIES).join(', ')}, and ${queue} is none`);
  return { ...POLICIES[queue], seats };
}
