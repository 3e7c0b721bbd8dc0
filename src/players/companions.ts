import { NAMELESS } from '../lib/nameless.ts';
import type { MatchRecord } from '../match/records.ts';
import { faceOf } from '../protocol/face.ts';

/** Somebody one has played with. */
export interface Companion {
  id: string;
  /** As they were called at the table. */
  name: string;
  face: string;
  /** The last match with them began then; epoch ms. */
  met: number;
  /** So many of the matches had both. */
  matches: number;
}

/** With whom somebody played these matches, the newest first: people who are still there, each once. */
export function companionsOf(player: string, matches: readonly MatchRecord[]): Companion[] {
  const found = new Map<string, Companion>();
  for (const { players, startedAt } of matches) {
    for (const { id, name, face, bot } of players) {
      if (bot || id === player || name === NAMELESS) continue;
      const known = found.get(id);
      if (known) known.matches += 1;
      else found.set(id, { id, name, face: faceOf(id, face), met: startedAt, matches: 1 });
    }
  }
  return [...found.values()];
}
