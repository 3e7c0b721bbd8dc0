import { Batches } from './Batches.ts';

/** After a look what is asked for is gathered for so long: the store's answer costs more than what is in it. */
const REST_MS = 5;

/**
 * Looks up what is asked for by key. What is asked for in the same turn, or shortly after another look began, goes
 * together: when many come at once, a look for all of them costs as much as one.
 * @param look finds what there is of these keys, each of them once
 * @returns for each key, what was found after it was asked for
 */
export function lookups<Found>(
  look: (keys: readonly string[]) => Promise<ReadonlyMap<string, Found>>,
): (key: string) => Promise<Found | undefined> {
  const asked = new Batches<string, Found | undefined>({
    atOnce: 1,
    bytes: (key) => key.length,
    restMs: REST_MS,
    async run(keys) {
      const found = await look([...new Set(keys)]);
      return keys.map((key) => found.get(key));
    },
    full: () => new Error('too many lookups wait'),
  });
  return (key) => asked.add(key);
}
