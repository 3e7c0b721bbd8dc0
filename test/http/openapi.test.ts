import assert from 'node:assert/strict';
import { startHttp, type TestServer } from './testServer.ts';

/** The public contract: clients rely on these paths. */
const PROMISED = [
  'post /auth/anonymous',
  'post /auth/register',
  'post /auth/login',
  'get /auth/userdata',
  'get /api/v1/players/me',
  'patch /api/v1/players/me',
  'get /api/v1/players/{id}',
  'get /api/v1/players/{id}/matches',
  'get /api/v1/players/me/match',
  'post /api/v1/matchmaking/preferences',
  'get /api/v1/matchmaking/preferences',
  'get /api/v1/matchmaking/statistics',
  'post /api/v1/matchmaking/tickets',
  'get /api/v1/matchmaking/tickets/{id}',
  'delete /api/v1/matchmaking/tickets/{id}',
  'post /api/v1/matchmaking/tickets/{id}/accept',
  'get /api/v1/matches/{id}',
  'get /api/v1/matches/{id}/state',
  'post /api/v1/matches/{id}/actions',
  'get /api/v1/matches/{id}/puzzle',
  'post /api/v1/matches/{id}/puzzle/answer',
  'get /api/v1/matches/{id}/points',
  'post /api/v1/matches/{id}/decay',
  'get /api/v1/matches/{id}/replay',
  'post /api/v1/matches/{id}/leave',
  'get /api/v1/leaderboards/{game}',
  'post /api/v1/feedback',
  'get /api/v1/openapi.json',
  'get /feedback',
  'get /healthz',
  'get /readyz',
  'get /metrics',
  'get /monitor',
  'get /app',
  'get /docs',
];

interface Operation {
  operationId?: string;
  parameters?: { in: string; name: string }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { description: string }>;
  security: object[];
}

describe('the OpenAPI document', () => {
  let server: TestServer;
  let operations: Map<string, Operation>;
  before(async () => {
    server = await startHttp();
    const { body } = await server.ask('GET', '/api/v1/openapi.json');
    const paths = Object.entries(body.paths as Record<string, Record<string, Operation>>);
    operations = new Map(
      paths.flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
      ),
    );
  });
  after(() => server.close());

  it('has every path that clients rely on', () => {
    assert.deepEqual(
      PROMISED.filter((promised) => !operations.has(promised)),
      [],
    );
  });

  it('has every route that is served', () => {
    const served = server.http.served.map(
      ({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
    );

    assert.deepEqual(
      served.filter((route) => !operations.has(route)),
      [],
    );
  });

  it('describes every parameter of a path, and no other', () => {
    for (const [named, { parameters = [] }] of operations) {
      const described = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      assert.deepEqual(
        described,
        [...named.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
        named,
      );
    }
  });

  it('names every operation once', () => {
    const ids = [...operations.values()].flatMap(({ operationId }) => operationId ?? []);

    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.includes('postMatchesIdActions'));
  });

  it('tells what an action looks like, although the match judges it', () => {
    const schema = operations.get('post /api/v1/matches/{id}/actions')?.requestBody?.content[
      'application/json'
    ];

    assert.partialDeepStrictEqual(schema, {
      schema: { required: ['request_id', 'action'], properties: { action: { type: 'string' } } },
    });
  });

  it('tells who may call, and what can go wrong', () => {
    const decay = operations.get('post /api/v1/matches/{id}/decay');
    const actions = operations.get('post /api/v1/matches/{id}/actions');

    assert.deepEqual(decay?.security, [{ operator: [] }]);
    assert.match(decay?.responses['404']?.description ?? '', /`match_not_running`/);
    assert.deepEqual(actions?.security, [{ player: [] }]);
    assert.match(actions?.responses['409']?.description ?? '', /a refusal of the game/);
  });
});
