import { unsure } from '../../src/lib/unavailable.ts';
import {
  type AllMatchmakingNeeds,
  createMatchmaking,
  type TableOrder,
} from '../../src/matchmaking/createMatchmaking.ts';
import { defaultPolicy } from '../../src/matchmaking/matcher/policy.ts';
import { MemoryQueue } from '../support/memory/memoryQueue.ts';
import { MemoryQueueHistory } from '../support/memory/memoryQueueHistory.ts';
import { shown } from '../support/shown.ts';

/** Tables are taken as they come: what is tested is the queue, not the matcher. */
export const easyPolicy = {
  ...defaultPolicy,
  botsAfterMs: 0,
  aims: [{ everyMs: 1_000, window: 300, smallerAfterMs: 5_000, widerAfterMs: 10_000 }],
};

/** The queue on a virtual clock, with what it opened and told. `others` share its store: other processes. */
export function queueFixture(needs: Partial<AllMatchmakingNeeds> = {}) {
  let time = 1_000_000;
  let last = 0;
  const opened: TableOrder[] = [];
  const told: { player: string; type: string; payload: Record<string, unknown> }[] = [];
  const asking: [player: string, question: object][] = [];
  const gone = new Map<string, number>();
  const inMatch = new Map<string, string>();
  /** Matches of which nobody is sure what became of them. */
  const notSure = new Set<string>();
  const parties = new Map<string, string[]>();
  const queue = new MemoryQueue();
  const all: AllMatchmakingNeeds = {
    queue,
    history: new MemoryQueueHistory(),
    policies: new Map([['toy', easyPolicy]]),
    ratings: async () => new Map(),
    blocks: async () => new Map(),
    recentOpponents: async () => new Map(),
    openRooms: async () => [],
    namesOf: async (players) => new Map(players.map((id) => [id, shown(id, id)])),
    together: async (player) => {
      const members = parties.get(player.id);
      const named = (members ?? [player.id]).map((id) => ({ id, name: id }));
      const party = members ? `party of ${player.id}` : null;
      return { party, members: named, unchanged: async () => true };
    },
    preferencesOf: async () => null,
    matchOf: async (player) => inMatch.get(player) ?? null,
    goneFor: async (player) => gone.get(player) ?? 0,
    openTable: async (order) => void opened.push(order),
    async wasOpened({ match }) {
      if (notSure.has(match)) throw unsure('what became of it');
      return opened.some((order) => order.match === match);
    },
    unbind: async ({ match }) => {
      for (const [player, bound] of inMatch) if (bound === match) inMatch.delete(player);
    },
    tell: async (player, type, payload) => void told.push({ player, type, payload: payload as never }),
    asking: (...asked) => void asking.push(asked),
    nudge: () => {},
    lead: async () => true,
    now: () => time,
    newId: () => {
      last += 1;
      return `id-${last}`;
    },
    log: { warn: () => {} },
    waited: () => {},
    made: () => {},
    passing: () => () => {},
    ...needs,
  };
  const { service, passes, release } = createMatchmaking(all);
  const join = (player: string, bots = false) =>
    service.enqueue({ id: player }, { game: 'toy', regions: {}, bots });
  return {
    needs: all,
    queue: all.queue,
    service,
    passes,
    release,
    opened,
    told,
    asking,
    gone,
    inMatch,
    notSure,
    parties,
    join,
    now: () => time,
    later(ms: number): void {
      time += ms;
    },
    pass(ms: number): Promise<void> {
      time += ms;
      return passes.pass();
    },
    /** Queues these and asks them: tickets by player, once a table is proposed. */
    async asked(...players: string[]): Promise<Map<string, string>> {
      const tickets = new Map<string, string>();
      for (const player of players) tickets.set(player, (await join(player)).ticket_id);
      time += 1_000;
      await passes.pass();
      return tickets;
    },
    /** The same of fewer than a full table: the policy takes them after 5 s. */
    async askedLater(...players: string[]): Promise<Map<string, string>> {
      const tickets = new Map<string, string>();
      for (const player of players) tickets.set(player, (await join(player)).ticket_id);
      time += 5_000;
      await passes.pass();
      return tickets;
    },
    lastTold: (player: string, type: string) =>
      told.findLast((message) => message.player === player && message.type === type)?.payload,
  };
}
