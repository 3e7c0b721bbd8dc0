import type { DataSource } from 'typeorm';
import { Fenced, Missing } from '../../lib/fencing.ts';
import type { Ownership } from '../../match/matchStore.ts';
import { checkEpoch } from '../checkEpoch.ts';
import type { PackedChange, PackedEntry } from '../packedStore.ts';
import { WRITE } from './matchStatements.ts';
import { runPrepared } from './prepared.ts';

export interface MatchWrite extends PackedChange {
  own: Ownership;
}

/** Writes to one match that are done as one. */
interface Merged {
  own: Ownership;
  entries: PackedEntry[];
  clock: number;
  table: Uint8Array | null;
  error: Error | null;
}

interface Answer {
  match: string;
  /** As the statement began; null for none. */
  epoch: number | null;
  entries: number | null;
  written: boolean;
}

/** Does many writes in one statement, or in a few where one match is written to under several epochs. */
export async function writeMatches(
  database: DataSource,
  writes: readonly MatchWrite[],
  { embedded }: { embedded: boolean },
): Promise<(Error | null)[]> {
  const rounds: Map<string, Merged>[] = [];
  const parts = writes.map((write) => {
    const { match } = write.own;
    const at = rounds.findIndex((known) => canJoin(known.get(match), write));
    const round = rounds[at] ?? new Map<string, Merged>();
    if (at < 0) rounds.push(round);
    const part = merge(round.get(match), write);
    round.set(match, part);
    return part;
  });
  for (const round of rounds) await writeRound(database, [...round.values()], embedded);
  return parts.map(({ error }) => error);
}

function canJoin(before: Merged | undefined, { own, entries }: MatchWrite): boolean {
  if (!before) return true;
  const next = (before.entries.at(-1)?.seq ?? Number.POSITIVE_INFINITY) + 1;
  return before.own.epoch === own.epoch && (entries[0]?.seq ?? 0) <= next;
}

function merge(before: Merged | undefined, { own, entries, clock, table }: MatchWrite): Merged {
  if (!before) return { own, entries: [...entries], clock, table, error: null };
  const last = before.entries.at(-1)?.seq ?? 0;
  before.entries.push(...entries.filter(({ seq }) => seq > last));
  before.clock = Math.max(before.clock, clock);
  before.table = table ?? before.table;
  return before;
}

async function writeRound(database: DataSource, parts: readonly Merged[], embedded: boolean): Promise<void> {
  const entries = parts.flatMap((part) => part.entries.map((entry) => ({ match: part.own.match, ...entry })));
  const values = [
    parts.map(({ own }) => own.match),
    parts.map(({ own }) => own.epoch),
    parts.map(({ clock }) => clock),
    parts.map((part) => part.entries[0]?.seq ?? 0),
    parts.map((part) => part.entries.at(-1)?.seq ?? 0),
    parts.map(({ table }) => table),
    entries.map(({ match }) => match),
    entries.map(({ seq }) => seq),
    entries.map(({ bytes }) => bytes),
  ];
  const answers = await runPrepared<Answer>(database, WRITE, { values, shared: embedded });
  const byMatch = new Map(answers.map((answer) => [answer.match, answer]));
  for (const part of parts) part.error = errorOf(part, byMatch.get(part.own.match.toLowerCase()));
}

function errorOf({ own, entries }: Merged, answer: Answer | undefined): Error | null {
  if (answer?.written) return null;
  try {
    checkEpoch(own, answer?.epoch ?? undefined);
  } catch (error) {
    return error as Error;
  }
  const gap = (entries[0]?.seq ?? 0) > (answer?.entries ?? 0) + 1;
  return gap ? new Missing(own.match) : new Fenced(own.match); // somebody took it over just now
}
