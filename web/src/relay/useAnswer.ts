import { useCallback, useEffect, useRef, useState } from 'react';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import type { ActionReply } from '../../../client/matchView.ts';
import { explain } from '../session/explain.ts';

/** What came of the player's latest action. */
export interface Feedback {
  /** `refused`: it was not taken, and cost nothing. */
  kind: 'right' | 'wrong' | 'refused' | 'note';
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

type Told = Omit<Feedback, 'key'>;

let last = 0;

/**
 * Sends answers and tells what came of them.
 * @param nameOf a player's name by uuid
 */
export function useAnswer(match: MatchConnection, nameOf: (id: string) => string): Answering {
  const [feedback, setFeedback] = useState<Feedback | null>(null);
  const [pending, setPending] = useState<string | null>(null);
  const tell = useCallback((told: Told) => {
    last += 1;
    setFeedback({ ...told, key: last });
  }, []);
  const solution = useSolutions(match, tell);

  async function act(puzzle: string, action: { action: string; answer?: string }): Promise<void> {
    setPending(puzzle);
    try {
      const reply = await match.act({ ...action, puzzle_id: puzzle });
      // The solution of a skipped puzzle says more than the reply, and may have come before it.
      if (reply.skipped === undefined || solution() !== puzzle) tell(verdict(reply, nameOf));
    } catch (error) {
      tell({ kind: 'refused', text: `Not taken. ${explain(error)}` });
    } finally {
      setPending((now) => (now === puzzle ? null : now));
    }
  }

  return {
    feedback,
    pending,
    answer(puzzle, text) {
      const answer = text.trim();
      if (answer !== '' && pending !== puzzle) void act(puzzle, { action: 'answer', answer });
    },
    skip(puzzle) {
      if (pending !== puzzle) void act(puzzle, { action: 'skip' });
    },
  };
}

/**
 * Tells what a skipped puzzle asked for.
 * @returns a function that answers the puzzle whose solution came last
 */
function useSolutions(match: MatchConnection, tell: (told: Told) => void): () => string | null {
  const latest = useRef<string | null>(null);
  useEffect(
    () =>
      match.on('animation', ({ kind, puzzle_id, answer }) => {
        if (kind !== 'answer') return;
        latest.current = String(puzzle_id);
        tell({ kind: 'note', text: `Skipped. The answer was ${answer}.` });
      }),
    [match, tell],
  );
  return () => latest.current;
}

function verdict(reply: ActionReply, nameOf: (id: string) => string): Told {
  const { correct, awarded, to, penalty, skipped, cost } = reply;
  if (skipped !== undefined) return { kind: 'note', text: `Skipped for ${cost} points.` };
  if (correct !== true) {
    const lost = typeof penalty === 'number' ? `: −${penalty} points` : '';
    return { kind: 'wrong', text: `Not right${lost}.` };
  }
  if (typeof awarded !== 'number' || typeof to !== 'string') return { kind: 'right', text: 'Right!' };
  return { kind: 'right', text: `Right! ${awarded} points for ${nameOf(to)}.` };
}
