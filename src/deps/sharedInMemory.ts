import { matchMaker } from '@colyseus/core';
import { FORMAT } from '../match/matchStore.ts';
import { MemoryButton } from '../persistence/memory/memoryButton.ts';
import { MemoryDirectory } from '../persistence/memory/memoryDirectory.ts';
import { MemoryLease } from '../persistence/memory/memoryLease.ts';
import { MemoryLiveness } from '../persistence/memory/memoryLiveness.ts';
import { MemoryPresence } from '../persistence/memory/memoryPresence.ts';
import { MemoryRanks } from '../persistence/memory/memoryRanks.ts';
import { MemoryUpdates } from '../persistence/memory/memoryUpdates.ts';
import { PackedMatchStore } from '../persistence/packedMatchStore.ts';
import { sealedBy } from '../persistence/packing.ts';
import { PostgresMatchStore } from '../persistence/postgres/postgresMatchStore.ts';
import { PostgresQueue } from '../persistence/postgres/postgresQueue.ts';
import { LocalChat } from '../players/localChat.ts';
import { keysOf, type Shared, type SharedOptions } from './shared.ts';

/** For one process: running matches in its database, everything else in memory. */
export function sharedInMemory({
  database,
  embedded,
  ownId,
  sealer,
  countdownMs,
  writing,
  now,
}: SharedOptions): Shared {
  const updates = new MemoryUpdates();
  const postgres = new PostgresMatchStore(database, FORMAT, { embedded });
  const store = new PackedMatchStore(postgres, sealedBy(sealer), writing);
  return {
    store,
    directory: new MemoryDirectory(),
    queue: new PostgresQueue(database),
    presence: new MemoryPresence(now),
    places: undefined,
    ranks: new MemoryRanks(),
    updates,
    chat: new LocalChat(),
    counterOf: undefined,
    liveness: new MemoryLiveness(ownId),
    matchmaker: new MemoryLease(now),
    button: new MemoryButton({ updates, countdownMs, now }),
    buttonKeeper: new MemoryLease(now),
    framework: {},
    evict: async (room) => void (await matchMaker.driver.remove(room)),
    isHeard: async () => true,
    chores: [],
    health: async () => ({ sealing: keysOf(store) }),
    backup: () => ({ behind: 0, since: null }),
    stop: async () => {},
  };
}
