import assert from 'node:assert/strict';
import type { TableOrder } from '../../src/matchmaking/createMatchmaking.ts';
import { openPrivateTable } from '../../src/matchmaking/openPrivateTable.ts';
import type { Ticket } from '../../src/matchmaking/tickets.ts';
import { shown } from '../support/shown.ts';

const friends = ['ada', 'bob'].map((id) => ({ id, ...shown(id, id.toUpperCase()) }));

/** Opens one for them where these people are in matches, and the tickets of those are in that state. */
async function opened(playing: Record<string, string> = {}, tickets: Record<string, Ticket['state']> = {}) {
  const orders: TableOrder[] = [];
  const match = await openPrivateTable(
    { game: 'relay', players: friends, bots: 3 },
    {
      queue: {
        openOf: async (player) => (player in tickets ? ({ state: tickets[player] } as Ticket) : null),
      },
      matchOf: async (player) => playing[player] ?? null,
      openTable: async (order) => void orders.push(order),
      newId: () => 'new',
    },
  );
  return { match, orders };
}

describe('a private table', () => {
  it('is opened for those people alone, who are one party: it is not rated', async () => {
    const { match, orders } = await opened({}, { bob: 'waiting' });
    assert.equal(match, 'new');
    assert.deepEqual(orders, [
      {
        ...{ match: 'new', game: 'relay', room: null, bots: 3, botsAllowed: true, region: null, quality: 1 },
        why: 'A table of friends.',
        players: friends.map((friend) => ({ ...friend, party: 'new' })),
      },
    ]);
  });

  it('is not while somebody plays, or is asked about another table', async () => {
    await assert.rejects(opened({ bob: 'm' }), (error: Error & { details: object }) => {
      assert.deepEqual(error.details, { match_id: 'm' });
      return /BOB.* is in a match/.test(error.message);
    });
    await assert.rejects(opened({}, { ada: 'proposed' }), { code: 'ready_check_open' });
  });
});
