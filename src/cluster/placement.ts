/** A process and what it has to do. */
export interface Load {
  processId: string;
  /** Connected clients. */
  ccu: number;
  roomCount: number;
}

interface PlacementNeeds {
  /** Every process that takes rooms. What it tells is a second or so old. */
  loads(): Promise<Load[]>;
  alive(process: string): Promise<boolean>;
  /** Where a process runs; null when it is not known. */
  region(process: string): Promise<string | null>;
  ownId(): string;
  now(): number;
}

/** After so long the people who were sent to a process are counted there. */
const ARRIVED_MS = 3000;
/** People a new room is taken to bring. */
const PEOPLE_PER_ROOM = 5;

/**
 * Chooses the process of a new room: the one with the fewest players of those that live, in the region that the table
 * was made for if one of them runs there. Rooms that were placed a
 * moment ago count before their players have come, so that many at once do not all go to one process.
 */
export function createPlacement({ loads, alive, region, ownId, now }: PlacementNeeds) {
  let placed: { process: string; at: number }[] = [];
  return async (_room: string, options?: { region?: string | null }): Promise<string> => {
    placed = placed.filter(({ at }) => now() - at < ARRIVED_MS);
    const expected = (process: string) =>
      placed.filter((room) => room.process === process).length * PEOPLE_PER_ROOM;
    const byLoad = (await loads())
      .map((load) => ({ ...load, players: load.ccu + expected(load.processId) }))
      .sort((a, b) => a.players - b.players || a.roomCount - b.roomCount);
    for (const { processId } of await nearestFirst(byLoad, options?.region ?? null)) {
      if (processId !== ownId() && !(await alive(processId))) continue;
      placed.push({ process: processId, at: now() });
      return processId;
    }
    return ownId();
  };

  async function nearestFirst<L extends Load>(
    byLoad: readonly L[],
    wanted: string | null,
  ): Promise<readonly L[]> {
    if (wanted === null) return byLoad;
    const there = await Promise.all(
      byLoad.map(async ({ processId }) => (await region(processId)) === wanted),
    );
    return [...byLoad.filter((_, i) => there[i]), ...byLoad.filter((_, i) => !there[i])];
  }
}
