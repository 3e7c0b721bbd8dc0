import type { MessageContext, Rejection } from '@colyseus/shared-types';
import { expectedProblem } from '../lib/expectedProblem.ts';
import { type Problem, toldDetails } from '../lib/problem.ts';

/** What a request may have failed of. */
interface AskedRoom {
  onUncaughtException?: ((error: never, method: never) => void) | undefined;
}

/**
 * Does what a client asked for and answers it: with what came of it or, by a rejection, why not. Where nothing waits
 * for an answer a `problem` message says why not. Never rejects: a fault is told to the room.
 * @param method how the room calls in its log what failed
 */
export async function answering<T>(
  { room, client, context }: { room: AskedRoom; client: ToldClient; context: MessageContext | undefined },
  method: string,
  work: () => T | Promise<T>,
): Promise<T | Rejection | undefined> {
  try {
    return await work();
  } catch (error) {
    reportFault(room, error, method);
    const reason = asRejection(error);
    if (context?.id === undefined) client.send('problem', reason);
    return context?.reject(reason);
  }
}

interface ToldClient {
  send(type: 'problem', reason: RejectionReason): void;
}

/** Tells a room of an error that nobody expected. */
export function reportFault(room: AskedRoom, error: unknown, method: string): void {
  if (!expectedProblem(error)) room.onUncaughtException?.(error as never, method as never);
}

export type RejectionReason = { code: string; message: string } & Record<string, unknown>;

/** The reason of a rejected request, for `ctx.reject`. */
export function asRejection(error: unknown): RejectionReason {
  const problem: Problem | null = expectedProblem(error);
  if (!problem) return { code: 'internal', message: 'Something went wrong here.' };
  return { ...toldDetails(problem), code: problem.code, message: problem.message };
}
