import type { InputField, InputShape } from '../games/liveGame.ts';
import { type BitCoder, BitReader, BitWriter, Odds } from '../lib/bitCoder.ts';
import { atOnce, type Sliced } from '../lib/slices.ts';
import type { TakenCommand } from './takenCommand.ts';

/** Commands of a whole match, as a replay is sent: format 1 is the text that journals have, see `inputLog.ts`. */
export interface PackedInputs {
  format: 2;
  /** How many they are. */
  count: number;
  /** In base64. */
  bytes: string;
}

/** Steps go up to this. */
const STEPS = 2 ** 32;
const SEATS = 8;
/** So many commands at once. */
const SLICE = 64;
/** Bits of a change at most, and what is none. */
const LENGTHS = 33;
/** Of a number its first bits go by each other, and the others each by its place. */
const FIRST_BITS = 3;
const BITS = 2 ** FIRST_BITS + LENGTHS;
/** By how much the field before changed: not at all, little, some, much. */
const NEIGHBOURS = 4;

/** How one field changes, whoever commands. */
class FieldOdds {
  readonly same = new Odds(8);
  readonly length = new Odds(LENGTHS * NEIGHBOURS * 64);
  readonly sign = new Odds(2 * LENGTHS);
  readonly bits = new Odds(LENGTHS * BITS);
}

/** A player's field until now. */
interface Trail {
  value: number;
  change: number;
  /** Bits of the last change that was another than before. */
  length: number;
  sign: number;
  /** Whether the last two changes were as the ones before, a bit each. */
  sames: number;
}

/**
 * Packs commands, a fifth as long as journals have them, and without anything of before or after. By seat, and of each
 * field whether it changes as it did before, or by how much.
 * @throws Error when they are not in the order in which they were taken
 */
export function* packInputs(shape: InputShape, commands: readonly TakenCommand[]): Sliced<PackedInputs> {
  if (!commands.every((command, i) => i === 0 || !comesBefore(command, commands[i - 1] as TakenCommand)))
    throw new Error('inputs: commands are not in order');
  const coder = new BitWriter();
  yield* walk(
    coder,
    shape,
    commands.length,
    Map.groupBy(commands, ({ seat }) => seat),
  );
  let text = '';
  for (const byte of coder.end()) text += String.fromCharCode(byte);
  return { format: 2, count: commands.length, bytes: btoa(text) };
}

/** @throws Error when they are none of this shape */
export function unpackInputs(shape: InputShape, { count, bytes }: PackedInputs): TakenCommand[] {
  const packed = Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0));
  const commands = atOnce(walk(new BitReader(packed), shape, count, new Map()));
  return commands.sort((a, b) => a.step - b.step || a.seat - b.seat);
}

export function isPacked(input: unknown): input is PackedInputs {
  if (typeof input !== 'object' || input === null) return false;
  const { format, count, bytes } = input as Partial<PackedInputs>;
  return format === 2 && Number.isSafeInteger(count) && typeof bytes === 'string';
}

function comesBefore(one: TakenCommand, other: TakenCommand): boolean {
  return one.step < other.step || (one.step === other.step && one.seat < other.seat);
}

/** Writes these commands, or reads so many. @returns all of them, by seat */
function* walk(
  coder: BitCoder,
  shape: InputShape,
  count: number,
  known: ReadonlyMap<number, readonly TakenCommand[]>,
): Sliced<TakenCommand[]> {
  const fields = Object.entries<InputField>(shape);
  const odds = ['step', ...fields].map(() => new FieldOdds());
  const goesOn = new Odds(1);
  const commands: TakenCommand[] = [];
  for (let seat = 0; seat < SEATS; seat++) {
    const own = known.get(seat) ?? [];
    const trails = odds.map((): Trail => ({ value: 0, change: 0, length: 0, sign: 0, sames: 0 }));
    for (let i = 0; coder.bit(goesOn, 0, i < own.length ? 1 : 0) === 1; i++) {
      if (commands.length === count) throw new Error('inputs: there are more than were told');
      const { step, input: sent } = own[i] ?? { step: 0, input: {} as TakenCommand['input'] };
      let neighbour = 0;
      const next = (field: number, value: number, size: number) => {
        const trail = trails[field] as Trail;
        neighbour = change(coder, odds[field] as FieldOdds, trail, neighbour, { value, size });
        return trail.value;
      };
      const command: TakenCommand = { step: next(0, step, STEPS), seat, input: {} };
      for (const [index, [field, [, min, max]]] of fields.entries())
        command.input[field] = min + next(index + 1, (sent[field] ?? 0) - min, max - min + 1);
      commands.push(command);
      if (commands.length % SLICE === 0) yield;
    }
  }
  if (commands.length !== count) throw new Error('inputs: there are fewer than were told');
  return commands;
}

/** A field's next value. @returns by how much it changed, as a neighbour */
function change(
  coder: BitCoder,
  odds: FieldOdds,
  trail: Trail,
  neighbour: number,
  { value, size }: { value: number; size: number },
): number {
  const by = inCircle(value - trail.value, size);
  const same = coder.bit(odds.same, trail.sames * 2 + Math.min(1, neighbour), by === trail.change ? 1 : 0);
  trail.sames = ((trail.sames << 1) | same) & 3;
  if (same === 0) trail.change = number(coder, odds, trail, neighbour, by);
  trail.value = (((trail.value + trail.change) % size) + size) % size;
  if (same === 1) return 0;
  return trail.length < 3 ? 1 : trail.length < 6 ? 2 : 3;
}

/** A number by how many bits it has, its sign, and its bits but the first. */
function number(coder: BitCoder, odds: FieldOdds, trail: Trail, neighbour: number, by: number): number {
  const size = Math.abs(by);
  const wanted = size === 0 ? 0 : Math.floor(size) < STEPS ? 32 - Math.clz32(size) : 0;
  let node = 1;
  const context = (trail.length * NEIGHBOURS + neighbour) * 64;
  for (let bit = 5; bit >= 0; bit--)
    node = node * 2 + coder.bit(odds.length, context + node, (wanted >> bit) & 1);
  const length = node - 64;
  if (length >= LENGTHS) throw new Error('inputs: a number is too long');
  trail.length = length;
  if (length === 0) return 0;
  trail.sign = coder.bit(odds.sign, trail.sign * LENGTHS + length, by < 0 ? 1 : 0);
  let read = 1;
  for (let bit = length - 2; bit >= 0; bit--) {
    const first = length - 2 - bit < FIRST_BITS;
    const at = length * BITS + (first ? read : 2 ** FIRST_BITS + bit);
    read = read * 2 + coder.bit(odds.bits, at, (size >>> bit) & 1);
  }
  return trail.sign === 1 ? -read : read;
}

/** The shorter way round. */
function inCircle(by: number, size: number): number {
  const up = ((by % size) + size) % size;
  return up >= size / 2 ? up - size : up;
}
