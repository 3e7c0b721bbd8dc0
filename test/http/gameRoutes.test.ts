import assert from 'node:assert/strict';
import type { GameInfo } from '../../src/games/game.ts';
import { relay } from '../../src/games/relay/relay.ts';
import { createHttp } from '../../src/http/http.ts';
import { fakeServices } from './fakes.ts';

describe('the HTTP routes of games', () => {
  const served = (games: Parameters<typeof createHttp>[0]['games']) =>
    createHttp({ ...fakeServices().services, games }).served.map(({ method, path }) => `${method} ${path}`);

  it('are those of the games that are there, and of no other', () => {
    const own = ['get puzzle', 'post puzzle/answer', 'post decay'].map((route) =>
      route.replace(' ', ' /api/v1/matches/:id/'),
    );
    const withRelay = served(new Map([['relay', relay]]));
    const without = served(new Map());
    assert.deepEqual(
      withRelay.filter((route) => !without.includes(route)),
      own,
    );
  });

  it('are refused at the start when two are the same, or one is the server’s', () => {
    const routes = relay.routes ?? [];
    const twin: GameInfo = { ...relay, name: 'other', routes };
    assert.throws(
      () =>
        served(
          new Map<string, GameInfo>([
            ['relay', relay],
            ['other', twin],
          ]),
        ),
      /\/puzzle is served twice/,
    );
    const ours: GameInfo = {
      ...relay,
      name: 'other',
      routes: routes.slice(0, 1).map((one) => ({ ...one, path: 'state' })),
    };
    assert.throws(() => served(new Map([['other', ours]])), /\/state is served twice/);
  });
});
