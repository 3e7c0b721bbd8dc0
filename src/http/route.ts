import { z } from 'zod';
import type { Identity } from '../auth/accounts.ts';
import { Problem } from '../lib/problem.ts';

/** Who may call: anybody; anybody, and a token is looked at when there is one; a player; the operator. */
export type Auth = 'none' | 'optional' | 'player' | 'operator';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One status a route may answer with. */
interface Answer<S extends z.ZodType = z.ZodType> {
  description: string;
  /** Content type. */
  type: string;
  schema: S;
}

type Answers = Record<number, Answer>;

/** What a handler gives back: one of the route's answers, and headers. */
type Reply<R extends Answers> = {
  [S in keyof R & number]: { status: S; body: z.input<R[S]['schema']>; headers?: Record<string, string> };
}[keyof R & number];

/** A request whose every part has the shape the route asks for. */
interface Call<P, Q, B, A extends Auth> {
  params: P;
  query: Q;
  body: B;
  player: A extends 'player' ? Identity : Identity | null;
  /** Where it comes from, as limits count it. */
  address: string;
  /** The way from the request's address to where ours begin, for links and `Location`: see `toRoot`. */
  root: string;
  /** Aborted when the client goes away. */
  signal: AbortSignal;
}

/** A route as a resource declares it. */
interface RouteDefinition<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends Answers,
  A extends Auth,
> {
  method: Method;
  /** Pattern from the root, like `/api/v1/matches/:id`. */
  path: string;
  /** One line. */
  summary: string;
  /** What is not obvious. */
  description?: string;
  tag: string;
  auth: A;
  /** A token that has run out is taken as well, from who sits in a match: the one of `:id`, if the path has that. */
  seated?: true;
  /**
   * In units of the budgets of the player and the address, 1 by default. The message over a socket costs the same. By
   * its query, as it came, where that says how much is asked for.
   */
  cost?: number | ((query: unknown) => number);
  params?: P;
  query?: Q;
  /** Without it a body is not read. */
  body?: B;
  /** Content type of the body, `application/json` by default. */
  consumes?: 'application/json' | 'application/x-www-form-urlencoded';
  answers: R;
  /** Expected failures besides those every route has: status and code. */
  problems?: readonly `${number} ${string}`[];
  handle(
    call: Call<z.output<P>, z.output<Q>, z.output<B>, A>,
  ): Promise<Reply<NoInfer<R>>> | Reply<NoInfer<R>>;
}

/** A request whose shape nobody has looked at. */
type RawCall = Call<unknown, unknown, unknown, Auth>;

/** A route as the router and the OpenAPI document use it. */
export interface Route
  extends Omit<RouteDefinition<z.ZodType, z.ZodType, z.ZodType, Answers, Auth>, 'handle'> {
  /** @throws Problem 400 `invalid_request` with `errors`, and what the handler throws */
  run(call: RawCall): Promise<{ status: number; body: unknown; headers?: Record<string, string> }>;
}

/** Checks what a definition promises and forgets its types, so that routes of any shape make one list. */
export function route<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends Answers,
  A extends Auth,
>(definition: RouteDefinition<P, Q, B, R, A>): Route {
  const { handle, ...rest } = definition;
  return {
    ...rest,
    async run(raw) {
      const params = shaped(definition.params, raw.params, 'path');
      const query = shaped(definition.query, raw.query, 'query');
      const body = shaped(definition.body, raw.body, 'body');
      const player = raw.player as Call<unknown, unknown, unknown, A>['player'];
      return handle({ ...raw, params, query, body, player });
    },
  };
}

/** An answer of JSON. */
export function json<S extends z.ZodType>(description: string, schema: S): Answer<S> {
  return { description, type: 'application/json', schema };
}

/** An answer of text, a page for example. */
export function text(description: string, type = 'text/html'): Answer<z.ZodString> {
  return { description, type, schema: z.string() };
}

function shaped<S extends z.ZodType>(schema: S | undefined, value: unknown, part: string): z.output<S> {
  const parsed = (schema ?? z.unknown()).safeParse(value);
  if (parsed.success) return parsed.data as z.output<S>;
  const errors = parsed.error.issues.slice(0, 20).map(({ path, message }) => ({
    path: [part, ...path.map(String)].join('.').slice(0, 200),
    message: message.slice(0, 200),
  }));
  throw new Problem(400, 'invalid_request', `The ${part} of the request is not valid.`, { errors });
}
