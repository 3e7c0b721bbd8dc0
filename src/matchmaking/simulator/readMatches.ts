import { z } from 'zod';
import type { PredictedMatch } from './prediction.ts';
import { readJsonLines } from './readJsonLines.ts';

const matchLine = z.object({
  players: z
    .array(z.object({ mu: z.number(), sigma: z.number().min(0), rank: z.number().int().min(1) }))
    .min(2)
    .max(100),
});

/**
 * Recorded matches from JSON lines `{players: [{mu, sigma, rank}]}`, with the ratings before the match.
 * @throws Error with the number of the line that is not right
 */
export function readMatches(text: string): PredictedMatch[] {
  return readJsonLines(text, matchLine).map(({ value }) => value);
}
