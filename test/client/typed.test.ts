import assert from 'node:assert/strict';
import type { ViewOf } from '../../client/gameView.ts';
import type { MatchConnection } from '../../client/MatchConnection.ts';
import { matchOf } from '../../client/matchOf.ts';
import type { relay } from '../../src/games/relay/relay.ts';
import { FakeServer } from './support/FakeServer.ts';
import { joined } from './support/happens.ts';

type Relay = typeof relay;

/** What the compiler makes of a typed match; each of these is checked whenever the tests are. */
export async function compiles(match: MatchConnection<Relay>): Promise<void> {
  const puzzle: string | undefined = match.state?.players.somebody?.puzzle?.question;
  await match.act({ action: 'answer', puzzle_id: String(puzzle), answer: '42' });
  match.on('state', (state: ViewOf<Relay>) => void state.players);
  const untyped: MatchConnection = match;
  await untyped.act({ action: 'anything', at: 'all' });
  // @ts-expect-error relay has no such action
  const flying = () => match.act({ action: 'fly' });
  // @ts-expect-error an answer belongs to a puzzle
  const answering = () => match.act({ action: 'answer', answer: '42' });
  // @ts-expect-error relay's state has no pile
  const pile = () => match.state?.pile;
  void [flying, answering, pile];
}

describe('A match with the types of its game', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  it('is the same match', async () => {
    const player = await server.guest();
    await server.match(player);
    const mine = await player.parlor.resume();
    assert.ok(mine);
    await joined(mine);

    const typed = matchOf<Relay>(mine, 'relay');

    assert.equal(typed, mine);
    assert.equal(typed?.state?.players[player.id]?.points, 0);
  });

  it('is none when it is of another game', async () => {
    const player = await server.guest();
    await server.match(player);

    assert.equal(matchOf<Relay>(await player.parlor.resume(), 'pig'), null);
    assert.equal(matchOf<Relay>(null, 'relay'), null);
  });
});
