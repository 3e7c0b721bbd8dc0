import { z } from 'zod';
import { hexOf } from '../../lib/hex.ts';
import type { GameRecord } from '../game.ts';
import { bringing, isFair, matchSecret } from './decks.ts';
import { FAIRNESS, matchCommitment } from './fairness.ts';

/** What is told of a match in its state, as JSON, that it takes to verify it. */
const seenState = z.object({
  match_commitment: z.string().optional(),
  start_hash: z.string().optional(),
  players: z.record(
    z.string(),
    z.object({
      id: z.string(),
      seat: z.int(),
      entropy: z.string().optional(),
      entropy_commitment: z.string().optional(),
    }),
  ),
});

/**
 * What a match is committed to, and what its players brought, by its state as JSON.
 * @throws ZodError when it is none
 */
export function broughtIn(state: unknown) {
  const { match_commitment = null, start_hash, players } = seenState.parse(state);
  const bySeat = Object.values(players).sort((a, b) => a.seat - b.seat);
  return { match_commitment, start_hash, players: bySeat.map(bringing) };
}

/**
 * The secret of a match that nobody can play again, and what is known of what its players brought: its hands nobody
 * knows.
 */
export function promised({
  id,
  rules,
  derive,
  state,
}: {
  id: string;
  rules: number;
  derive(label: string): Uint8Array;
  state: unknown;
}): GameRecord[] {
  if (!isFair({ rules })) return [];
  const secret = matchSecret({ derive });
  const told = { match_commitment: matchCommitment(id, secret), match_secret: hexOf(secret) };
  const known = seenState.safeParse(state);
  const players = known.success ? broughtIn(state).players : [];
  return [{ kind: 'fairness', player: '', at: 0, data: { version: FAIRNESS, ...told, players } }];
}
