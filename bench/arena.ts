import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { Encoder, type Schema } from '@colyseus/schema';
import { arena } from '../src/games/arena/arena.ts';
import { INPUT } from '../src/games/arena/shared/input.ts';
import type { InputField } from '../src/games/liveGame.ts';
import { Sealer } from '../src/lib/sealer.ts';
import { atOnce } from '../src/lib/slices.ts';
import { plain } from '../src/match/canonical.ts';
import { unpackCommands } from '../src/match/inputLog.ts';
import type { JournalEntry } from '../src/match/journal.ts';
import { Match } from '../src/match/match.ts';
import { FORMAT, type StoredTable } from '../src/match/matchStore.ts';
import { replay } from '../src/match/replay.ts';
import { stateHash } from '../src/match/stateHash.ts';
import type { TakenCommand } from '../src/match/takenCommand.ts';
import { thinJournal } from '../src/match/thinJournal.ts';
import { sealedBy } from '../src/persistence/packing.ts';
import { arenaMaker } from '../src/schema/arena.ts';
import { readRefs } from '../src/schema/refs.ts';

/*
 * What a match of the arena weighs, of five who play as bots do: bytes down and up per player and second, beside the
 * same as JSON; a checkpoint, the inputs of half a second and all of them, as they are stored; a replay, as the page
 * asks for it, and how long packing it and playing it again takes. Nothing waits: the same seed prints the same sizes.
 * How late its steps are and what it takes of the processor while it is played, by a clock and over sockets, is for
 * `bench/live.ts`.
 *
 *     npx node bench/arena.ts [--matches 3] [--seconds 180] [--seed weight]
 */

const { values } = parseArgs({
  options: {
    matches: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '180' },
    seed: { type: 'string', default: 'weight' },
  },
});
const UNTIL_MS = Number(values.seconds) * 1000;
const PATCH_STEPS = 2;
/** Of a patch: what it is, and what a game with inputs says of time and inputs. */
const PATCH_HEAD = 9;
const CHECKPOINT_STEPS = 333;
const LOG_STEPS = 33;

const packing = sealedBy(new Sealer({ current: 'a secret of this benchmark' }));
const all = Array.from({ length: Number(values.matches) }, (_, n) => weighed(`${values.seed} ${n}`));
const [first] = all;
for (const name of Object.keys(first ?? {}) as (keyof NonNullable<typeof first>)[]) {
  const figures = all.map((one) => one[name]);
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
  console.log(`${name.padEnd(36)} ${Number(mean.toFixed(1))}`);
}

function weighed(seed: string) {
  const seats = [0.3, 0.5, 0.6, 0.7, 0.9].map((skill, i) => ({
    id: uuid(i),
    name: `Player ${i}`,
    bot: true,
    skill,
  }));
  const match = Match.start(arena, arenaMaker, { id: uuid(9), game: 'arena', seed, seats });
  const encoder = new Encoder(match.state as unknown as Schema);
  encoder.encodeAll({ offset: 0 });
  const refs = readRefs(match.state);
  const checkpoints: number[] = [];
  let [down, json, steps] = [0, 0, 0];
  for (; !match.over && match.now < UNTIL_MS; steps += PATCH_STEPS) {
    match.makeSteps(PATCH_STEPS);
    const patch = encoder.encode({ offset: 0 }).length;
    encoder.discardChanges();
    down += PATCH_HEAD + patch + (PATCH_HEAD + patch < 126 ? 2 : 4);
    json += JSON.stringify(plain(match.state)).length + 4;
    if (steps % LOG_STEPS < PATCH_STEPS) match.logInputs();
    if (steps % CHECKPOINT_STEPS >= PATCH_STEPS) continue;
    const stored = {
      format: FORMAT,
      options: match.setup,
      game: 'arena',
      phase: 'playing',
      deadline: 0,
      openedAt: 0,
    };
    const table = { ...stored, state: null, match: match.freeze(), sessions: sessions(), refs };
    checkpoints.push(packing.table(match.setup.id, table as unknown as StoredTable).length);
  }
  match.logInputs();
  const seconds = match.now / 1000;
  const logs = match.journal.filter(({ kind }) => kind === 'inputs');
  const stored = match.journal.map((entry) => packing.entry(match.setup.id, entry).length);
  const taken = logs.flatMap(({ input }) => unpackCommands(INPUT as never, input));
  const [stateIs, hashIs] = [plain(match.state), stateHash(match.state)];
  const sizeOf = (journal: readonly object[]) =>
    Buffer.from(
      JSON.stringify({
        setup: match.setup,
        journal,
        game_ms: match.now,
        final_state: stateIs,
        state_hash: hashIs,
      }),
    );
  const packedAt = performance.now();
  const thin = atOnce(thinJournal(INPUT as never, match.journal.map(asTold)));
  const packingMs = performance.now() - packedAt;
  const record = sizeOf(thin);
  const began = performance.now();
  const again = replay(arena, arenaMaker, match.setup, thin, match.now);
  if (stateHash(again.state) !== stateHash(match.state)) throw new Error('the replay is another match');
  return {
    'bytes down, per player and second': down / seconds,
    'the same as JSON': json / seconds,
    'times as many': json / down,
    'bytes up, per player and second': up(taken) / seconds / seats.length,
    'commands, per player and second': taken.length / seconds / seats.length,
    'checkpoint as stored, bytes': mean(checkpoints),
    'largest checkpoint, bytes': Math.max(...checkpoints),
    'inputs as stored, bytes a second': stored.reduce((sum, bytes) => sum + bytes, 0) / seconds,
    'replay, entry by entry, KiB': sizeOf(match.journal.map(asTold)).length / 1024,
    'replay, as the page asks for it, KiB': record.length / 1024,
    'packing it, ms': packingMs,
    'the same in brotli, KiB': brotliCompressSync(record).length / 1024,
    'playing it again, ms': performance.now() - began,
  };
}

/** Bytes of all these commands as the SDK sends them: what changed, in a frame with a mask. */
function up(commands: readonly TakenCommand[]): number {
  const before = new Map<number, TakenCommand['input']>();
  let bytes = 0;
  for (const { seat, input } of commands) {
    bytes += 2 + 4 + 1;
    for (const [field, [width]] of Object.entries<InputField>(INPUT))
      if (input[field] !== (before.get(seat)?.[field] ?? 0)) bytes += 1 + width;
    before.set(seat, input);
  }
  return bytes;
}

/** As HTTP tells it. */
function asTold({ version: _version, result: _result, ...entry }: JournalEntry): JournalEntry {
  return entry;
}

function sessions() {
  return Array.from({ length: 5 }, (_, i) => ({
    session: `session-${i}`,
    token: `a-token-${i}`,
    player: uuid(i),
    spectator: false,
  }));
}

function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}
