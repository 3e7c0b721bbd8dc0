import type { Random } from '../../lib/random.ts';

/** Round trips in ms: at home, between regions that are known, between others. */
const HOME_MS: [number, number] = [15, 60];
const FAR_MS: Record<string, [number, number]> = {
  'eu us': [90, 140],
  'ap us': [150, 210],
  'ap eu': [190, 280],
};
const ELSEWHERE_MS: [number, number] = [100, 220];

/** Latencies of somebody who lives in a region, to those regions that are within reach; home always is. */
export function latencies(
  home: string,
  regions: readonly string[],
  reach: number,
  random: Random,
): Record<string, number> {
  const measured: Record<string, number> = {};
  for (const region of regions) {
    const [low, high] = region === home ? HOME_MS : (FAR_MS[[home, region].sort().join(' ')] ?? ELSEWHERE_MS);
    const latency = random.int(low, high);
    if (region === home || latency <= reach) measured[region] = latency;
  }
  return measured;
}
