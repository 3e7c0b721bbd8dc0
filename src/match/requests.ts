import type { z } from 'zod';
import type { Action, Refusal } from '../games/game.ts';
import { actionRequest } from '../protocol/action.ts';
import type { Recollection } from './recollection.ts';
import type { Reply } from './replies.ts';

/** What came of a request. `seq` is the journal entry that must be stored before the reply is sent; 0 for none. */
export interface Applied {
  reply: Reply;
  seq: number;
}

interface RequestsNeeds<A extends Action> {
  game: { action: z.ZodType<A>; maxActions?: number };
  memory: Recollection;
  player(id: string): { left: boolean } | undefined;
  over(): boolean;
  /** What is asked for was taken once: it is taken again, whatever the bounds are by now. */
  again(): boolean;
  act(player: string, request_id: string, action: A): Applied;
}

/** So many actions of one player are taken in one match, unless the game says otherwise. */
export const MAX_ACTIONS = 5000;

/** What is asked of a match from outside: who may, what is known already, and what is no action of its game. */
export class Requests<A extends Action> {
  readonly #needs: RequestsNeeds<A>;

  constructor(needs: RequestsNeeds<A>) {
    this.#needs = needs;
  }

  /** See `Match.apply`. */
  apply(player: string, request: unknown): Applied {
    const { game, memory, act } = this.#needs;
    const head = actionRequest.safeParse(request);
    if (!head.success)
      return refuse('', 'invalid_request', 'request_id must be 1 to 64 printable ASCII characters.');
    const { request_id, ...input } = head.data;
    const known = memory.answered(player, request_id);
    if (known) return known;
    const refused = this.mayAct(player);
    if (refused) return refuse(request_id, refused.code, refused.message);
    const action = game.action.safeParse(input);
    if (!action.success) return refuse(request_id, 'invalid_action', firstIssue(action.error));
    return act(player, request_id, action.data);
  }

  /** What a request was answered, if it was. */
  answered(player: string, request: unknown): Applied | undefined {
    const head = actionRequest.safeParse(request);
    return head.success ? this.#needs.memory.answered(player, head.data.request_id) : undefined;
  }

  /** Why somebody may not act; undefined when they may. */
  mayAct(id: string): Refusal | undefined {
    const { game, memory, player, over, again } = this.#needs;
    const who = player(id);
    if (!who) return { code: 'not_seated', message: 'You have no seat at this table.' };
    if (who.left) return { code: 'left', message: 'You left this match.' };
    if (over()) return { code: 'match_over', message: 'The match is over.' };
    if (!again() && memory.accepted(id) >= (game.maxActions ?? MAX_ACTIONS)) {
      return { code: 'too_many_actions', message: 'No more actions are taken from you in this match.' };
    }
    return undefined;
  }
}

export function refuse(
  request_id: string,
  code: string,
  message: string,
  details: Refusal['details'] = {},
): Applied {
  return { reply: { ...details, request_id, code, message }, seq: 0 };
}

/** What is wrong with an action, in a few words. */
function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'action'}: ${issue.message}` : 'Not an action of this game.';
}
