import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { COSTS } from '../players/costs.ts';
import { pathsOfOthers } from './pathsOfOthers.ts';
import { BODIES, EVERYWHERE, PLAYERS, problemResponses } from './problemResponses.ts';
import { type Auth, json, type Route, route } from './route.ts';
import { API } from './shapes.ts';

const SECURITY: Record<Auth, Record<string, string[]>[]> = {
  none: [],
  optional: [{}, { player: [] }],
  player: [{ player: [] }],
  operator: [{ operator: [] }],
};

const OPERATORS = ['401 operator_required', '401 operator_denied', '403 cross_site', '503 operator_disabled'];

/** The document, and the route it is served at. `routes` is asked when the first one asks for it. */
export function openApiRoutes(routes: () => readonly Route[]): Route[] {
  let document: ReturnType<typeof openApiDocument> | undefined;
  return [
    route({
      method: 'get',
      path: `${API}/openapi.json`,
      summary: 'This document',
      tag: 'pages',
      auth: 'none',
      cost: COSTS.document,
      answers: { 200: json('OpenAPI 3.1.', z.looseObject({ openapi: z.string() })) },
      handle() {
        document ??= openApiDocument(routes());
        return { status: 200, body: { ...document } };
      },
    }),
  ];
}

/** Describes routes from the same shapes that check their requests. */
export function openApiDocument(routes: readonly Route[]) {
  const paths: ZodOpenApiPathsObject = { ...pathsOfOthers };
  for (const each of routes) {
    const path = each.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [each.method]: operation(each) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Parlor',
      version: '1',
      description:
        'A multiplayer game server for tables of three to five. Sign in under `/auth` and send the token as a ' +
        'bearer. Every error is `application/problem+json` with a `code` to branch on. Members may be added.',
    },
    // From where this document is: a prefix of a proxy is not known here.
    servers: [{ url: '../..' }],
    components: {
      securitySchemes: {
        player: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        operator: { type: 'http', scheme: 'basic' },
      },
    },
    paths,
  });
}

/** Every failure of a route that is expected, as `status code`. `409 *` stands for what a game refuses. */
export function problemsOf({ auth, params, query, body, problems = [] }: Route): string[] {
  return [
    ...(params ? ['400 malformed_url'] : []),
    ...(params || query || body ? ['400 invalid_request'] : []),
    ...(body ? BODIES : []),
    ...(auth === 'player' || auth === 'optional' ? PLAYERS : []),
    ...(auth === 'operator' ? OPERATORS : []),
    ...problems,
    ...EVERYWHERE,
  ];
}

function operation(of: Route): ZodOpenApiOperationObject {
  const { params: path, query } = of as { params?: z.ZodObject; query?: z.ZodObject };
  return {
    operationId: operationId(of),
    tags: [of.tag],
    summary: of.summary,
    ...(of.description ? { description: of.description } : {}),
    security: SECURITY[of.auth],
    requestParams: { ...(path ? { path } : {}), ...(query ? { query } : {}) },
    ...(of.body
      ? { requestBody: { content: { [of.consumes ?? 'application/json']: { schema: of.body } } } }
      : {}),
    responses: responses(of),
  };
}

/** Answers and problems by status. A status may be both: a form may come back as a page or as a problem. */
function responses(of: Route): ZodOpenApiOperationObject['responses'] {
  const all = problemResponses(problemsOf(of));
  for (const [status, { description, type, schema }] of Object.entries(of.answers)) {
    all[status] = { description, content: { [type]: { schema }, ...all[status]?.content } };
  }
  return all;
}

/** `get /api/v1/matches/:id/points` → `getMatchesIdPoints`. */
function operationId({ method, path, tag }: Route): string {
  const words = path
    .replace(API, '')
    .split(/[^a-z0-9]+/i)
    .filter(Boolean);
  const name = words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
  return `${method}${name}${tag === 'pages' ? 'Page' : ''}`;
}
