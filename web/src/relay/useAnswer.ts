import { useCallback, useEffect, useState } from 'react';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import type { ActionReply } from '../../../client/matchView.ts';
import { explain } from '../session/explain.ts';

/** What came of the player's latest answer. */
export interface Feedback {
  kind: 'right' | 'wrong' | 'note';
  text: string;
  /** Differs for each, so that the same words twice are seen and heard twice. */
  key: number;
}

interface Answering {
  feedback: Feedback | null;
  /** The puzzle whose answer is on its way, or null. */
  pending: string | null;
  answer(puzzle: string, text: string): void;
  skip(puzzle: string): void;
}

let last = 0;

/**
 * Sends answers and tells what came of them.
 * @param nameOf a player's name by uuid
 */
export function useAnswer(match: MatchConnection, nameOf: (id: string) => string): Answering {
  const [feedback, setFeedback] = useState<Feedback | null>(null);
  const [pending, setPending] = useState<string | null>(null);

  const act = useCallback(
    async (puzzle: string, action: { action: string; answer?: string }, nameOf: (id: string) => string) => {
      setPending(puzzle);
      last += 1;
      const key = last;
      try {
        const reply = await match.act({ ...action, puzzle_id: puzzle });
        const told = verdict(reply, nameOf);
        if (told) setFeedback({ ...told, key });
      } catch (error) {
        setFeedback({ kind: 'note', text: explain(error), key });
      } finally {
        setPending((now) => (now === puzzle ? null : now));
      }
    },
    [match],
  );

  // What a skipped puzzle asked for is told apart from the reply.
  useEffect(
    () =>
      match.on('animation', ({ kind, answer }) => {
        if (kind !== 'answer') return;
        last += 1;
        setFeedback({ kind: 'note', text: `Skipped. The answer was ${answer}.`, key: last });
      }),
    [match],
  );

  return {
    feedback,
    pending,
    answer(puzzle, text) {
      const answer = text.trim();
      if (answer !== '' && pending !== puzzle) void act(puzzle, { action: 'answer', answer }, nameOf);
    },
    skip(puzzle) {
      if (pending !== puzzle) void act(puzzle, { action: 'skip' }, nameOf);
    },
  };
}

function verdict(reply: ActionReply, nameOf: (id: string) => string): Omit<Feedback, 'key'> | null {
  const { correct, awarded, to, penalty } = reply;
  if (correct === undefined) return null;
  if (correct !== true) {
    return {
      kind: 'wrong',
      text: typeof penalty === 'number' ? `Not right: −${penalty} points.` : 'Not right.',
    };
  }
  if (typeof awarded !== 'number' || typeof to !== 'string') return { kind: 'right', text: 'Right!' };
  return { kind: 'right', text: `Right! ${awarded} points for ${nameOf(to)}.` };
}
