import { Problem } from '../lib/problem.ts';

export const MAX_MUTED = 200;

export function tooManyMuted(): Problem {
  return new Problem(409, 'too_many_muted', `You may mute ${MAX_MUTED} players.`);
}
