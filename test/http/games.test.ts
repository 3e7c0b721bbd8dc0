import assert from 'node:assert/strict';
import { z } from 'zod';
import { createHttp } from '../../src/http/http.ts';
import { sparks } from '../games/sparks/sparks.ts';
import { toy } from '../support/toyGame.ts';
import { fakeServices } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

describe('/games', () => {
  let server: TestServer;
  before(async () => {
    server = await startHttp();
  });
  after(() => server.close());

  it('tells anybody which games there are, and what may be done in each', async () => {
    const { status, body } = await server.ask('GET', '/api/v1/games');

    assert.equal(status, 200);
    const [relay, ...others] = body.games;
    assert.deepEqual(others, []);
    assert.deepEqual(
      [relay.name, relay.title, relay.rules, relay.seats],
      ['relay', 'Relay', 2, { min: 3, max: 5 }],
    );
    assert.match(relay.about, /light/);
    assert.equal(relay.live, null);
    const actions = relay.action.oneOf ?? relay.action.anyOf;
    assert.deepEqual(
      actions.map(({ properties }: { properties: { action: { const: string } } }) => properties.action.const),
      ['answer', 'skip'],
    );
  });

  it('tells of a game that moves by what it is commanded, and how often', async () => {
    const { services } = fakeServices();
    const { served } = createHttp({ ...services, games: new Map([['sparks', sparks]]) });
    const games = served.find(({ path }) => path === '/api/v1/games');
    const told = await games?.run({ signal: new AbortController().signal } as never);
    const [one] = (told as never as { body: { games: { live: unknown; action: unknown }[] } }).body.games;
    assert.deepEqual(one?.action, { not: {} }, 'nothing may be done by actions');
    assert.deepEqual(one?.live, {
      step_ms: 15,
      command_steps: 2,
      patch_steps: 2,
      view: 'view',
      input: [
        { name: 'mx', bytes: 1, min: -127, max: 127 },
        { name: 'my', bytes: 1, min: -127, max: 127 },
        { name: 'aim', bytes: 1, min: 0, max: 255 },
        { name: 'buttons', bytes: 1, min: 0, max: 1 },
        { name: 'view', bytes: 2, min: 0, max: 65_535 },
      ],
    });
  });

  it('tells of a game that says little, and of what JSON Schema has no word for', async () => {
    const odd = { ...toy, title: undefined, action: z.object({ action: z.literal('go'), at: z.date() }) };
    const { services } = fakeServices();
    const { served } = createHttp({ ...services, games: new Map([['odd', odd as never]]) });
    const games = served.find(({ path }) => path === '/api/v1/games');
    assert.ok(games);
    const { body } = (await games.run({ signal: new AbortController().signal } as never)) as never as {
      body: { games: { title: string; about: string; action: { properties: Record<string, object> } }[] };
    };
    const [one] = body.games;
    assert.deepEqual([one?.title, one?.about], [toy.name, '']);
    assert.deepEqual(one?.action.properties.at, {});
  });
});
