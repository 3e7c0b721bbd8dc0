import assert from 'node:assert/strict';
import { openRooms } from '../../src/cluster/openRooms.ts';
import type { LiveMatch } from '../../src/match/live.ts';
import type { Proposal, Ticket } from '../../src/matchmaking/tickets.ts';

const table = (id: string, about: Partial<LiveMatch> = {}): LiveMatch => ({
  id,
  game: 'toy',
  phase: 'waiting',
  players: [{ id: 'ada', name: 'Ada', bot: false }],
  spectators: 0,
  startedAt: 1,
  ...about,
});

describe('open rooms', () => {
  it('are tables of the queue that wait, have room, and take no bots', async () => {
    const list = [
      table('queued'),
      table('friends'),
      table('with bots'),
      table('begun', { phase: 'countdown' }),
      table('other', { game: 'chess' }),
      table('full', { players: Array.from({ length: 5 }, (_, i) => ({ id: `${i}`, name: '', bot: false })) }),
    ];
    const rooms = await openRooms(
      { name: 'toy', seats: { max: 5 } },
      {
        live: { list: async () => list },
        records: { ratingsIn: async () => new Map([['ada', { mu: 1700, sigma: 80, played: 9 }]]) },
        blocksOf: async () => new Map([['ada', ['eve']]]),
        queue: {
          proposal: async (match) =>
            match === 'friends' ? null : ({ region: 'eu', tickets: [match] } as Proposal),
          find: async (ticket) => ({ bots: ticket === 'with bots' }) as Ticket,
        },
      },
    );
    assert.deepEqual(
      rooms.map(({ id, region, free, people }) => ({ id, region, free, people })),
      [
        {
          id: 'queued',
          region: 'eu',
          free: 4,
          people: [{ player: 'ada', rating: { mu: 1700, sigma: 80, played: 9 }, blocked: ['eve'] }],
        },
      ],
    );
  });
});
