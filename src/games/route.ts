import type { z } from 'zod';

/** What every route of a game says. Method and path are unique among all games of a server. */
interface AnyRoute {
  /** What follows the match's id in `/api/v1/matches/:id/…`: `puzzle`, `puzzle/answer`. */
  path: string;
  /** What it does, in a few words. */
  summary: string;
  /** What is not obvious. */
  description?: string;
}

/** What a route that shows something may ask of the running match. */
export interface ShownMatch {
  id: string;
  /** What the caller may see, as long-polls show it, and its version. */
  look(): Promise<{ version: number; state: unknown }>;
}

/** Shows a player with a seat something of the running match. */
export interface ShowRoute extends AnyRoute {
  method: 'get';
  answer: z.ZodType<object>;
  /** What it may be refused with: status and code, as in `404 no_puzzle`. */
  problems?: readonly `${number} ${string}`[];
  /** @throws Problem, one of `problems` */
  show(match: ShownMatch, player: string): Promise<object>;
}

/** What a game kept, see `GameRecord`. */
export interface Kept {
  data: object;
}

/** What a route that tells what was kept may ask of a match, which runs or is over. */
export interface KeptMatch {
  id: string;
  /** What the caller may see of it now; null once it is over. */
  state: unknown;
  /**
   * What its game kept of this kind, oldest first, without the first `from`: while it runs as the caller may see it
   * (`Game.recordFor`), and all of it afterwards.
   */
  records(kind: string, from: number, limit: number): Promise<readonly Kept[]>;
}

/** Tells anybody something of a match, while it runs and ever after. */
export interface KeptRoute extends AnyRoute {
  method: 'get';
  /** Members of the path besides `id`, and of the query. */
  params?: z.ZodObject;
  query?: z.ZodObject;
  answer: z.ZodType<object>;
  /** What it takes beside a look at the match, by what is asked for: in quarters of a millisecond, none by default. */
  takes?(query: object): number;
  /** What it may be refused with: status and code. */
  problems?: readonly `${number} ${string}`[];
  /** @throws Problem, one of `problems` */
  tell(match: KeptMatch, asked: { params: object; query: object }): Promise<object>;
}

/** An action under an address of its own: judged, answered and refused as any other. */
export interface ActRoute extends AnyRoute {
  method: 'post';
  /** Its name. Members of the body are members of it. */
  action: string;
  /** What these are, for the document: text each. */
  members: Readonly<Record<string, string>>;
}

/** What the operator may make happen, by the name of the game's command. */
export interface CommandRoute extends AnyRoute {
  method: 'post';
  command: string;
}

/** An HTTP route of a game, about a match that runs; `KeptRoute` tells of those that are over as well. */
export type GameRoute = ShowRoute | KeptRoute | ActRoute | CommandRoute;
