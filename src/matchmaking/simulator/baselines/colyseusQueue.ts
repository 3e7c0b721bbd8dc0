import type { QueuedTicket } from '../../matcher/types.ts';
import type { Grouping, Strategy } from '../Strategy.ts';

interface ColyseusQueueOptions {
  maxPlayers: number;
  maxWaitingCycles: number;
  maxWaitingCyclesForPriority: number;
  allowIncompleteGroups: boolean;
}

/** What `QueueRoom` does unless told otherwise, at tables of five; the room asks for the size. */
export const COLYSEUS_DEFAULT: ColyseusQueueOptions = {
  maxPlayers: 5,
  maxWaitingCycles: 15,
  maxWaitingCyclesForPriority: 10,
  allowIncompleteGroups: true,
};

interface Client {
  id: string;
  rank: number;
  cycle: number;
  highPriority: boolean;
}

interface Group {
  averageRank: number;
  clients: Client[];
  ready: boolean;
}

/**
 * The rule of `QueueRoom` of @colyseus/core 0.18: each second everybody is sorted by rank and cut into groups where the
 * next is too far from the average; after some cycles a client joins any group, and later an incomplete one is made.
 * It knows no parties, regions or blocks. `QueueRoom` itself gets the same arrivals in a test.
 */
export function colyseusQueue(name: string, options: ColyseusQueueOptions): Strategy {
  const clients = new Map<string, Client>();
  return {
    name,
    everyMs: 1000,
    pass(waiting) {
      const here = new Set(waiting.map((ticket) => ticket.id));
      for (const id of clients.keys()) if (!here.has(id)) clients.delete(id);
      for (const ticket of waiting) if (!clients.has(ticket.id)) clients.set(ticket.id, clientOf(ticket));
      const sorted = [...clients.values()].sort((a, b) => a.rank - b.rank);
      return readyGroups(sorted, options).map(
        (group): Grouping => ({ tickets: group.clients.map(({ id }) => id), bots: 0, region: null }),
      );
    },
  };
}

function clientOf({ id, rating }: QueuedTicket): Client {
  return { id, rank: rating.mu, cycle: 0, highPriority: false };
}

function readyGroups(sorted: readonly Client[], options: ColyseusQueueOptions): Group[] {
  const groups: Group[] = [];
  const incomplete = new Set<Group>();
  const open = () => {
    const group: Group = { averageRank: 0, clients: [], ready: false };
    groups.push(group);
    return group;
  };
  let group = open();
  let totalRank = 0;
  for (const client of sorted) {
    const cycle = client.cycle++;
    if (group.averageRank > 0 && !compatible(client, group) && !client.highPriority) {
      group = open();
      totalRank = 0;
    }
    group.clients.push(client);
    totalRank += client.rank;
    group.averageRank = totalRank / group.clients.length;
    if (group.clients.length === options.maxPlayers) {
      group.ready = true;
      group = open();
      totalRank = 0;
    } else if (cycle >= options.maxWaitingCycles && options.allowIncompleteGroups) {
      incomplete.add(group);
    } else if (cycle >= options.maxWaitingCyclesForPriority) {
      client.highPriority = true;
    }
  }
  // As there: a group that was full waits too when somebody in it has just come.
  for (const long of incomplete) long.ready = long.clients.every((client) => client.cycle > 1);
  return groups.filter(({ ready }) => ready);
}

/** `DEFAULT_COMPARE` of the room. */
function compatible(client: Client, { averageRank }: Group): boolean {
  const difference = Math.abs(client.rank - averageRank);
  return difference < 10 || difference / averageRank <= 2;
}
