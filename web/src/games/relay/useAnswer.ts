import { useCallback, useEffect, useRef, useState } from 'react';
import type { MatchConnection } from '../../../../client/MatchConnection.ts';
import { explain } from '../../session/explain.ts';
import { solutionTold, type Verdict, verdictOf } from './verdict.ts';

/** What came of the player's latest action. */
export interface Feedback extends Verdict {
  /** The puzzle it is about. */
  puzzle: string;
  /** Differs for each, so that the same words twice are seen and heard twice. */
  key: number;
}

interface Answering {
  /** Null once it is no news any more. */
  feedback: Feedback | null;
  /** The puzzle whose answer is on its way, or null. */
  pending: string | null;
  answer(puzzle: string, text: string): void;
  skip(puzzle: string): void;
}

type Told = Omit<Feedback, 'key'>;

/** Long enough to read a sentence. */
const NEWS_MS = 4000;
let last = 0;

/**
 * Sends answers and tells what came of them.
 * @param nameOf a player's name by uuid
 * @param lasts see `verdictOf`
 */
export function useAnswer(
  match: MatchConnection,
  nameOf: (id: string) => string,
  lasts: (id: string, points: number) => number | null,
): Answering {
  const [feedback, setFeedback] = useState<Feedback | null>(null);
  const [pending, setPending] = useState<string | null>(null);
  const tell = useCallback((told: Told) => {
    last += 1;
    setFeedback({ ...told, key: last });
  }, []);
  useEffect(() => {
    if (!feedback) return;
    const timer = setTimeout(() => setFeedback(null), NEWS_MS);
    return () => clearTimeout(timer);
  }, [feedback]);
  const solution = useSolutions(match, tell);

  async function act(puzzle: string, action: { action: string; answer?: string }): Promise<void> {
    setPending(puzzle);
    try {
      const reply = await match.act({ ...action, puzzle_id: puzzle });
      // The solution of a skipped puzzle says more than the reply, and may have come before it.
      if (reply.skipped === undefined || solution() !== puzzle)
        tell({ puzzle, ...verdictOf(reply, nameOf, lasts) });
    } catch (error) {
      tell({ puzzle, kind: 'refused', text: `Not taken. ${explain(error)}` });
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
        tell({ puzzle: String(puzzle_id), ...solutionTold(answer) });
      }),
    [match, tell],
  );
  return () => latest.current;
}
