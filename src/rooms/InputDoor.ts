import type { Client } from '@colyseus/core';
import { schema, t } from '@colyseus/schema';
import { Protocol } from '@colyseus/shared-types';
import type { InputField, InputShape, LivePace } from '../games/liveGame.ts';
import { Budget } from '../lib/budget.ts';

/** Why a frame of inputs was not taken. */
export type InputRefusal = 'malformed' | 'not_seated';

interface InputDoorNeeds {
  /** Ms; where it begins does not matter. */
  now(): number;
  /** The player whose inputs a client may send; null for who only watches. */
  playerOf(client: Client): string | null;
  /** What a frame of so many bytes costs is paid, whether it can be or not. */
  pay(client: Client, bytes: number): void;
  refused(reason: InputRefusal): void;
  /** A client sends far more than anybody plays with: it is to be closed. */
  flooded(client: Client): void;
}

/**
 * Commands that a player may send, as many times as are taken of them: nobody plays with more, at any rate of frames.
 */
const RATE = 3;
/** Commands of so many seconds may come at once: a network that stood still. */
const BURST_S = 10;
/** No client of ours sends one: so many that are none, over all its time, and a client is closed. */
const MALFORMED = 100;
/** A frame says of a field that it has it. */
const HAS_FIELD = 0x80;

/**
 * Stands before the framework's decoder of inputs, which believes what it is sent. A frame goes on only if it is a
 * player's, and nothing but fields and their bytes. Whatever goes on is decoded, as each frame tells only what changed:
 * too many are not passed over one by one, their client is closed.
 */
export class InputDoor {
  readonly #needs: InputDoorNeeds;
  readonly #widths: readonly number[];
  readonly #longest: number;
  readonly #budget: Budget;
  readonly #gone = new WeakSet<Client>();
  readonly #malformed = new WeakMap<Client, number>();

  constructor(
    { input, commandSteps }: Pick<LivePace, 'input' | 'commandSteps'>,
    stepMs: number,
    needs: InputDoorNeeds,
  ) {
    this.#needs = needs;
    this.#widths = Object.values<InputField>(input).map(([bytes]) => bytes);
    this.#longest = this.#widths.reduce((sum, bytes) => sum + 1 + bytes, 1);
    const perSecond = 1000 / (stepMs * commandSteps);
    this.#budget = new Budget({ perSecond: RATE * perSecond, burst: BURST_S * perSecond }, needs.now);
  }

  /** Whether this frame goes on. */
  admit(client: Client, frame: Uint8Array): boolean {
    if (this.#gone.has(client)) return false;
    const player = this.#needs.playerOf(client);
    const who = player ?? client.sessionId;
    this.#needs.pay(client, frame.length);
    if (this.#budget.waitFor(who, 1) > 0) return this.#close(client);
    this.#budget.charge(who, Math.max(1, frame.length / this.#longest)); // what is longer is as many
    if (player !== null && this.#isWhole(frame)) return true;
    this.#needs.refused(player === null ? 'not_seated' : 'malformed');
    if (player === null) return false;
    const malformed = (this.#malformed.get(client) ?? 0) + 1;
    this.#malformed.set(client, malformed);
    return malformed < MALFORMED ? false : this.#close(client);
  }

  #close(client: Client): false {
    this.#gone.add(client);
    this.#needs.flooded(client);
    return false;
  }

  #isWhole(frame: Uint8Array): boolean {
    if (frame[0] !== Protocol.ROOM_INPUT_RELIABLE || frame.length > this.#longest) return false;
    let at = 1;
    while (at < frame.length) {
      const width = this.#widths[(frame[at] ?? 0) - HAS_FIELD];
      if (width === undefined) return false;
      at += 1 + width;
    }
    return at === frame.length;
  }
}

/** The class of an input of this shape, as the framework decodes it. */
export function inputClass(game: string, shape: InputShape) {
  const fields = Object.entries<InputField>(shape).map(([field, [bytes, min]]) => {
    if (bytes === 1) return [field, min < 0 ? t.int8() : t.uint8()] as const;
    return [field, min < 0 ? t.int16() : t.uint16()] as const;
  });
  return schema(Object.fromEntries(fields) as Record<string, ReturnType<typeof t.int8>>, `${game}Input`);
}
