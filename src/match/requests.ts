import type { z } from 'zod';
import type { Refusal } from '../games/game.ts';
import type { Reply } from './replies.ts';

/** What came of a request. `seq` is the journal entry that must be stored before the reply is sent; 0 for none. */
export interface Applied {
  reply: Reply;
  seq: number;
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
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'action'}: ${issue.message}` : 'Not an action of this game.';
}
