import assert from 'node:assert/strict';
import { z } from 'zod';
import { openApiDocument, problemsOf } from '../../src/http/openapi.ts';
import type { Route } from '../../src/http/route.ts';

export interface Answered {
  status: number;
  type: string;
  body: unknown;
}

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

/** Asserts that answers are what the OpenAPI document says: status, content type, shape, and the code of a problem. */
export class Documented {
  readonly #routes: readonly Route[];
  readonly #document: ReturnType<typeof openApiDocument>;
  readonly #schemas = new Map<string, z.ZodType>();

  constructor(routes: readonly Route[]) {
    this.#routes = routes;
    this.#document = openApiDocument(routes);
  }

  check(method: string, path: string, answered: Answered): void {
    const route = this.#routeOf(method.toLowerCase(), path.split('?')[0] ?? '');
    if (!route || method === 'HEAD') return;
    const { status, type, body } = answered;
    const named = `${method} ${route.path} → ${status}`;
    const described = this.#contentOf(route, status, type);
    assert.ok(described, `${named} is not in the document`);
    const [contentType, schema] = described;
    assert.equal(type.split(';')[0], contentType.split(';')[0], named);
    if (contentType === 'application/problem+json')
      assertKnownProblem(route, body as { code: string; status: number });
    if (!contentType.endsWith('json')) return;
    const known = this.#schemas.get(named) ?? z.fromJSONSchema(this.#standalone(schema));
    this.#schemas.set(named, known);
    const parsed = known.safeParse(body);
    assert.ok(
      parsed.success,
      `${named}: ${parsed.error && z.prettifyError(parsed.error)}\n${JSON.stringify(body)}`,
    );
  }

  #routeOf(method: string, path: string): Route | undefined {
    return this.#routes.find((route) => {
      const pattern = new RegExp(`^${route.path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`);
      return route.method === method && pattern.test(path);
    });
  }

  /** Content type and schema of an answer: of the type it has, or of any that is described. */
  #contentOf(route: Route, status: number, type: string): [string, JsonSchema] | undefined {
    const operation = this.#document.paths?.[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method];
    const response = operation?.responses?.[`${status}` as '200'];
    const contents = Object.entries(response && 'content' in response ? (response.content ?? {}) : {});
    const content = contents.find(([known]) => known.split(';')[0] === type.split(';')[0]) ?? contents[0];
    return content && [content[0], (content[1] as { schema: JsonSchema }).schema];
  }

  /** The schema with everything it refers to in it. */
  #standalone(schema: JsonSchema): JsonSchema {
    const whole = { ...(schema as object), $defs: this.#document.components?.schemas ?? {} };
    return JSON.parse(JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/'));
  }
}

function assertKnownProblem(route: Route, { code, status }: { code: string; status: number }): void {
  const known = problemsOf(route);
  const named = known.includes(`${status} ${code}`) || known.includes(`${status} *`);
  assert.ok(named, `${route.method} ${route.path} answers ${status} ${code}, which is not in the document`);
}
