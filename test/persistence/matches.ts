import type { JournalEntry, Seated } from '../../src/match/journal.ts';
import type { MatchResult, MatchStart, StoredRating } from '../../src/match/records.ts';
import { newId, type Stores } from './stores.ts';

/** A new account, as it sits at a table. */
export async function person(stores: Stores, name = 'Ada'): Promise<Seated> {
  const { id } = await stores.accounts.create({ id: newId(), name });
  return { id, name, bot: false };
}

export function bot(name = 'Botolph'): Seated {
  return { id: newId(), name, bot: true, skill: 0.3 };
}

export function startOf(seats: Seated[], more: Partial<MatchStart> = {}): MatchStart {
  const setup = { id: newId(), game: 'relay', seed: 'a seed', seats };
  return {
    setup,
    why: 'Of about the same strength.',
    quality: 0.75,
    rated: true,
    startedAt: Date.UTC(2026, 0, 1),
    ...more,
  };
}

/** A finished result: whoever sits first is best. */
export function resultOf({ setup }: MatchStart, more: Partial<MatchResult> = {}): MatchResult {
  return {
    id: setup.id,
    game: setup.game,
    outcome: 'finished',
    finishedAt: Date.UTC(2026, 0, 1, 0, 5),
    gameMs: 300_000,
    standings: setup.seats.map(({ id }, i) => ({ id, rank: i + 1, score: 100 - i })),
    left: [],
    ledger: [],
    journal: [],
    records: [],
    finalState: { players: {} },
    stateHash: 'abc',
    ...more,
  };
}

export function journalEntry(seq: number, by: string, more: Partial<JournalEntry> = {}): JournalEntry {
  return { seq, at: seq * 50, kind: 'act', by, request_id: `r${seq}`, input: { action: 'skip' }, ...more };
}

/** Everybody's mu moves by 10 less their rank, sigma shrinks. */
export function simpleRate(before: StoredRating[], ranks: number[]): StoredRating[] {
  return before.map(({ mu, sigma, played }, i) => ({
    mu: mu + 10 - (ranks[i] ?? 0),
    sigma: sigma * 0.9,
    played: played + 1,
  }));
}
