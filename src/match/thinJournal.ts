import type { InputShape } from '../games/liveGame.ts';
import type { Sliced } from '../lib/slices.ts';
import { unpackCommands } from './inputLog.ts';
import type { JournalEntry } from './journal.ts';
import { packInputs } from './packedInputs.ts';
import type { TakenCommand } from './takenCommand.ts';

/**
 * The same match in far fewer bytes, to be sent: entries of inputs that follow each other are one, in format 2, and all
 * are numbered anew. What cannot be read stays as it is.
 */
export function* thinJournal(shape: InputShape, journal: readonly JournalEntry[]): Sliced<JournalEntry[]> {
  const thin: JournalEntry[] = [];
  let inputs: JournalEntry[] = [];
  for (const entry of journal) {
    if (entry.kind === 'inputs') {
      inputs.push(entry);
      continue;
    }
    thin.push(...(yield* joined(shape, inputs)), entry);
    inputs = [];
  }
  thin.push(...(yield* joined(shape, inputs)));
  return thin.map((entry, i) => ({ ...entry, seq: i + 1 }));
}

function* joined(shape: InputShape, entries: JournalEntry[]): Sliced<JournalEntry[]> {
  const last = entries.at(-1);
  if (!last) return [];
  try {
    const commands: TakenCommand[] = [];
    for (const { input } of entries) {
      for (const command of unpackCommands(shape, input)) commands.push(command);
      yield;
    }
    return [{ ...last, input: yield* packInputs(shape, commands) }];
  } catch {
    return entries;
  }
}
