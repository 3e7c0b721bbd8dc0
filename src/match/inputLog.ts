import type { InputShape } from '../games/liveGame.ts';
import { isPacked, unpackInputs } from './packedInputs.ts';
import type { TakenCommand } from './takenCommand.ts';

/** 3 bits hold every seat of a table. */
const SEATS = 8;

/**
 * Commands as text for the journal, and back. A command is some three bytes: what changed since the player's command
 * before, and only if it changed by something else than it did then, as a clock does in every one. Nothing but the
 * shape and the text is needed to read one.
 */
export function packCommands(shape: InputShape, commands: readonly TakenCommand[]): string {
  const bytes: number[] = [];
  const fields = Object.keys(shape);
  const before = new Trends(fields);
  let last = 0;
  for (const { step, seat, input } of commands) {
    const trend = before.of(seat);
    let mask = 0;
    const changes: number[] = [];
    for (const [index, field] of fields.entries()) {
      const change = (input[field] ?? 0) - (trend.value[index] ?? 0);
      if (change === trend.change[index]) continue;
      mask |= 1 << index;
      changes.push(change);
    }
    write(bytes, (step - last) * SEATS + seat);
    write(bytes, mask);
    for (const change of changes) write(bytes, change < 0 ? -2 * change - 1 : 2 * change);
    trend.go(mask, changes);
    last = step;
  }
  return btoa(String.fromCharCode(...bytes));
}

/** @param text as `packCommands` gave it, or what `packInputs` did. @throws Error when it is none of this shape */
export function unpackCommands(shape: InputShape, text: unknown): TakenCommand[] {
  if (isPacked(text)) return unpackInputs(shape, text);
  const bytes = Uint8Array.from(atob(String(text)), (char) => char.charCodeAt(0));
  const fields = Object.keys(shape);
  const before = new Trends(fields);
  const at = { offset: 0 };
  const commands: TakenCommand[] = [];
  let step = 0;
  while (at.offset < bytes.length) {
    const head = read(bytes, at);
    const seat = head % SEATS;
    step += (head - seat) / SEATS;
    const mask = read(bytes, at);
    if (mask >= 2 ** fields.length) throw new Error('inputs: a command has fields that there are not');
    const changes: number[] = [];
    for (let index = 0; index < fields.length; index++) {
      if ((mask & (1 << index)) === 0) continue;
      const coded = read(bytes, at);
      changes.push(coded % 2 === 1 ? -(coded + 1) / 2 : coded / 2);
    }
    const trend = before.of(seat);
    trend.go(mask, changes);
    const input = Object.fromEntries(fields.map((field, index) => [field, trend.value[index] ?? 0]));
    commands.push({ step, seat, input });
  }
  return commands;
}

/** What a player's fields were last, and by how much they changed then. */
class Trend {
  readonly value: number[];
  readonly change: number[];

  constructor(fields: number) {
    this.value = new Array(fields).fill(0);
    this.change = new Array(fields).fill(0);
  }

  /** The next command: fields of the mask changed by these, the others as they did before. */
  go(mask: number, changes: readonly number[]): void {
    let next = 0;
    for (let index = 0; index < this.value.length; index++) {
      if (mask & (1 << index)) {
        this.change[index] = changes[next] ?? 0;
        next += 1;
      }
      this.value[index] = (this.value[index] ?? 0) + (this.change[index] ?? 0);
    }
  }
}

class Trends {
  readonly #seats: Trend[] = [];
  readonly #fields: number;

  constructor(fields: readonly string[]) {
    this.#fields = fields.length;
  }

  of(seat: number): Trend {
    const known = this.#seats[seat] ?? new Trend(this.#fields);
    this.#seats[seat] = known;
    return known;
  }
}

/** A whole number from 0 in groups of 7 bits, the lowest first. */
function write(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}

function read(bytes: Uint8Array, at: { offset: number }): number {
  let value = 0;
  for (let factor = 1; factor < 2 ** 42; factor *= 0x80) {
    const byte = bytes[at.offset];
    if (byte === undefined) break;
    at.offset += 1;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value;
  }
  throw new Error('inputs: a number has no end');
}
