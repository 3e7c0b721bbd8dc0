import assert from 'node:assert/strict';
import { buildMatchmaking } from '../../src/deps/matchmaking.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { MemoryUpdates } from '../../src/persistence/memory/memoryUpdates.ts';
import { Mutes } from '../../src/players/mutes.ts';
import { MemoryMutes } from '../support/memory/memoryMutes.ts';
import { MemoryParties } from '../support/memory/memoryParties.ts';
import { MemoryPreferences } from '../support/memory/memoryPreferences.ts';
import { MemoryQueue } from '../support/memory/memoryQueue.ts';
import { MemoryQueueHistory } from '../support/memory/memoryQueueHistory.ts';

describe('who is kept apart at the queue', () => {
  it('is who does not hear the other, muted or blocked, whichever device said so', async () => {
    const updates = new MemoryUpdates();
    const preferences = new MemoryPreferences();
    const mutes = new Mutes({
      store: new MemoryMutes(),
      blocksOf: (players) => preferences.blocksOf(players),
      unblock: (player, whom) => preferences.unblock(player, whom),
      updates,
    });
    const nobody = async () => new Map();
    const { service, passes } = buildMatchmaking(
      new Map([['toy', { name: 'toy', title: 'Toy', seats: { min: 3, max: 5 } } as never]]),
      {
        stores: {
          shared: {
            ...{ queue: new MemoryQueue(), updates },
            presence: { goneFor: async () => 0 },
            matchmaker: { hold: async () => true },
          },
          history: new MemoryQueueHistory(),
          parties: new MemoryParties(),
          records: { ratingsIn: nobody, recentOpponents: nobody },
          preferences,
          matchOf: async () => null,
        },
        players: { mutes, names: { of: nobody, recent: nobody }, tell: async () => {} },
        matches: { live: { list: async () => [], openOf: async () => [] }, wasOpened: async () => false },
        push: {},
        metrics: createMetrics(),
        log: { warn: () => {}, error: () => {}, info: () => {} },
      } as never,
    );
    await mutes.mute('ada', 'ben');
    await preferences.set('ada', { game: 'toy', blocked: ['cy'] });
    for (const id of ['ada', 'ben', 'cy'])
      await service.enqueue({ id } as never, { game: 'toy', regions: {}, bots: false });
    await passes.pass();
    const [seen] = passes.trace.last(1) as unknown as { tickets: { player: string; blocked: string[] }[] }[];
    const apart = seen?.tickets.map(({ player, blocked }) => [player, blocked] as const);
    assert.deepEqual(
      apart?.sort(([a], [b]) => (a < b ? -1 : 1)),
      [
        ['ada', ['ben', 'cy']],
        ['ben', []],
        ['cy', []],
      ],
    );
  });
});
