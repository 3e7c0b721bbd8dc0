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

/** An HTTP route of a game, about a running match. */
export type GameRoute = ShowRoute | ActRoute | CommandRoute;
