import type { Random } from '../../lib/random.ts';

/** A number from a normal distribution (Box and Muller). */
export function normal(random: Random, mean: number, deviation: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.float()));
  return mean + deviation * radius * Math.cos(2 * Math.PI * random.float());
}
