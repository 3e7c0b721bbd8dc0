import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { FrozenMatch } from '../../../src/match/frozenMatch.ts';
import type { JournalEntry, MatchSetup } from '../../../src/match/journal.ts';

/** A match as it was played by rules of then, and what it came to. */
interface OldMatch {
  setup: MatchSetup;
  journal: JournalEntry[];
  gameMs: number;
  stateHash: string;
  finalState: unknown;
  standings: unknown;
  ledgerHash: string;
  /** As it was stored in the middle. */
  frozen: { seq: number; match: FrozenMatch };
}

/**
 * A minute of two people and three bots, by this version of the rules: kills, pads, a core; one of them goes away for
 * some seconds, another process takes it up, and all but one leave.
 */
export function oldMatch(rules: number): OldMatch {
  const packed = readFileSync(new URL(`fixtures/rules-${rules}.json.br`, import.meta.url));
  return JSON.parse(brotliDecompressSync(packed).toString());
}
